package io.ringback.web.pages;

import io.ringback.cases.OneLine;
import io.ringback.cases.TimeAnswer;
import io.ringback.conversation.Answer;
import io.ringback.conversation.BrowsersByLink;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Ended;
import io.ringback.conversation.Later;
import io.ringback.conversation.SettledView;
import io.ringback.conversation.TimeRefused;
import io.ringback.directory.Medium;
import io.ringback.directory.Preferences;
import io.ringback.wording.ContactView;
import io.ringback.wording.QuestionView;
import io.ringback.wording.SampleCase;
import io.ringback.wording.TextsOf;
import io.ringback.wording.WordingInForce;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/**
 * Every page that a person may see, of the thought-of case and with words that need not be in force, from the templates of the pages
 * themselves. Their forms have no token, so that they could not be sent even if somebody let them.
 */
@Component
public final class SamplePages {

    private static final String NO_TOKEN = "0123456789012345678901234";

    private static final List<ContactView.DeviceChoice> DEVICES = List.of(
            device(1, "Mobile", Medium.VOICE), device(2, "Desk", Medium.VOICE), device(3, "Mail", Medium.EMAIL));

    private static final Map<String, Sample> ALL = all();

    private final SpringTemplateEngine templates;

    SamplePages(SpringTemplateEngine templates) {
        this.templates = templates;
    }

    private static ContactView.DeviceChoice device(int number, String label, Medium medium) {
        return new ContactView.DeviceChoice(new UUID(0, number), label, medium, medium == Medium.VOICE);
    }

    /** A page, given what is said, about which case, and to whom. */
    private interface Sample {
        FilledPage of(WordingInForce wording, SampleCase sample, Locale reader);
    }

