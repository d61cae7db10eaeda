package io.ringback.wording;

import io.ringback.delivery.AskedBack;
import io.ringback.delivery.MessageKind;
import io.ringback.wording.Content.Besides;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Writes the letters to caller and callee, each in its reader's language and time zone, from the templates under
 * {@code templates/letters} and the texts in {@code messages/letters} and {@code wording/}.
 */
@Component
public final class LetterWriter {

    /** RFC 5322 section 2.1.1 asks for at most 78; two are left for the marks of a first quotation. */
    private static final int COLUMNS = 76;

    /** The subject and the first line of a letter that asks back: what was wrong with the reply. */
    private static final Map<AskedBack.Why, String> AGAIN = Map.of(
            AskedBack.Why.NOT_UNDERSTOOD, "ask-back",
            AskedBack.Why.NOT_PROVEN, "ask-back.unproven");

    private final SpringTemplateEngine templates = new SpringTemplateEngine();
    private final WordingInForce wording;

    public LetterWriter(WordingInForce wording) {
        this.wording = wording;
        templates.setDialect(PlainVariables.dialect());
        templates.setEnableSpringELCompiler(true);
        templates.setTemplateEngineMessageSource(wording.messages(TextsOf.LETTERS));
        templates.setTemplateResolvers(Set.of(files("*.html", TemplateMode.HTML), files("*.txt", TemplateMode.TEXT)));
    }

