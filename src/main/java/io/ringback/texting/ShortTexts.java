package io.ringback.texting;

import io.ringback.delivery.MessageKind;
import io.ringback.wording.ContactView;
import io.ringback.wording.Content;
import io.ringback.wording.InformationView;
import io.ringback.wording.QuestionView;
import io.ringback.wording.Wording;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;

/**
 * Says things in few words, from the texts in {@code messages/texts}. Each is there in several lengths: the longest that
 * takes no more SMS than the shortest is sent. Nothing is ever cut.
 */
@Component
final class ShortTexts {

    /** Older than this, a time of day alone would be taken for today's. */
    private static final Duration SAME_DAY = Duration.ofHours(12);

    private static final List<String> LENGTHS = List.of("long", "middle", "short");

    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
    private final Clock clock;
    private final URI publicUrl;

    ShortTexts(Clock clock, @Value("${ringback.public-url}") URI publicUrl) {
        this.clock = clock;
        this.publicUrl = publicUrl;
        texts.setBasename("messages/texts");
        texts.setDefaultEncoding(StandardCharsets.UTF_8.name());
        texts.setFallbackToSystemLocale(false);
        texts.setAlwaysUseMessageFormat(true);
    }

    /**
     * How the reader can answer.
     *
     * @param possible whether a reply reaches us
     * @param code the number that names the case; empty if any reply does
     */
    record Answering(boolean possible, Optional<Integer> code) {}

    /**
     * What {@code content} says.
     *
     * @param waiting what else the reader could mean; looked at only when asking back
     */
    String write(Content content, Answering answering, List<Waiting> waiting) {
        Locale language = Wording.language(content.language());
        Content.Said said = content.said();
        if (said instanceof Content.Question question) {
            return question(question, answering, language);
        }
        if (said instanceof Content.Notification notification) {
            return notification(notification, answering, language);
        }
        if (said instanceof Content.Information information) {
            return information(information.view(), language);
        }
        return courtesy(((Content.Courtesy) said).kind(), waiting, language);
    }

    /** One line for media that show one. */
    String subject(Content content) {
        Locale language = Wording.language(content.language());
        Content.Said said = content.said();
        if (said instanceof Content.Question question) {
            return text(
                    "subject.question", language, Wording.name(question.view().calleeName()));
        }
        if (said instanceof Content.Notification notification) {
            return text(
                    "subject.notification",
                    language,
                    Wording.name(notification.view().callerName()));
        }
        if (said instanceof Content.Information information) {
            return text(
                    "subject.information",
                    language,
                    Wording.name(information.view().calleeName()));
        }
        return text("subject.courtesy", language);
    }

    /** What may be offered as buttons; each is understood when it comes back. */
    List<String> answers(Content content, Answering answering) {
        Locale language = Wording.language(content.language());
        String keys = content.said() instanceof Content.Question
                ? "answers.question"
                : content.said() instanceof Content.Notification ? "answers.notification" : null;
        if (keys == null || !answering.possible()) {
            return List.of();
        }
        String before = answering.code().map(code -> code + " ").orElse("");
        return Stream.of(text(keys, language).split(","))
                .map(word -> before + word.strip())
                .toList();
    }

    private String question(Content.Question question, Answering answering, Locale language) {
        QuestionView view = question.view();
        String callee = Wording.name(view.calleeName());
        String tried = text(
                "asked." + Wording.attempt(view.failedMedium(), view.conference()),
                language,
                callee,
                view.attempts(),
                when(view.lastTriedAt(), view.timeZone(), language));
        return fitting(
                "question",
                answering,
                language,
                tried,
                words("question", answering, language),
                question.page(),
                callee);
    }

    private String notification(Content.Notification notification, Answering answering, Locale language) {
        ContactView view = notification.view();
        String tried = text(
                "tried." + Wording.attempt(view.failedMedium(), view.conference()),
                language,
                Wording.name(view.callerName()),
                view.attempts(),
                when(view.lastTriedAt(), view.timeZone(), language));
        return fitting(
                "notification",
                answering,
                language,
                tried,
                words("notification", answering, language),
                notification.page());
    }

    private String words(String kind, Answering answering, Locale language) {
        return answering
                .code()
                .map(code -> text("words." + kind + ".code", language, code))
                .orElseGet(() -> text("words." + kind, language));
    }

    private String information(InformationView view, Locale language) {
        String callee = Wording.name(view.calleeName());
        if (view.callReturned()) {
            return text("information.returned", language, callee, when(view.since(), view.timeZone(), language));
        }
        return view.deviceLabel()
                .map(label -> text("information.reachable.on", language, callee, Wording.name(label)))
                .orElseGet(() -> text("information.reachable", language, callee));
    }

    private String courtesy(MessageKind kind, List<Waiting> waiting, Locale language) {
        return switch (kind) {
            case STOPPED -> text("stopped", language);
            case STARTED -> text("started", language);
            case HELP -> text("help", language, publicUrl);
            case ASK_BACK -> askBack(waiting, language);
            default -> text("closing", language);
        };
    }

    private String askBack(List<Waiting> waiting, Locale language) {
        if (waiting.isEmpty()) {
            return text("closing", language);
        }
        if (waiting.size() == 1) {
            Waiting one = waiting.get(0);
            return one.kind() == MessageKind.QUESTION
                    ? text("ask-back.question", language, Wording.name(one.about()))
                    : text("ask-back.notification", language, Wording.name(one.about()));
        }
        return text(
                "ask-back.which",
                language,
                waiting.stream()
                        .map(one -> text(
                                "ask-back.one." + one.kind().name(), language, one.code(), Wording.name(one.about())))
                        .collect(Collectors.joining(", ")));
    }

    private String fitting(String kind, Answering answering, Locale language, Object... values) {
        String key = kind + (answering.possible() ? "." : ".link.");
        List<String> lengths = LENGTHS.stream()
                .map(length -> text(key + length, language, values))
                .toList();
        // The first of those that take the fewest.
        return lengths.stream()
                .min(Comparator.comparingInt(GsmAlphabet::segments))
                .orElseThrow();
    }

    private String when(Instant at, ZoneId zone, Locale language) {
        boolean today = at.isAfter(clock.instant().minus(SAME_DAY));
        return DateTimeFormatter.ofPattern(text(today ? "when.today" : "when.before", language), language)
                .format(at.atZone(zone));
    }

    private String text(String key, Locale language, Object... values) {
        return texts.getMessage(key, values, language);
    }
}
