package io.ringback.web.operations.ladder;

import io.ringback.ladder.LadderRows;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The ladders of cases as every operator may see them. */
@Component
public class MaskedLadders {

    private final LadderRows rows;
    private final LadderCases cases;

    MaskedLadders(LadderRows rows, LadderCases cases) {
        this.rows = rows;
        this.cases = cases;
    }

    /** Empty if there is no such case. */
    public Optional<LadderView> of(UUID caseId) {
        return cases.find(caseId).map(this::of);
    }

    LadderView of(LadderCase found) {
        LadderRows.Kept kept = rows.of(found.cases());
        return LadderView.of(
                kept.rungs().stream()
                        .map(rung -> Masking.mask(rung, found.names()))
                        .toList(),
                kept.gaps());
    }

    /** What changes whenever a ladder does, of each of the cases. */
    public Map<UUID, String> stamps(Collection<UUID> cases) {
        return rows.stamps(cases);
    }
}