    private static Map<String, Sample> all() {
        Map<String, Sample> all = new LinkedHashMap<>();
        Sample question =
                (wording, sample, reader) -> FilledPage.question(wording, sample.asked(reader, Medium.VOICE), NO_TOKEN);
        all.put("Question", question);
        for (Answer answer : Answer.values()) {
            all.put("Question, opened by the link for " + word(answer), with(question, "chosen", answer));
        }
        all.put("Question, after an answer that is none", with(question, "wrong", true));
        Sample timeQuestion =
                (wording, sample, reader) -> FilledPage.question(wording, sample.askedAboutTime(reader), NO_TOKEN);
        all.put("Question about a time", timeQuestion);
        all.put("Question about a time, opened by the link for no", with(timeQuestion, "chosen", Answer.NO));
        all.put("Question about a time, after an answer that is none", with(timeQuestion, "wrong", true));
        Sample askedWhy = (wording, sample, reader) ->
                FilledPage.question(wording, sample.asked(reader, Medium.VOICE).withWhy(), NO_TOKEN);
        all.put("Question, where the caller may say why they called", askedWhy);
        all.put("Question, after a reason that cannot be passed on", (wording, sample, reader) -> askedWhy.of(
                        wording, sample, reader)
                .with("urgent", true)
                .with(OneLine.Fault.TOO_LONG, "x"));
        Sample withdrawal = (wording, sample, reader) ->
                FilledPage.withdrawal(wording, sample.asked(reader, Medium.VOICE), NO_TOKEN);
        all.put("After yes", withdrawal);
        all.put("After always", with(withdrawal, "always", true));
        all.put("After always for some days", with(withdrawal, "forDays", true));
        all.put("After always for this callee", with(withdrawal, "forCallee", true));
        for (SettledView.What what : SettledView.What.values()) {
            all.put(
                    "Settled: " + word(what) + ", for good",
                    (wording, sample, reader) -> settled(sample, reader, what, false));
            all.put(
                    "Settled: " + word(what) + ", for some days",
                    (wording, sample, reader) -> settled(sample, reader, what, true));
        }
        Sample notice = notice(false, DEVICES, true);
        all.put("Notice", notice);
        all.put("Notice, opened by the link to be connected", with(notice, "chosen", Choice.CONNECT));
        all.put("Notice, opened by the link to say so", with(notice, "chosen", Choice.INFORM));
        all.put("Notice, opened by the link for not now", with(notice, "chosen", Choice.NOT_NOW));
        all.put("Notice, where browsers may be told", with(notice, "offersBrowsers", true));
        Sample oneDevice = notice(false, DEVICES.subList(0, 1), false);
        all.put("Notice, where nobody can be connected", oneDevice);
        all.put(
                "Notice, where nobody can be connected, opened by the link to be",
                with(oneDevice, "chosen", Choice.CONNECT));
        all.put(
                "Notice of a caller who says why",
                (wording, sample, reader) -> FilledPage.notice(wording, sample.toldWhy(reader, DEVICES), NO_TOKEN));
        all.put(
                "Notice of a caller who asks to be called back",
                (wording, sample, reader) ->
                        FilledPage.notice(wording, sample.toldToCallBack(reader, DEVICES), NO_TOKEN));
        all.put(
                "Notice of a caller who has said why aloud",
                (wording, sample, reader) -> FilledPage.notice(wording, sample.toldAloud(reader, DEVICES), NO_TOKEN));
        all.put("Notice of a caller who is not verified", notice(true, DEVICES, true));
        all.put(
                "Notice to who stands in for the callee",
                (wording, sample, reader) -> FilledPage.notice(wording, sample.toldDeputy(reader, DEVICES), NO_TOKEN));
        all.put("Notice to a callee who may be seen", with(notice, "seen", true));
        Sample told = with(notice, "mayBeToldAlways", true);
        all.put("Notice to a callee who may want to know of each call", told);
        all.put("Notice to a callee who wants to know of each call", (wording, sample, reader) -> told.of(
                        wording, sample, reader)
                .withAlwaysTold(
                        true,
                        Optional.of(sample.now().plus(Duration.ofDays(Preferences.DAYS))),
                        sample.clock().getZone()));
        Sample writing = (wording, sample, reader) -> FilledPage.notice(
                wording, sample.told(reader, Medium.VOICE, false, DEVICES, true).writing(true), NO_TOKEN);
        all.put("Notice, where a line may be written", writing);
        Sample line = (wording, sample, reader) -> FilledPage.line(sample.callees(reader), NO_TOKEN);
        all.put("A line of the callee", line);
        for (OneLine.Fault fault : OneLine.Fault.values()) {
            all.put(
                    "Notice, after a line that cannot be passed on: " + word(fault),
                    (wording, sample, reader) ->
                            writing.of(wording, sample, reader).with(fault, "x"));
        }
        Sample later = (wording, sample, reader) -> notice.of(wording, sample, reader)
                .withLater(wording, later(sample), sample.clock().getZone(), sample.now());
        all.put("Notice to a callee who may say when", later);
        for (TimeRefused.Why why : TimeRefused.Why.values()) {
            all.put("Notice, after a time that cannot be: " + word(why), (wording, sample, reader) -> later.of(
                            wording, sample, reader)
                    .with(why));
        }
        for (TimeAnswer answer : TimeAnswer.values()) {
            all.put(
                    "Notice to a callee whose caller is asked about a time: " + word(answer),
                    (wording, sample, reader) -> notice.of(wording, sample, reader)
                            .withLater(
                                    wording,
                                    askedLater(sample, answer),
                                    sample.clock().getZone(),
                                    sample.now()));
        }
        all.put("Notice to a callee whose caller is asked about each time", (wording, sample, reader) -> notice.of(
                        wording, sample, reader)
                .withLater(
                        wording,
                        askedLater(sample, TimeAnswer.NO, Duration.ZERO),
                        sample.clock().getZone(),
                        sample.now()));
        for (Later.TimeForBoth forBoth : List.of(Later.TimeForBoth.OFFERED, Later.TimeForBoth.NONE_FOUND)) {
            all.put(
                    "Notice to a callee for whom a time that suits both is looked for: " + word(forBoth),
                    (wording, sample, reader) -> notice.of(wording, sample, reader)
                            .withLater(
                                    wording,
                                    later(sample).with(forBoth),
                                    sample.clock().getZone(),
                                    sample.now()));
        }
        all.put("Notice, after a choice that is none", with(notice, "wrong", true));
        for (ResultPage.Result result : ResultPage.Result.values()) {
            all.put(
                    "Done: " + word(result),
                    (wording, sample, reader) -> new FilledPage("done", reader, Map.of("result", result.word())));
        }
        for (Ended.How how : Ended.How.values()) {
            all.put(
                    "A link of a matter that has ended: " + word(how),
                    (wording, sample, reader) -> new FilledPage("ended", reader, Map.of("how", ResultPage.word(how))));
        }
        Sample browsers = (wording, sample, reader) -> browsers(wording, sample, reader, true);
        all.put("Told in browsers", browsers);
        all.put(
                "Told in browsers, by a link that adds none",
                (wording, sample, reader) -> browsers(wording, sample, reader, false));
        for (String wrong : List.of("wrong", "over", "tooMany", "taken")) {
            all.put("Told in browsers, after what cannot be: " + wrong, with(browsers, "wrong", wrong));
        }
        all.put("A link that is in no use", bare("closed"));
        Sample unsubscribing = (wording, sample, reader) -> FilledPage.unsubscribing(reader, NO_TOKEN);
        all.put("No more messages?", unsubscribing);
        all.put("No more messages?, after something else was sent", with(unsubscribing, "wrong", true));
        all.put("No more messages", bare("unsubscribed"));
        all.put(
                "What is kept about a person",
                (wording, sample, reader) -> FilledPage.file(SampleFile.full(sample, reader)));
        all.put(
                "What is kept about a person: little",
                (wording, sample, reader) -> FilledPage.file(SampleFile.little(sample, reader)));
        for (String error : List.of("4xx", "403", "404", "405", "413", "429", "5xx")) {
            all.put("Error " + error, bare("error/" + error));
        }
        return all;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Sample notice(boolean unverified, List<ContactView.DeviceChoice> devices, boolean canConnect) {
        return (wording, sample, reader) -> FilledPage.notice(
                wording, sample.told(reader, Medium.VOICE, unverified, devices, canConnect), NO_TOKEN);
    }

    private static Later later(SampleCase sample) {
        Instant now = sample.now();
        return new Later(
                List.of(new Later.Offer(10, now.plusSeconds(600)), new Later.Offer(30, now.plusSeconds(1800))),
                now.plusSeconds(1800),
                Optional.of(now.plusSeconds(600)));
    }

    private static Later askedLater(SampleCase sample, TimeAnswer answer) {
        return askedLater(sample, answer, Duration.ofMinutes(30));
    }

    /** @param soon how far off a time is about which nobody is asked */
    private static Later askedLater(SampleCase sample, TimeAnswer answer, Duration soon) {
        Instant now = sample.now();
        List<Instant> times = Stream.of(6, 21, 30)
                .map(hours -> now.plus(Duration.ofHours(hours)).truncatedTo(ChronoUnit.HOURS))
                .toList();
        return new Later(
                List.of(new Later.Offer(10, now.plusSeconds(600))),
                times,
                true,
                soon,
                now.plus(Duration.ofDays(2)),
                Optional.of(times.get(1)),
                Optional.of(answer));
    }

    private static FilledPage settled(SampleCase sample, Locale reader, SettledView.What what, boolean ends) {
        QuestionView view = sample.asked(reader, Medium.VOICE);
        return FilledPage.settled(
                new SettledView(
                        what,
                        SampleCase.CALLER,
                        view.language(),
                        view.timeZone(),
                        SampleCase.CALLEE,
                        ends
                                ? Optional.of(view.lastTriedAt().plus(Duration.ofDays(Preferences.DAYS)))
                                : Optional.empty()),
                "q",
                NO_TOKEN);
    }

    private static FilledPage browsers(WordingInForce wording, SampleCase sample, Locale reader, boolean adds) {
        String label = PagesConfiguration.messagesOf(wording).getMessage("browsers.label", null, reader);
        return FilledPage.browsers(
                new BrowsersByLink.View(
                        SampleCase.CALLEE,
                        reader,
                        sample.clock().getZone(),
                        List.of(new BrowsersByLink.Told(
                                new UUID(0, 0),
                                label,
                                Optional.of(sample.now().plus(Duration.ofDays(Preferences.DAYS))))),
                        adds ? Optional.of("key") : Optional.empty()),
                NO_TOKEN);
    }

    private static Sample bare(String template) {
        return (wording, sample, reader) -> new FilledPage(template, reader, Map.of());
    }

    private static Sample with(Sample page, String name, Object value) {
        return (wording, sample, reader) -> page.of(wording, sample, reader).with(name, value);
    }

    /** What they are about, in words for an analyst. */
    public static Set<String> names() {
        return ALL.keySet();
    }

    /**
     * A page as {@code reader} would see it.
     *
     * @param name one of {@link #names()}
     * @param reader the language, with the brand if there is one
     * @return HTML; empty if there is no such page
     */
    public Optional<String> html(
            String name,
            WordingInForce wording,
            SampleCase sample,
            Locale reader,
            HttpServletRequest request,
            HttpServletResponse response) {
        return Optional.ofNullable(ALL.get(name)).map(page -> {
            FilledPage filled = page.of(wording, sample, reader);
            Locale written = wording.written(TextsOf.PAGES, reader);
            WebContext context = new WebContext(
                    JakartaServletWebApplication.buildApplication(request.getServletContext())
                            .buildExchange(request, response),
                    written,
                    filled.values());
            context.setVariables(LookOfPages.of(wording, written));
            return saying(wording).process(filled.template(), context);
        });
    }

    /** The engine of the pages, with other words. */
    private SpringTemplateEngine saying(WordingInForce wording) {
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolvers(templates.getTemplateResolvers());
        engine.setDialects(templates.getDialects());
        engine.setTemplateEngineMessageSource(PagesConfiguration.messagesOf(wording));
        return engine;
    }
}
