package io.ringback.web.pages;

import io.ringback.cases.OneLine;
import io.ringback.cases.TimeAnswer;
import io.ringback.conversation.BrowsersByLink;
import io.ringback.conversation.Later;
import io.ringback.conversation.SettledView;
import io.ringback.conversation.TimeRefused;
import io.ringback.directory.Preferences;
import io.ringback.privacy.PersonFile;
import io.ringback.web.words.PlainWords;
import io.ringback.wording.ContactView;
import io.ringback.wording.ContactView.DeviceChoice;
import io.ringback.wording.LineView;
import io.ringback.wording.QuestionView;
import io.ringback.wording.Wording;
import io.ringback.wording.WordingInForce;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.servlet.ModelAndView;

/**
 * A page with all that its template says of a case: the same for the person it is for, and for an analyst who looks at it before.
 *
 * @param template by its name
 * @param reader whom it is for: the language, with the brand if there is one
 * @param values what the template is given
 */
record FilledPage(String template, Locale reader, Map<String, Object> values) {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter END = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    FilledPage {
        values = Map.copyOf(values);
    }

    /** The caller is asked. */
    static FilledPage question(WordingInForce wording, QuestionView view, String token) {
        if (view.time().isPresent()) {
            return ofCaller("time-question", wording, view, token)
                    .with("time", wording.when(view.time().get(), view.timeZone(), view.language()));
        }
        return ofCaller("question", wording, view, token)
                .with("maySayWhy", view.maySayWhy())
                .with("longest", OneLine.LONGEST);
    }

    /** The caller has said yes, and may take it back. */
    static FilledPage withdrawal(WordingInForce wording, QuestionView view, String token) {
        return ofCaller("withdraw", wording, view, token);
    }

    private static FilledPage ofCaller(String template, WordingInForce wording, QuestionView view, String token) {
        return new FilledPage(
                template,
                view.language(),
                Map.of(
                        "token", token,
                        "reader", Wording.name(view.callerName()),
                        "callee", Wording.name(view.calleeName()),
                        "tried", "question.tried." + Wording.attempt(view.failedMedium(), view.conference()),
                        "cause", "cause." + view.cause(),
                        "attempts", view.attempts(),
                        "when", wording.when(view.lastTriedAt(), view.timeZone(), view.language())));
    }

    /** Somebody has settled something beyond the case, and may take it back. */
    static FilledPage settled(SettledView view, String page, String token) {
        return new FilledPage("settled", view.language(), values(view, page, token));
    }

    /** The same, in a page about something else. */
    FilledPage withSettled(SettledView view, String page, String token) {
        Map<String, Object> more = new HashMap<>(values);
        values(view, page, token).forEach(more::putIfAbsent);
        return new FilledPage(template, reader, more);
    }

