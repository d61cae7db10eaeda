package io.ringback.texting;

import io.ringback.delivery.MessageKind;
import io.ringback.texting.ShortTexts.Answering;
import io.ringback.wording.Content;
import io.ringback.wording.SampleCase;
import io.ringback.wording.WordingInForce;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes all that is said in few words about a thought-of case, and says how many SMS each takes. */
public final class SampleTexts {

    private SampleTexts() {}

    /**
     * A text.
     *
     * @param about what it says, in words for an analyst
     * @param messages how many SMS it takes
     * @param builtIn how many the built-in one takes in the same language, or else in English
     */
    public record SampleText(String about, String text, int messages, int builtIn) {

        /** The characters that an SMS of 160 has no place for; with one of them it holds 70. */
        public String strangers() {
            return text.codePoints()
                    .mapToObj(Character::toString)
                    .filter(character -> !GsmAlphabet.isWritable(character))
                    .distinct()
                    .reduce("", String::concat);
        }
    }

    /**
     * All of them.
     *
     * @param reader the language, with the brand if there is one
     */
    public static List<SampleText> of(WordingInForce wording, SampleCase sample, Locale reader) {
        Map<String, String> builtIn = write(WordingInForce.builtIn(), sample, reader);
        List<SampleText> all = new ArrayList<>();
        write(wording, sample, reader)
                .forEach((about, text) -> all.add(new SampleText(
                        about, text, GsmAlphabet.segments(text), GsmAlphabet.segments(builtIn.get(about)))));
        return all;
    }

    /**
     * How many SMS the first text of each kind takes: questions, notifications and information.
     *
     * @param reader the language, with the brand if there is one
     */
    public static Map<MessageKind, Integer> messages(WordingInForce wording, SampleCase sample, Locale reader) {
        ShortTexts texts = new ShortTexts(wording, sample.clock(), sample.publicUrl());
        Map<MessageKind, Integer> all = new EnumMap<>(MessageKind.class);
        sample.contents(reader).values().forEach(content -> kind(content)
                .ifPresent(kind -> all.computeIfAbsent(
                        kind,
                        first -> GsmAlphabet.segments(
                                texts.write(content, new Answering(true, Optional.empty()), List.of())))));
        return all;
    }

    private static Optional<MessageKind> kind(Content content) {
        if (content.said() instanceof Content.Question) {
            return Optional.of(MessageKind.QUESTION);
        }
        if (content.said() instanceof Content.Notification) {
            return Optional.of(MessageKind.NOTIFICATION);
        }
        return content.said() instanceof Content.Information ? Optional.of(MessageKind.INFORMATION) : Optional.empty();
    }

    private static Map<String, String> write(WordingInForce wording, SampleCase sample, Locale reader) {
        ShortTexts texts = new ShortTexts(wording, sample.clock(), sample.publicUrl());
        Map<String, String> all = new LinkedHashMap<>();
        Map<String, Content> contents = new LinkedHashMap<>(sample.contents(reader));
        contents.putAll(sample.courtesies(reader));
        contents.forEach((about, content) -> {
            boolean asks = content.said() instanceof Content.Question || content.said() instanceof Content.Notification;
            all.put(about, texts.write(content, new Answering(true, Optional.empty()), List.of()));
            if (asks) {
                all.put(
                        about + ", where no reply reaches us",
                        texts.write(content, new Answering(false, Optional.empty()), List.of()));
                all.put(
                        about + ", one of several",
                        texts.write(content, new Answering(true, Optional.of(2)), List.of()));
            }
        });
        return all;
    }
}
