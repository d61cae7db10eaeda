package io.ringback.media.voice;

import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.telephony.speech.Speakable;
import io.ringback.telephony.speech.SpokenTexts;
import io.ringback.wording.TextsOf;
import io.ringback.wording.WordingInForce;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * All that Ringback says by telephone, as {@code play} URLs (RFC 4240). Sentences with a name in them are spoken where that
 * can be done, in the languages of {@code messages/voice*.properties} and {@code wording/}; else, and for all others, there are
 * recordings ({@code deploy/prompts}), unless {@code wording/} has a text in place of one. In menus the action comes before its
 * key: who listens for the action need not remember keys.
 */
@Component
public class Phrases {

    /** What the recording of the greeting says. */
    private static final String RECORDED_SERVICE = "Ringback";

    private final SpokenTexts texts;
    private final WordingInForce wording;
    private final String service;

    /** @param service what this installation calls itself */
    Phrases(SpokenTexts texts, WordingInForce wording, @Value("${ringback.connections.name:Ringback}") String service) {
        this.texts = texts;
        this.wording = wording;
        this.service = service;
    }

    /**
     * What is played for {@code phrase}, menu included. May take some moments, since names may be spoken for it.
     *
     * @param language the listener's, with their brand; also that of the recordings, as the announcement server is to be asked
     *     for them
     */
    public List<String> say(Phrase phrase, SpokenFacts facts, Locale language) {
        Stream<String> said =
                switch (phrase) {
                    case OFFER -> Stream.of(named("offer-" + reason(facts), language, facts.name()));
                    case QUESTION -> Stream.of(greeting(language), question(facts, language));
                    case NOTIFICATION ->
                        Stream.of(
                                        Stream.of(greeting(language)),
                                        whoTried(facts, language),
                                        toBeDialled(facts, language))
                                .flatMap(Function.identity());
                    case WAITING -> whoTried(facts, language);
                    case INFORMATION -> Stream.of(greeting(language), information(facts, language));
                    case STANDING_TOLD -> Stream.of(told(facts, language));
                    case STANDING_ASKED, STANDING_NOT_YET_TOLD, STANDING_CONNECTING, STANDING_INFORMING ->
                        Stream.of(named(word(phrase), language, facts.name()));
                    default -> Stream.of(say(phrase, language));
                };
        return Stream.concat(said, menu(phrase, facts, language).stream()).toList();
    }

    /** The same, with items of a menu besides; what hanging up does stays the last. */
    List<String> say(Phrase phrase, SpokenFacts facts, Locale language, List<Phrase> besides) {
        List<String> said = new ArrayList<>(say(phrase, facts, language));
        int end = said.size() - (said.get(said.size() - 1).equals(nameless("menu-hang-up", language)) ? 1 : 0);
        said.addAll(end, besides.stream().map(item -> say(item, language)).toList());
        return said;
    }

    /**
     * What is played for a phrase that names nobody and offers nothing.
     *
     * @throws IllegalArgumentException if it is another
     */
    public String say(Phrase phrase, Locale language) {
        return switch (phrase) {
            case OFFER,
                    QUESTION,
                    NOTIFICATION,
                    WAITING,
                    INFORMATION,
                    STANDING_ASKED,
                    STANDING_TOLD,
                    STANDING_NOT_YET_TOLD,
                    STANDING_CONNECTING,
                    STANDING_INFORMING -> throw new IllegalArgumentException(phrase + " is about somebody.");
            case WHY_OR_SPEAK -> nameless(word(Phrase.WHY), language);
            default -> nameless(word(phrase), language);
        };
    }