    private static Map<String, Object> values(SettledView view, String page, String token) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "token",
                token,
                "page",
                page,
                "reader",
                Wording.name(view.readerName()),
                "other",
                Wording.name(view.otherName()),
                "settled",
                "settled." + view.what().name().toLowerCase(Locale.ROOT),
                "takeBack",
                switch (view.what()) {
                    case BLOCK -> "unblock";
                    case ALWAYS_TOLD -> "ask_first";
                    case ALWAYS, ALWAYS_FOR_CALLEE -> "ask_again";
                }));
        view.until()
                .ifPresent(
                        end -> values.put("until", end.atZone(view.timeZone()).format(END)));
        return values;
    }

    /** The callee is told. */
    static FilledPage notice(WordingInForce wording, ContactView view, String token) {
        Map<String, Object> values = view.values(wording);
        values.put("token", token);
        values.put("phones", callable(view.devices()));
        values.put("devices", view.devices());
        values.put("longest", OneLine.LONGEST);
        return new FilledPage("contact", view.language(), values);
    }

    /** The caller reads what the callee has written, and may answer it. */
    static FilledPage line(LineView view, String token) {
        return new FilledPage(
                "line",
                view.language(),
                Map.of(
                        "token", token,
                        "reader", Wording.name(view.readerName()),
                        "writer", Wording.name(view.writerName()),
                        "line", view.line().text(),
                        "longest", OneLine.LONGEST));
    }

    /**
     * The same after something was typed that cannot be passed on.
     *
     * @param typed which is shown again, to be mended; of what is much too long only the beginning
     */
    FilledPage with(OneLine.Fault fault, String typed) {
        return with("fault", fault.name().toLowerCase(Locale.ROOT)).withTyped(typed);
    }

    /** The same with a line that was typed, of which nothing is wrong. */
    FilledPage withTyped(String typed) {
        return with("typed", typed.substring(0, Math.min(typed.length(), 2 * OneLine.LONGEST)));
    }

    /** The same to somebody who may say when they want to be called. */
    FilledPage withLater(WordingInForce wording, Later later, ZoneId zone, Instant now) {
        Map<String, Object> more = new HashMap<>(values);
        more.put(
                "later",
                later.offers().stream()
                        .map(offer -> new OfferedTime(offer.minutes(), clock(offer.at(), zone)))
                        .toList());
        more.put(
                "notSoon",
                later.notSoon().stream()
                        .map(at -> notSoon(wording, at, zone, now))
                        .toList());
        more.put("until", later.asking() ? later.until().atZone(zone).format(END) : clock(later.until(), zone));
        if (later.asking()) {
            more.put("asks", later.soon().isZero() ? "contact.later.asksAlways" : "contact.later.asks");
            more.put("soon", later.soon().toMinutes());
        }
        more.put("forBoth", later.forBoth() == Later.TimeForBoth.OFFERED);
        more.put("noneForBoth", later.forBoth() == Later.TimeForBoth.NONE_FOUND);
        later.named().ifPresent(at -> more.putAll(named(wording, later, at, zone)));
        later.answer()
                .filter(answer -> answer == TimeAnswer.NO || answer == TimeAnswer.NONE)
                .ifPresent(answer -> more.put(
                        "dropped", answer == TimeAnswer.NO ? "contact.later.suitsNot" : "contact.later.unanswered"));
        return new FilledPage(template, reader, more);
    }

    /**
     * The same to somebody who may say that they want to know of each call of this caller, or has said so.
     *
     * @param offered whether they may
     * @param until until when they have
     */
    FilledPage withAlwaysTold(boolean offered, Optional<Instant> until, ZoneId zone) {
        FilledPage page = with("mayBeToldAlways", offered);
        return until.map(end -> page.with("alwaysToldUntil", end.atZone(zone).format(END)))
                .orElse(page);
    }

    private Map<String, Object> named(WordingInForce wording, Later later, Instant at, ZoneId zone) {
        if (later.answer().isEmpty()) {
            return Map.of("named", clock(at, zone));
        }
        return switch (later.answer().get()) {
            case AWAITED -> Map.of("asked", "contact.later.asking", "askedTime", wording.when(at, zone, reader));
            case YES -> Map.of("asked", "contact.later.suits", "askedTime", wording.when(at, zone, reader));
            case NO, NONE -> Map.of();
        };
    }

    /**
     * A time of which the day has to be said.
     *
     * @param value what the form sends
     * @param day the key of the text that says the day; null if {@code at} does
     */
    record TimeNotSoon(String value, String day, String at) {}

    private TimeNotSoon notSoon(WordingInForce wording, Instant at, ZoneId zone, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        LocalDate day = LocalDate.ofInstant(at, zone);
        boolean tomorrow = day.equals(today.plusDays(1));
        return day.equals(today) || tomorrow
                ? new TimeNotSoon(
                        at.toString(), tomorrow ? "contact.later.tomorrow" : "contact.later.today", clock(at, zone))
                : new TimeNotSoon(at.toString(), null, wording.when(at, zone, reader));
    }

    /** The same after a time was named that cannot be. */
    FilledPage with(TimeRefused.Why why) {
        return with("wrongTime", "contact.later." + why.name().toLowerCase(Locale.ROOT));
    }

    /** @param at as the reader's clock shows it; as all of them are soon, the day is clear */
    record OfferedTime(long minutes, String at) {}

    private static String clock(Instant at, ZoneId zone) {
        return at.atZone(zone).format(CLOCK);
    }

    /** A call can be set up to some phones only; to be reached, any device will do. */
    private static List<DeviceChoice> callable(List<DeviceChoice> devices) {
        return devices.stream().filter(DeviceChoice::callable).toList();
    }

    /** Somebody sees, and says, in which browsers they are told. */
    static FilledPage browsers(BrowsersByLink.View view, String token) {
        FilledPage page = new FilledPage(
                "browsers",
                view.language(),
                Map.of(
                        "token",
                        token,
                        "reader",
                        Wording.name(view.readerName()),
                        "days",
                        Preferences.DAYS,
                        "browsers",
                        view.browsers().stream()
                                .map(one -> new ToldBrowser(
                                        one.id(),
                                        one.label(),
                                        one.until()
                                                .map(end -> end.atZone(view.timeZone())
                                                        .format(END))
                                                .orElse(null)))
                                .toList()));
        return view.key().map(key -> page.with("key", key)).orElse(page);
    }

    /** @param until on the reader's clock; null if it has no end */
    record ToldBrowser(UUID id, String label, String until) {}

    /** Somebody asks for no more messages. */
    static FilledPage unsubscribing(Locale reader, String token) {
        return new FilledPage("unsubscribe", reader, Map.of("token", token));
    }

    /** What is kept about a person. */
    static FilledPage file(PersonFile file) {
        Locale reader = Locale.forLanguageTag(file.language());
        return new FilledPage("person-file", reader, Map.of("file", file, "words", PlainWords.ofPerson(reader)));
    }

    /** The same, with something more. */
    FilledPage with(String name, Object value) {
        Map<String, Object> more = new HashMap<>(values);
        more.put(name, value);
        return new FilledPage(template, reader, more);
    }

    /** As the answer to {@code request}. */
    ModelAndView answering(HttpServletRequest request) {
        ReaderLanguage.set(request, reader);
        return new ModelAndView(template).addAllObjects(values);
    }
}
