package io.ringback.pictures;

import static io.ringback.pictures.FilledRingback.ADMINISTRATOR;
import static io.ringback.pictures.FilledRingback.ANALYST;
import static io.ringback.pictures.FilledRingback.HALF_LOGGED_IN;
import static io.ringback.pictures.FilledRingback.OPERATOR;
import static io.ringback.pictures.FilledRingback.OTHER_ANALYST;
import static io.ringback.pictures.FilledRingback.STRANGER;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;

/** Every page that operators, analysts and people see; those that only come of an act are brought about first. */
final class PagesToSee {

    private static final String WAITS = "waiting-times.dmn";
    private static final String DIAGRAM = "unreachable-callee.bpmn";
    private static final String CHECKED = "#said:has-text('Checked')";
    private static final String SWEDISH_TEXTS = "/bench/words/edit?file=wording/default/sv/texts.properties";
    private static final String DRAWN = ".djs-container svg";

    private final FilledRingback ringback;
    private final Filling filling;
    private final Consumer<SeenPage> shown;

    private PagesToSee(FilledRingback ringback, Consumer<SeenPage> shown) {
        this.ringback = ringback;
        this.shown = shown;
        filling = new Filling(ringback);
    }

    /** Fills Ringback, and shows what there is to see, each page as soon as it is there. */
    static void show(FilledRingback ringback, Consumer<SeenPage> shown) {
        PagesToSee there = new PagesToSee(ringback, shown);
        there.filling.fill();
        there.desk();
        there.acts();
        there.bench();
        there.doors();
        there.ofPeople();
        there.mailboxes();
        there.byOthers();
    }

    private void add(String name, String account, String path) {
        add(name, account, path, "main");
    }

    private void add(String name, String account, String path, String whole) {
        shown.accept(new SeenPage(name, account, path, "", whole));
    }

    private void desk() {
        Filling.Pair waiting = filling.notified(Locale.ENGLISH);
        String open = "/operations/cases/" + filling.caseOf(waiting);
        String stuck =
                "/operations/cases/" + one("c.id", "join act_ru_incident i on i.proc_inst_id_ = c.process_instance_id");
        String ended =
                "/operations/cases/" + one("c.id", "where outcome = 'DECLINED' and process_instance_id is not null");
        String person = "/operations/people/" + waiting.caller().id();
        keepAView();
        add("desk-overview", OPERATOR, "/operations");
        add("desk-overview-wall", OPERATOR, "/operations?wall");
        add("desk-find", OPERATOR, "/operations/cases");
        add("desk-find-filtered", OPERATOR, "/operations/cases?trouble=INCIDENT&since=2h");
        add("desk-find-not-understood", OPERATOR, "/operations/cases?since=never&outcome=JOINED");
        add("desk-find-nothing", OPERATOR, "/operations/cases?cause=REJECTED");
        add("desk-case-open", OPERATOR, open, DRAWN);
        add("desk-case-stuck", OPERATOR, stuck, DRAWN);
        add("desk-case-ended", OPERATOR, ended, DRAWN);
        add("desk-case-ladder", OPERATOR, open + "/ladder");
        add("desk-heat", OPERATOR, "/operations/heat", DRAWN);
        add("desk-incidents", OPERATOR, "/operations/incidents");
        add("desk-messages", OPERATOR, "/operations/messages");
        add("desk-inbox", OPERATOR, "/operations/inbox");
        add("desk-people", OPERATOR, "/operations/people?name=Anna");
        add("desk-person", OPERATOR, person);
        add("desk-person-file", OPERATOR, person + "/file");
        add("desk-diagrams", ADMINISTRATOR, "/operations/diagrams");
        add("desk-deploy-preview", ADMINISTRATOR, "/operations/diagrams/preview");
        add("desk-routes", OPERATOR, "/operations/routes");
        add("desk-journal", ADMINISTRATOR, "/operations/acts");
        add("desk-second-factor", OPERATOR, "/operations/second-factor");
        Page ada = ringback.tab(OTHER_ANALYST);
        ada.navigate(ringback.home + "/operations/second-factor");
        ada.locator("form[action='/operations/second-factor/begin'] button").click();
        ada.locator(".qr").waitFor();
        ada.close();
        add("desk-second-factor-begun", OTHER_ANALYST, "/operations/second-factor", ".qr");
        add("desk-second-factors", ADMINISTRATOR, "/operations/second-factors");
    }

