package io.ringback.media.voice;

import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.telephony.speech.Speakable;
import io.ringback.telephony.speech.SpokenTexts;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * All that Ringback says by telephone, as {@code play} URLs (RFC 4240). Sentences with a name in them are spoken where that
 * can be done, in the languages of {@code messages/voice*.properties}; else, and for all others, there are recordings
 * ({@code deploy/prompts}). In menus the action comes before its key: who listens for the action need not remember keys.
 */
@Component
public class Phrases {

    /** What the recording of the greeting says. */
    private static final String RECORDED_SERVICE = "Ringback";

    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final SpokenTexts texts;
    private final String service;

    /** @param service what this installation calls itself */
    Phrases(SpokenTexts texts, @Value("${ringback.connections.name:Ringback}") String service) {
        this.texts = texts;
        this.service = service;
    }

    /**
     * What is played for {@code phrase}, menu included. May take some moments, since names may be spoken for it.
     *
     * @param language the listener's; also that of the recordings, as the announcement server is to be asked for them
     */
    public List<String> say(Phrase phrase, SpokenFacts facts, Locale language) {
        Stream<String> said =
                switch (phrase) {
                    case OFFER -> Stream.of(named("offer-" + reason(facts), language, facts.name()));
                    case QUESTION -> Stream.of(greeting(language), question(facts, language));
                    case NOTIFICATION -> Stream.of(greeting(language), notification(facts, language));
                    case INFORMATION -> Stream.of(greeting(language), information(facts, language));
                    case STANDING_TOLD -> Stream.of(told(facts, language));
                    case STANDING_ASKED, STANDING_NOT_YET_TOLD, STANDING_CONNECTING, STANDING_INFORMING ->
                        Stream.of(named(word(phrase), language, facts.name()));
                    default -> Stream.of(say(phrase));
                };
        return Stream.concat(said, menu(phrase, facts).stream()).toList();
    }

    /**
     * What is played for a phrase that names nobody and offers nothing.
     *
     * @throws IllegalArgumentException if it is another
     */
    public String say(Phrase phrase) {
        return switch (phrase) {
            case OFFER,
                    QUESTION,
                    NOTIFICATION,
                    INFORMATION,
                    STANDING_ASKED,
                    STANDING_TOLD,
                    STANDING_NOT_YET_TOLD,
                    STANDING_CONNECTING,
                    STANDING_INFORMING -> throw new IllegalArgumentException(phrase + " is about somebody.");
            default -> recording(word(phrase));
        };
    }

    /** The keys alone, for those who have heard what it is about. Empty where none is offered. */
    public List<String> menu(Phrase phrase, SpokenFacts facts) {
        List<String> items = new ArrayList<>();
        switch (phrase) {
            case OFFER -> items.addAll(List.of("offer-yes", "always", "hang-up"));
            case QUESTION -> items.addAll(List.of("question-yes", "always", "no", "stop"));
            case NOTIFICATION -> {
                if (facts.connect()) {
                    items.add(facts.conference() ? "join" : "connect");
                }
                items.addAll(List.of("inform", "not-now", "stop"));
            }
            case INFORMATION -> items.add("stop");
            case STANDING_ASKED -> items.addAll(List.of("question-yes", "no", "hang-up"));
            case STANDING_TOLD, STANDING_NOT_YET_TOLD -> items.addAll(List.of("withdraw", "hang-up"));
            default -> {
                // Said, and no more.
            }
        }
        return items.stream().map(item -> recording("menu-" + item)).toList();
    }

    /** Whoever answers an automatic call is told at once who calls. */
    private String greeting(Locale language) {
        return service.equals(RECORDED_SERVICE) ? recording("greeting") : named("greeting", language, service);
    }

    private String question(SpokenFacts facts, Locale language) {
        return named(
                facts.medium() == Medium.VOICE ? "question-" + reason(facts) : "question-message",
                language,
                facts.name());
    }

    private String notification(SpokenFacts facts, Locale language) {
        if (facts.conference()) {
            return named("notification-conference", language, facts.name());
        }
        return facts.attempts() > 1
                ? spoken("notification-often", language, facts.name(), facts.attempts())
                        .orElse(recording("notification-often"))
                : named("notification", language, facts.name());
    }

    private String information(SpokenFacts facts, Locale language) {
        if (facts.returned()) {
            return named("information-returned", language, facts.name());
        }
        return facts.reachableOn()
                .flatMap(device -> spoken("information-on", language, facts.name(), device))
                .orElseGet(() -> named("information", language, facts.name()));
    }

    private String told(SpokenFacts facts, Locale language) {
        return facts.told()
                .flatMap(when -> spoken("standing-told", language, facts.name(), when))
                .orElse(recording("standing-told"));
    }

    private static String reason(SpokenFacts facts) {
        return switch (facts.cause()) {
            case BUSY, NO_ANSWER, REJECTED -> word(facts.cause());
            case UNREACHABLE, NOT_FOUND, UNDELIVERABLE -> word(Cause.UNREACHABLE);
        };
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String named(String sentence, Locale language, String name) {
        return spoken(sentence, language, name).orElse(recording(sentence));
    }

    /** Empty too in a language that we have no texts in: then all of the message is heard in the one of the recordings. */
    private Optional<String> spoken(String sentence, Locale language, Object... facts) {
        ResourceBundle sentences = ResourceBundle.getBundle("messages/voice", language, NO_FALLBACK);
        String found = sentences.getLocale().getLanguage();
        if (!language.getLanguage().equals(found.isEmpty() ? Locale.ENGLISH.getLanguage() : found)) {
            return Optional.empty();
        }
        Object[] speakable = Stream.of(facts)
                .map(fact -> fact instanceof String words ? Speakable.of(words) : fact)
                .toArray();
        return Stream.of(speakable).anyMatch(""::equals)
                ? Optional.empty()
                : texts.play(new MessageFormat(sentences.getString(sentence), language).format(speakable), language);
    }

    private static String recording(String sentence) {
        return "file:prompts/voice-" + sentence + ".wav";
    }
}
