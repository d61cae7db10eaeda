package io.ringback.web.pages;

import io.ringback.cases.OneLine;
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
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        boolean block = view.what() == SettledView.What.BLOCK;
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
                block ? "settled.block" : "settled.always",
                "takeBack",
                block ? "unblock" : "ask_again"));
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
    FilledPage withLater(Later later, ZoneId zone) {
        Map<String, Object> more = new HashMap<>(values);
        more.put(
                "later",
                later.offers().stream()
                        .map(offer -> new OfferedTime(offer.minutes(), clock(offer.at(), zone)))
                        .toList());
        more.put("until", clock(later.until(), zone));
        later.named().ifPresent(at -> more.put("named", clock(at, zone)));
        return new FilledPage(template, reader, more);
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