    private static ClassLoaderTemplateResolver files(String pattern, TemplateMode mode) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(LetterWriter.class.getClassLoader());
        resolver.setPrefix("templates/letters/");
        resolver.setResolvablePatterns(Set.of(pattern));
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        return resolver;
    }

    /**
     * Writes {@code content} as a letter.
     *
     * @throws IllegalStateException for what only short messages say
     */
    public Letter write(Content content) {
        Content.Said said = content.said();
        if (said instanceof Content.AskedAgain again) {
            return asked(again.asked(), AGAIN.get(again.why()), content.besides());
        }
        if (said instanceof Content.Question || said instanceof Content.Notification) {
            return asked(said, null, content.besides());
        }
        if (said instanceof Content.Information information) {
            return information(information.view(), content.besides());
        }
        if (said instanceof Content.PassedOn passedOn) {
            return passedOn(passedOn, content.besides());
        }
        if (said instanceof Content.Courtesy courtesy && courtesy.kind() == MessageKind.CLOSING) {
            return closing(content.language(), content.readerName());
        }
        throw new IllegalStateException("There is no letter that says " + said);
    }

    /** @param again the texts for the reply that did not count; null if this is asked for the first time */
    private Letter asked(Content.Said asked, String again, List<Besides> besides) {
        if (asked instanceof Content.Question question) {
            return question(question.view(), question.page(), again, besides);
        }
        if (asked instanceof Content.Notification notification) {
            return notification(notification.view(), notification.page(), again, besides);
        }
        throw new IllegalStateException("There is no letter that asks for " + asked);
    }

    /**
     * Asks the caller whether to notify the callee (S25-S27).
     *
     * @param link the page of this question; a choice made in the letter is only pre-selected there
     */
    public Letter question(QuestionView view, URI link) {
        return question(view, link, null, List.of());
    }

    private Letter question(QuestionView view, URI link, String again, List<Besides> besides) {
        String callee = Wording.name(view.calleeName());
        if (view.time().isPresent()) {
            return timeQuestion(view, view.time().get(), link, again, besides);
        }
        Map<String, Object> values = new HashMap<>();
        values.put("reader", Wording.name(view.callerName()));
        values.put("callee", callee);
        values.put("tried", "question.tried." + Wording.attempt(view.failedMedium(), view.conference()));
        values.put("cause", "cause." + view.cause());
        values.put("attempts", view.attempts());
        values.put("when", wording.when(view.lastTriedAt(), view.timeZone(), view.language()));
        values.put("yes", link + "?answer=yes");
        values.put("no", link + "?answer=no");
        values.put("always", link + "?answer=always");
        values.put("again", again == null ? null : again + ".body");
        values.put("besides", written(besides));
        return write(
                "question", view.language(), again == null ? "question.subject" : again + ".subject", callee, values);
    }

    /** Asks the caller whether a time suits them that the callee has named. */
    private Letter timeQuestion(QuestionView view, Instant time, URI link, String again, List<Besides> besides) {
        String callee = Wording.name(view.calleeName());
        Map<String, Object> values = new HashMap<>();
        values.put("reader", Wording.name(view.callerName()));
        values.put("callee", callee);
        values.put("called", wording.when(time, view.timeZone(), view.language()));
        values.put("yes", link + "?answer=yes");
        values.put("no", link + "?answer=no");
        values.put("again", again == null ? null : again + ".body");
        values.put("besides", written(besides));
        return write(
                "time-question",
                view.language(),
                again == null ? "time-question.subject" : again + ".subject",
                callee,
                values);
    }

    /**
     * Tells the callee who tried to reach them; only the name is given (claim 17). Names what they can choose on the page, and if
     * that is more than one thing, each has a link.
     *
     * @param link the contact means (claim 19); a choice made in the letter is only pre-selected there
     */
    public Letter notification(ContactView view, URI link) {
        return notification(view, link, null, List.of());
    }

    private Letter notification(ContactView view, URI link, String again, List<Besides> besides) {
        Map<String, Object> values = view.values(wording);
        values.put("footer", footer(view));
        values.put("connect", link + "?choice=connect");
        values.put("inform", link + "?choice=inform");
        values.put("link", link.toString());
        values.put("again", again == null ? null : again + ".body");
        values.put("besides", written(besides));
        return write(
                "notification",
                view.language(),
                again == null ? "notification.subject." + view.attempt() : again + ".subject",
                Wording.name(view.callerName()),
                values);
    }

    /** Why the reader gets it. */
    private static String footer(ContactView view) {
        if (view.reachable()) {
            return "information.footer";
        }
        return view.standsInFor().isPresent() ? "notification.footer.deputy" : "notification.footer";
    }

    /** Tells the caller that the callee can be reached now, or called back in vain (claims 3, 18 and 21). */
    public Letter information(InformationView view) {
        return information(view, List.of());
    }

    private Letter information(InformationView view, List<Besides> besides) {
        String callee = Wording.name(view.calleeName());
        String kind = view.kind();
        Map<String, Object> values = new HashMap<>();
        values.put("reader", Wording.name(view.callerName()));
        values.put("callee", callee);
        values.put("heading", "information.heading." + kind);
        values.put("body", "information.body." + kind);
        values.put("footer", view.dialled() ? "notification.footer" : "information.footer");
        values.put("device", view.deviceLabel().map(Wording::name).orElse(null));
        values.put("when", wording.when(view.since(), view.timeZone(), view.language()));
        values.put("besides", written(besides));
        return write("information", view.language(), "information.subject." + kind, callee, values);
    }

    /** Passes on what the other of the two has written, with a link to answer it once if there is one. */
    private Letter passedOn(Content.PassedOn said, List<Besides> besides) {
        LineView view = said.view();
        String writer = Wording.name(view.writerName());
        Map<String, Object> values = new HashMap<>();
        values.put("reader", Wording.name(view.readerName()));
        values.put("writer", writer);
        values.put("line", view.line().text());
        values.put("link", said.page().map(URI::toString).orElse(null));
        values.put("footer", view.ofCaller() ? "line.footer.caller" : "line.footer.callee");
        values.put("besides", written(besides));
        return write("line", view.language(), "line.subject", writer, values);
    }

    /** Answers someone whose reply came when the case was already over. */
    public Letter closing(Locale language, String readerName) {
        String reader = Wording.name(readerName);
        return write("closing", language, "closing.subject", reader, Map.of("reader", reader));
    }

    /** Null if there are none. */
    private static List<Besides> written(List<Besides> besides) {
        return besides.isEmpty()
                ? null
                : besides.stream()
                        .map(one -> new Besides(Wording.name(one.name()), one.attempts(), one.page(), one.line()))
                        .toList();
    }

    private Letter write(String template, Locale reader, String subject, String other, Map<String, Object> values) {
        Look look = wording.look(reader);
        Context context = new Context(wording.written(TextsOf.LETTERS, reader), values);
        context.setVariable("look", look);
        context.setVariable("service", look.name().orElse(null));
        return new Letter(
                wording.say(TextsOf.LETTERS, subject, reader, other, values.getOrDefault("called", "")),
                wrap(templates.process(template + ".txt", context)),
                templates.process(template + ".html", context));
    }

    /** Breaks long lines at spaces. A link stays whole, as half a link is none. */
    private static String wrap(String text) {
        return text.strip().lines().map(LetterWriter::wrapLine).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String wrapLine(String line) {
        if (line.length() <= COLUMNS) {
            return line.stripTrailing();
        }
        StringBuilder wrapped = new StringBuilder();
        int column = 0;
        for (String word : line.strip().split(" +", -1)) {
            String rest = word;
            if (column > 0 && column + 1 + rest.length() > COLUMNS) {
                wrapped.append('\n');
                column = 0;
            }
            if (column > 0) {
                wrapped.append(' ');
                column++;
            }
            while (rest.length() > COLUMNS && !rest.startsWith("http")) {
                int end = rest.offsetByCodePoints(0, rest.codePointCount(0, COLUMNS) - 1);
                wrapped.append(rest, 0, end).append('\n');
                rest = rest.substring(end);
            }
            wrapped.append(rest);
            column += rest.length();
        }
        return wrapped.toString();
    }
}
