package io.ringback.texting;

import io.ringback.delivery.MessageKind;
import io.ringback.wording.ContactView;
import io.ringback.wording.Content;
import io.ringback.wording.InformationView;
import io.ringback.wording.QuestionView;
import io.ringback.wording.TextsOf;
import io.ringback.wording.Wording;
import io.ringback.wording.WordingInForce;
import java.net.URI;
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
import org.springframework.stereotype.Component;

/**
 * Says things in few words, from the texts in {@code messages/texts} and {@code wording/}. Each is there in several lengths:
 * the longest that takes no more SMS than the shortest is sent. Nothing is ever cut.
 */
@Component
final class ShortTexts {

    /** Older than this, a time of day alone would be taken for today's. */
    private static final Duration SAME_DAY = Duration.ofHours(12);

    /** More names would be another SMS. */
    private static final int NAMED_BESIDES = 3;

    private static final List<String> LENGTHS = List.of("long", "middle", "short");

    private final WordingInForce wording;
    private final Clock clock;
    private final URI publicUrl;

    ShortTexts(WordingInForce wording, Clock clock, @Value("${ringback.public-url}") URI publicUrl) {
        this.wording = wording;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    /**
     * How the reader can answer.
     *
     * @param possible whether a reply reaches us
     * @param code the number that names the case; empty if any reply does
     * @param dialled a telephone number that connects the two, as it is written for people; empty if there is none
     * @param dialCode what somebody says who dials Ringback's own number; empty if it asks for none
     */
    record Answering(
            boolean possible, Optional<Integer> code, Optional<String> dialled, Optional<String> dialCode) {

        Answering(boolean possible, Optional<Integer> code) {
            this(possible, code, Optional.empty(), Optional.empty());
        }
    }

    /**
     * What {@code content} says.
     *
     * @param waiting what else the reader could mean; looked at only when asking back
     */
    String write(Content content, Answering answering, List<Waiting> waiting) {
        String text = said(content, answering, waiting);
        return content.besides().isEmpty() ? text : text + " " + besides(content.besides(), content.language());
    }

    private String besides(List<Content.Besides> besides, Locale reader) {
        // What somebody says in words of their own is said nowhere else.
        Stream<String> said = besides.stream()
                .filter(one -> one.line() != null)
                .map(one -> text("besides.line", reader, Wording.name(one.name()), quoted(one.line())));
        List<Content.Besides> unsaid =
                besides.stream().filter(one -> one.line() == null).toList();
        Stream<String> named = Stream.concat(
                said,
                unsaid.stream()
                        .limit(NAMED_BESIDES)
                        .map(one -> text("besides.one", reader, Wording.name(one.name()), one.attempts())));
        Stream<String> others = unsaid.size() > NAMED_BESIDES
                ? Stream.of(text("besides.more", reader, unsaid.size() - NAMED_BESIDES))
                : Stream.empty();
        return text("besides", reader, Stream.concat(named, others).collect(Collectors.joining(", ")));
    }

    private String said(Content content, Answering answering, List<Waiting> waiting) {
        Locale reader = content.language();
        Content.Said said = content.said();
        if (said instanceof Content.Question question) {
            return question(question, answering, reader);
        }
        if (said instanceof Content.Notification notification) {
            return notification(notification, answering, reader);
        }
        if (said instanceof Content.Information information) {
            return information(information.view(), reader);
        }
        if (said instanceof Content.PassedOn passedOn) {
            return passedOn(passedOn, reader);
        }
        return courtesy(((Content.Courtesy) said).kind(), waiting, reader);
    }

    /** That a message, which cannot be taken back where it is read, asks nothing any more. */
    String settled(Locale reader) {
        return text("settled", reader);
    }

    /** One line for media that show one. */
    String subject(Content content) {
        Locale reader = content.language();
        Content.Said said = content.said();
        if (said instanceof Content.Question question) {
            return text(
                    question.view().time().isPresent() ? "subject.time-question" : "subject.question",
                    reader,
                    Wording.name(question.view().calleeName()));
        }
        if (said instanceof Content.Notification notification) {
            ContactView view = notification.view();
            return text(
                    view.standsInFor().isPresent() ? "subject.deputy" : "subject.notification",
                    reader,
                    Wording.name(view.callerName()),
                    view.called());
        }
        if (said instanceof Content.Information information) {
            return text(
                    "subject.information",
                    reader,
                    Wording.name(information.view().calleeName()));
        }
        if (said instanceof Content.PassedOn passedOn) {
            return text("subject.line", reader, Wording.name(passedOn.view().writerName()));
        }
        return text("subject.courtesy", reader);
    }

    /** Where {@code content} is answered; empty if it asks nothing. */
    Optional<URI> page(Content content) {
        if (content.said() instanceof Content.Question question) {
            return Optional.of(question.page());
        }
        return content.said() instanceof Content.Notification notification
                ? Optional.of(notification.page())
                : Optional.empty();
    }

    /** What a button is called that opens that page. */
    String open(Locale reader) {
        return text("open", reader);
    }

    /** What may be offered as buttons; each is understood when it comes back. */
    List<String> answers(Content content, Answering answering) {
        Locale reader = content.language();
        String keys = content.said() instanceof Content.Question question
                ? question.view().time().isPresent() ? "answers.time-question" : "answers.question"
                : content.said() instanceof Content.Notification ? "answers.notification" : null;
        if (keys == null || !answering.possible()) {
            return List.of();
        }
        String before = answering.code().map(code -> code + " ").orElse("");
        return Stream.of(text(keys, reader).split(","))
                .map(word -> before + word.strip())
                .toList();
    }

    /** What may be offered as buttons that open the page, where it is chosen beforehand; each as {@code link label}. */
    List<String> choices(Content content, URI page) {
        Locale reader = content.language();
        boolean asks = content.said() instanceof Content.Question;
        List<String> said = Stream.of(text(asks ? "answers.question" : "answers.notification", reader)
                        .split(","))
                .map(String::strip)
                .toList();
        return asks
                ? List.of(page + "?answer=yes " + said.get(0), page + "?answer=no " + said.get(1))
                : List.of(page + " " + open(reader), page + "?choice=not_now " + said.get(1));
    }

    private String question(Content.Question question, Answering answering, Locale reader) {
        QuestionView view = question.view();
        String callee = Wording.name(view.calleeName());
        if (view.time().isPresent()) {
            return fitting(
                    "time-question",
                    "",
                    answering,
                    reader,
                    wording.when(view.time().get(), view.timeZone(), reader),
                    words("time-question", answering, reader),
                    question.page(),
                    callee);
        }
        String tried = text(
                "asked." + Wording.attempt(view.failedMedium(), view.conference()),
                reader,
                callee,
                view.attempts(),
                when(view.lastTriedAt(), view.timeZone(), reader));
        return fitting(
                "question",
                "",
                answering,
                reader,
                tried,
                words("question", answering, reader),
                question.page(),
                callee);
    }

    private String notification(Content.Notification notification, Answering answering, Locale reader) {
        ContactView view = notification.view();
        String tried = text(
                "tried." + view.attempt(),
                reader,
                Wording.name(view.callerName()),
                view.attempts(),
                when(view.lastTriedAt(), view.timeZone(), reader),
                view.called());
        String urgent = view.urgent() ? text("tried.urgent", reader, tried) : tried;
        String asks = view.callBack() ? text("tried.callBack", reader, urgent) : urgent;
        String known = view.callerUnverified() ? text("tried.unverified", reader, asks) : asks;
        String without = notification(known, notification, answering, reader);
        return view.line()
                .map(line -> notification(text("tried.why", reader, known, line), notification, answering, reader))
                .filter(with -> GsmAlphabet.segments(with) <= GsmAlphabet.segments(without))
                .orElse(without);
    }

    private String notification(String tried, Content.Notification notification, Answering answering, Locale reader) {
        return fitting(
                "notification",
                dial(notification.view(), answering, reader),
                answering,
                reader,
                tried,
                words("notification", answering, reader),
                notification.page());
    }

    private String dial(ContactView view, Answering answering, Locale reader) {
        // By the number somebody is connected who was called themselves.
        return answering
                .dialled()
                .filter(number -> view.standsInFor().isEmpty())
                .map(number -> " " + text("notification.dial", reader, number))
                .or(() -> answering.dialCode().map(code -> " " + text("notification.code", reader, code)))
                .orElse("");
    }

    private String words(String kind, Answering answering, Locale reader) {
        return answering
                .code()
                .map(code -> text("words." + kind + ".code", reader, code))
                .orElseGet(() -> text("words." + kind, reader));
    }

    private String information(InformationView view, Locale reader) {
        String callee = Wording.name(view.calleeName());
        if (view.callReturned() || view.dialled()) {
            return text("information." + view.kind(), reader, callee, when(view.since(), view.timeZone(), reader));
        }
        return view.deviceLabel()
                .map(label -> text("information.reachable.on", reader, callee, Wording.name(label)))
                .orElseGet(() -> text("information.reachable", reader, callee));
    }

    private String passedOn(Content.PassedOn said, Locale reader) {
        String writer = Wording.name(said.view().writerName());
        String line = quoted(said.view().line().text());
        return said.page()
                .map(page -> text("line.link", reader, writer, line, page))
                .orElseGet(() -> text("line", reader, writer, line));
    }

    /** What stands between our quotation marks cannot end them, and go on as if we said it. */
    private static String quoted(String line) {
        return line.replace('"', '\'');
    }

    private String courtesy(MessageKind kind, List<Waiting> waiting, Locale reader) {
        return switch (kind) {
            case STOPPED -> text("stopped", reader);
            case STARTED -> text("started", reader);
            case HELP -> text("help", reader, publicUrl);
            case ASK_BACK -> askBack(waiting, reader);
            default -> text("closing", reader);
        };
    }

    private String askBack(List<Waiting> waiting, Locale reader) {
        if (waiting.isEmpty()) {
            return text("closing", reader);
        }
        if (waiting.size() == 1) {
            Waiting one = waiting.get(0);
            return text(
                    switch (one.kind()) {
                        case QUESTION -> "ask-back.question";
                        case TIME_QUESTION -> "ask-back.time-question";
                        default -> "ask-back.notification";
                    },
                    reader,
                    Wording.name(one.about()));
        }
        return text(
                "ask-back.which",
                reader,
                waiting.stream()
                        .map(one -> text(
                                "ask-back.one." + one.kind().name(), reader, one.code(), Wording.name(one.about())))
                        .collect(Collectors.joining(", ")));
    }

    private String fitting(String kind, String then, Answering answering, Locale reader, Object... values) {
        String key = kind + (answering.possible() ? "." : ".link.");
        List<String> lengths = LENGTHS.stream()
                .map(length -> text(key + length, reader, values) + then)
                .toList();
        // The first of those that take the fewest.
        return lengths.stream()
                .min(Comparator.comparingInt(GsmAlphabet::segments))
                .orElseThrow();
    }

    private String when(Instant at, ZoneId zone, Locale reader) {
        boolean today = at.isAfter(clock.instant().minus(SAME_DAY));
        return DateTimeFormatter.ofPattern(
                        text(today ? "when.today" : "when.before", reader),
                        wording.language(TextsOf.SHORT_MESSAGES, reader))
                .format(at.atZone(zone));
    }

    private String text(String key, Locale reader, Object... values) {
        return wording.say(TextsOf.SHORT_MESSAGES, key, reader, values);
    }
}