    /** The keys alone, for those who have heard what it is about. Empty where none is offered. */
    public List<String> menu(Phrase phrase, SpokenFacts facts, Locale language) {
        List<String> items = new ArrayList<>();
        switch (phrase) {
            case OFFER -> items.addAll(List.of("offer-yes", "always", "hang-up"));
            case WHY -> items.addAll(List.of("why-urgent", "why-call-back", "hang-up"));
            case WHY_OR_SPEAK -> items.addAll(List.of("why-urgent", "why-call-back", "why-speak", "hang-up"));
            case QUESTION -> items.addAll(List.of("question-yes", "always", "no", "stop"));
            case NOTIFICATION -> {
                if (facts.connect()) {
                    items.add(facts.conference() ? "join" : "connect");
                }
                items.addAll(List.of("inform", "not-now"));
                if (facts.later()) {
                    items.add("later");
                }
                items.add("stop");
            }
            case WAITING -> {
                if (facts.connect()) {
                    items.add(facts.conference() ? "join" : "connect");
                }
                items.addAll(List.of("inform", "not-now"));
            }
            case INFORMATION -> items.add("stop");
            case STANDING_ASKED -> items.addAll(List.of("question-yes", "no", "hang-up"));
            case STANDING_TOLD, STANDING_NOT_YET_TOLD -> items.addAll(List.of("withdraw", "hang-up"));
            default -> {
                // Said, and no more.
            }
        }
        return items.stream().map(item -> nameless("menu-" + item, language)).toList();
    }

    /** Whoever answers an automatic call, or is answered by a machine, is told at once who it is. */
    String greeting(Locale language) {
        String name = wording.look(language).name().orElse(service);
        boolean ownRecording = wording.recording("voice-greeting", language).isPresent();
        boolean ownText =
                wording.insteadOfRecording(TextsOf.VOICE, "greeting", language).isPresent();
        return ownRecording || name.equals(RECORDED_SERVICE) && !ownText
                ? recording("greeting")
                : named("greeting", language, name);
    }

    private String question(SpokenFacts facts, Locale language) {
        return named(
                facts.medium() == Medium.VOICE ? "question-" + reason(facts) : "question-message",
                language,
                facts.name());
    }

    private Stream<String> whoTried(SpokenFacts facts, Locale language) {
        return Stream.concat(
                Stream.of(notification(facts, language)),
                facts.callerUnverified() ? Stream.of(nameless("unverified", language)) : Stream.empty());
    }

    /** There are no recordings of digits: where nothing can be spoken, the keys must do. */
    private Stream<String> toBeDialled(SpokenFacts facts, Locale language) {
        return facts.dial().flatMap(number -> spoken("notification-dial", language, digits(number))).stream();
    }

    /** One after another, with a pause after each three. */
    private static String digits(String number) {
        return number.replaceAll("\\D", "")
                .replaceAll("(\\d{3})(?=\\d)", "$1, ")
                .replaceAll("(?<=\\d)(?=\\d)", " ");
    }

    private String notification(SpokenFacts facts, Locale language) {
        if (facts.standsInFor().isPresent()) {
            return spoken(
                            "notification-deputy",
                            language,
                            facts.name(),
                            facts.standsInFor().get())
                    .orElse(recording("notification-deputy"));
        }
        if (facts.reachable()) {
            return named("information", language, facts.name());
        }
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

    private String nameless(String sentence, Locale language) {
        return wording.insteadOfRecording(TextsOf.VOICE, sentence, language)
                .filter(text -> isWritten(language))
                .flatMap(
                        text -> texts.play(new MessageFormat(text, language).format(new Object[0]), spokenIn(language)))
                .orElse(recording(sentence));
    }

    private boolean isWritten(Locale language) {
        return spokenIn(language).getLanguage().equals(language.getLanguage());
    }

    private Locale spokenIn(Locale language) {
        return wording.language(TextsOf.VOICE, language);
    }

    /** Empty too in a language that we have no texts in: then all of the message is heard in the one of the recordings. */
    private Optional<String> spoken(String sentence, Locale language, Object... facts) {
        if (!isWritten(language)) {
            return Optional.empty();
        }
        Object[] speakable = Stream.of(facts)
                .map(fact -> fact instanceof String words ? Speakable.of(words) : fact)
                .toArray();
        return Stream.of(speakable).anyMatch(""::equals)
                ? Optional.empty()
                : texts.play(wording.say(TextsOf.VOICE, sentence, language, speakable), spokenIn(language));
    }

    private static String recording(String sentence) {
        return "file:prompts/voice-" + sentence + ".wav";
    }
}