    private UUID one(String column, String which) {
        return await("such a case")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> filling.jdbc()
                                .sql("select " + column + " from failed_call_case c " + which + " limit 1")
                                .query(UUID.class)
                                .optional(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private void keepAView() {
        Page page = ringback.tab(OPERATOR);
        page.navigate(ringback.home + "/operations/cases?trouble=INCIDENT");
        page.locator(".saving input[name=name]").fill("Stuck tonight");
        page.locator(".saving form.line button[type=submit]").click();
        page.locator(".views a").waitFor();
        page.close();
    }

    /** A preview of each act, a batch that is done, and the list of them. */
    private void acts() {
        Page page = ringback.tab(ADMINISTRATOR);
        page.navigate(ringback.home + "/operations/cases?trouble=INCIDENT");
        List<String> acts = page.locator("form.line button[name=act]").all().stream()
                .map(button -> button.getAttribute("value"))
                .toList();
        for (String act : acts) {
            page.navigate(ringback.home + "/operations/cases?since=2h");
            page.locator("#act-words").fill("The mail server of example.test was away.");
            page.locator("#act-name").fill("INC-1207");
            page.locator("form.line button[name=act][value=" + act + "]").click();
            page.waitForURL("**/operations/batches/*");
            add("acts-preview-" + act.toLowerCase(Locale.ROOT).replace('_', '-'), ADMINISTRATOR, pathOf(page));
        }
        page.navigate(ringback.home + "/operations/cases?trouble=INCIDENT");
        page.locator("#act-words").fill("Seen by the night shift.");
        page.locator("form.line button[name=act]").last().click();
        page.locator("main form button.primary").first().click();
        page.waitForURL("**/operations/batches/*");
        add("acts-batch", ADMINISTRATOR, pathOf(page));
        add("acts-batches", ADMINISTRATOR, "/operations/batches");
        page.close();
    }

    private String pathOf(Page page) {
        return page.url().substring(ringback.home.length());
    }

    /** What is proposed passes the tests of its tables, as none but such a change can be. */
    private void bench() {
        String waits = text(WAITS);
        Page carl = ringback.tab(OTHER_ANALYST);
        upload(carl, WAITS, waits.replace("<text>\"BUSY\"<", "<text>\"BUSY\", \"REJECTED\"<"));
        upload(carl, DIAGRAM, text("samples/second-reminder.bpmn"));
        carl.navigate(ringback.home + "/bench");
        carl.locator("textarea[name=why]")
                .first()
                .fill("Who rejected a call is told like who was busy, and all are reminded once more.");
        carl.locator("form[action='/bench/propose'] button[type=submit]").click();
        carl.waitForURL("**/bench/proposals/*");
        String proposal = pathOf(carl);
        carl.close();
        Page carla = ringback.tab(ANALYST);
        upload(carla, WAITS, waits.replace("<text>\"UNREACHABLE\"<", "<text>\"UNREACHABLE\", \"NOT_FOUND\"<"));
        upload(
                carla,
                DIAGRAM,
                text(DIAGRAM).replace("decisionRef=\"consent-policy\"", "decisionRef=\"nobody-decides\""));
        carla.navigate(ringback.home + "/bench/replay");
        carla.locator("form[action='/bench/replay'] input[name=file][value='" + DIAGRAM + "']")
                .uncheck();
        carla.locator("form[action='/bench/replay'] button[type=submit]")
                .first()
                .click();
        carla.waitForURL("**/bench/replay/*");
        await("the replay").atMost(Duration.ofMinutes(1)).until(() -> {
            carla.reload();
            return carla.locator("main > p[role=status]").count() == 0;
        });
        String replay = pathOf(carla);
        carla.close();
        add("bench-start", ANALYST, "/bench");
        add("bench-edit-diagram", OTHER_ANALYST, "/bench/edit/" + DIAGRAM, CHECKED);
        add("bench-edit-table", OTHER_ANALYST, "/bench/edit/choice-of-medium.dmn", CHECKED);
        add("bench-edit-draft", ANALYST, "/bench/edit/" + DIAGRAM, CHECKED);
        shown.accept(new SeenPage(
                "bench-compare", ANALYST, "/bench/edit/" + WAITS, "#compare", "#differences:not([hidden]) table"));
        add("bench-proposal", OTHER_ANALYST, proposal, ".differences table");
        add("bench-proposal-to-approve", ADMINISTRATOR, proposal, ".differences table");
        add("bench-replays", ANALYST, "/bench/replay");
        add("bench-replay", ANALYST, replay);
        shown.accept(new SeenPage(
                "bench-tokens", OTHER_ANALYST, "/bench/edit/" + DIAGRAM, "#simulate", "#simulate[aria-pressed=true]"));
        String play = "/bench/play?with=in-force&opened=2026-01-14T12:00";
        add("bench-play", ANALYST, play);
        add("bench-play-on", ANALYST, played(play), "#way");
        add("bench-words", ANALYST, "/bench/words");
        add("bench-words-swedish", ANALYST, "/bench/words?language=sv");
        add("bench-words-edit", ANALYST, SWEDISH_TEXTS);
        add("bench-words-draft", OTHER_ANALYST, drafted(SWEDISH_TEXTS));
        add("bench-words-changes", ANALYST, "/bench/words/changes");
    }

    /** Where a case is after the first thing that can happen to it. */
    private String played(String begun) {
        try (Page page = ringback.tab(ANALYST)) {
            page.navigate(ringback.home + begun);
            page.locator("#next button").first().click();
            page.waitForURL("**happened=*");
            return pathOf(page);
        }
    }

    /** Where a draft of words is, of which the checks refuse one line. */
    private String drafted(String file) {
        try (Page page = ringback.tab(OTHER_ANALYST)) {
            page.navigate(ringback.home + file);
            page.locator("#words textarea").first().fill("Nobody is named {7}.");
            page.locator("#keep").click();
            page.locator("form[action='/bench/discard']").waitFor();
            return file;
        }
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of("bpmn").resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void upload(Page page, String file, String content) {
        page.navigate(ringback.home + "/bench");
        page.locator("#upload")
                .setInputFiles(new FilePayload(file, "application/xml", content.getBytes(StandardCharsets.UTF_8)));
        page.locator("form[action='/bench/upload'] button[type=submit]").click();
        page.waitForURL("**/bench/edit/*");
    }

    private void doors() {
        filling.jdbc()
                .sql("insert into second_factor (account, secret, confirmed_at) values (?, '', now())")
                .param(HALF_LOGGED_IN)
                .update();
        add("door-home", STRANGER, "/");
        add("door-login", STRANGER, "/login");
        add("door-login-wrong", STRANGER, "/login?error");
        add("door-code", HALF_LOGGED_IN, "/login/code");
        add("error-403", OPERATOR, "/bench");
        add("error-404", OPERATOR, "/operations/cases/" + UUID.randomUUID());
        add("error-404-stranger", STRANGER, "/q/nothing/here");
        add("error-500", OPERATOR, FilledRingback.FAILS);
    }

    private void ofPeople() {
        for (String language : List.of("en", "sv")) {
            Filling.Pair asked = filling.asked(Locale.forLanguageTag(language));
            Filling.Pair notified = filling.notified(Locale.forLanguageTag(language));
            add("people-question-" + language, STRANGER, path(filling.link(asked.caller(), "q")) + "?answer=yes");
            add("people-notification-" + language, STRANGER, path(filling.link(notified.callee(), "c")));
            add("people-unsubscribe-" + language, STRANGER, path(filling.link(notified.callee(), "u")));
            String answered = path(
                    filling.link(filling.asked(Locale.forLanguageTag(language)).caller(), "q"));
            add("people-withdraw-" + language, STRANGER, withdrawal(answered));
            add("people-answered-" + language, STRANGER, "/q/done?result=yes&language=" + language);
        }
        add("people-not-valid-any-more", STRANGER, "/c/AAAAAAAAAAAAAAAAAAAAAA");
    }

    /** Where whoever has said yes can take it back. */
    private String withdrawal(String question) {
        try (Page page = ringback.tab(STRANGER)) {
            page.navigate(ringback.home + question);
            page.locator("button[value=yes]").click();
            page.waitForURL("**/w/*");
            return pathOf(page);
        }
    }

    private void mailboxes() {
        add("mailboxes", STRANGER, "/mailbox");
        try (Page page = ringback.tab(STRANGER)) {
            page.navigate(ringback.home + "/mailbox");
            page.locator("main li a").first().click();
            page.waitForURL("**/mailbox/*/*");
            add("mailbox-mail", STRANGER, pathOf(page), "iframe");
        }
    }

    /** What Cockpit shows of a case with our plugins, and the description of the interfaces. */
    private void byOthers() {
        String instance = filling.jdbc()
                .sql("select proc_inst_id_ from act_ru_incident limit 1")
                .query(String.class)
                .single();
        String cockpit = "/camunda/app/cockpit/default/#/";
        add("others-cockpit", OPERATOR, cockpit + "dashboard", ".page-header, section");
        add("others-cockpit-processes", OPERATOR, cockpit + "processes", "table");
        shown.accept(new SeenPage(
                "others-cockpit-way",
                OPERATOR,
                cockpit + "process-instance/" + instance + "/runtime",
                ".nav-tabs a:has-text('Way')",
                ".ringback tbody tr"));
        add("others-api", OPERATOR, "/swagger-ui/index.html", ".opblock");
    }

    private String path(String link) {
        return link.substring(ringback.home.length());
    }
}
