package io.ringback.web.operations;

import io.ringback.delivery.Adapters;
import io.ringback.delivery.routes.RouteFiles;
import io.ringback.web.operations.overview.Ask;
import io.ringback.web.security.LoginNotice;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What asks for a person now, in sentences. */
@Component
class Asking {

    private static final String PROFILE = "/camunda/app/welcome/default/#!/profile";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Figures figures;
    private final DeployedFiles files;
    private final RouteFiles routes;
    private final Adapters adapters;
    private final EngineDesk engine;
    private final Shortages shortages;
    private final SilentServers servers;
    private final OperationsProperties settings;

    Asking(
            Figures figures,
            DeployedFiles files,
            RouteFiles routes,
            Adapters adapters,
            EngineDesk engine,
            Shortages shortages,
            SilentServers servers,
            OperationsProperties settings) {
        this.figures = figures;
        this.files = files;
        this.routes = routes;
        this.adapters = adapters;
        this.engine = engine;
        this.shortages = shortages;
        this.servers = servers;
        this.settings = settings;
    }

    /** @param notice what the operator is told of their account; null if nothing */
    List<Ask> all(LoginNotice notice) {
        List<Ask> all = new ArrayList<>();
        if (notice != null) {
            ofAccount(notice, all);
        }
        shortages.all().forEach(shortage -> all.add(new Ask(shortage, null, true)));
        servers.inWords().forEach((server, state) -> all.add(new Ask(server + ": " + state + ".", null, true)));
        Figures.Undelivered undelivered = figures.undelivered();
        if (undelivered.oldest().compareTo(settings.undeliveredAfter()) > 0) {
            String minutes = undelivered.oldest().toMinutes() + " minutes.";
            all.add(new Ask("A message has waited for " + minutes, "/operations/messages", true));
        }
        count(all, engine.incidents(), "incident(s): a case does not go on by itself.", "incidents");
        count(
                all,
                figures.waitingEvents(settings.unhandledAfter()),
                "event(s) wait: handling them fails and is tried again, or more calls came than can be handled at once.",
                "inbox");
        count(all, figures.stuck(), "event(s) could not be handled.", "inbox");
        count(all, figures.outOfStep(), "case(s) do not agree with their process.", "cases?trouble=OUT_OF_STEP");
        count(all, files.refusals().size(), "file(s) refused.", "diagrams");
        int differing = files.differing().size();
        if (differing > 0) {
            String words = differing + " file(s) differ from what is in force: deploy them?";
            all.add(new Ask(words, "/operations/diagrams", false));
        }
        count(all, routes.findings().size(), "finding(s): route files refused.", "routes");
        count(all, adapters.lostWays(), "way(s) out lost their route.", "routes");
        return all;
    }

    private static void count(List<Ask> all, long count, String words, String page) {
        if (count > 0) {
            all.add(new Ask(count + " " + words, "/operations/" + page, true));
        }
    }

    private static void ofAccount(LoginNotice notice, List<Ask> all) {
        if (notice.failures() > 0) {
            String words = ("%d failed login(s) to your account before this one, the last at %s UTC from %s."
                            + " If that was not you, tell your administrator.")
                    .formatted(notice.failures(), TIME.format(notice.last()), notice.from());
            all.add(new Ask(words, null, false));
        }
        if (notice.codes() > 0) {
            String words = notice.codes() + " of them had your password right and a wrong code."
                    + " If that was not you, somebody knows your password: change it.";
            all.add(new Ask(words, PROFILE, true));
        }
        if (notice.weak()) {
            all.add(new Ask("Your password is too short or easy to guess. Change it.", PROFILE, false));
        }
    }
}
