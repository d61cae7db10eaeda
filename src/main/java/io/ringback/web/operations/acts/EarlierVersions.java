package io.ringback.web.operations.acts;

import io.ringback.web.operations.story.CaseDiagrams;
import io.ringback.web.operations.story.CaseDiagrams.Version;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Open cases that run in an earlier version of the diagram than the one in force: how many, and the way to migrate them together. */
@Controller("earlierVersions")
class EarlierVersions {

    private static final String NAME = "Out of earlier versions";

    private final JdbcClient jdbc;
    private final CaseDiagrams diagrams;
    private final Batches batches;
    private final ActRights rights;

    EarlierVersions(JdbcClient jdbc, CaseDiagrams diagrams, Batches batches, ActRights rights) {
        this.jdbc = jdbc;
        this.diagrams = diagrams;
        this.batches = batches;
        this.rights = rights;
    }

    /** How many there are, but no more than one batch takes. For pages. */
    public int cases() {
        return find().size();
    }

    /** Whether who is logged in may migrate them. For pages. */
    public boolean mayMigrate() {
        return rights.may(CaseAct.MIGRATE);
    }

    /** Leads to the page that says what would happen. */
    @PostMapping(BatchPages.PATH + "/migrate")
    String migrate(Authentication now, RedirectAttributes next) {
        if (!mayMigrate()) {
            throw new AccessDeniedException("Only administrators may migrate cases.");
        }
        List<UUID> found = find();
        if (found.isEmpty()) {
            next.addFlashAttribute("done", "Every open case runs in the version in force.");
            return "redirect:/operations/diagrams";
        }
        return "redirect:" + BatchPages.PATH + "/"
                + batches.prepare(NAME, new Wish(CaseAct.MIGRATE, "", now.getName()), found);
    }

    /** The oldest first. */
    private List<UUID> find() {
        return jdbc.sql("select id from failed_call_case where outcome is null and diagram_version < ?"
                        + " order by opened_at limit ?")
                .params(diagrams.inForce().map(Version::number).orElse(0), Batches.MOST_CASES)
                .query(UUID.class)
                .list();
    }
}
