package io.ringback.web.operations.acts;

import io.ringback.web.operations.NamedActs;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** What the operators' journal says of batches: the act in words, its name, and all its cases. */
@Component
class JournaledBatches implements NamedActs {

    private static final Pattern ACT = Pattern.compile("/operations/batches/([0-9a-f-]{36})/(confirm|stop)");

    private final Batches batches;

    JournaledBatches(Batches batches) {
        this.batches = batches;
    }

    @Override
    public Optional<Named> named(HttpServletRequest request) {
        if (!request.getMethod().equals("POST") || !isOurs(request.getRequestURI())) {
            return Optional.empty();
        }
        Matcher act = ACT.matcher(request.getRequestURI());
        if (!act.matches()) {
            // It is only said what would happen.
            return Optional.of(Named.LOOK);
        }
        return BatchPages.id(act.group(1))
                .flatMap(batches::find)
                .map(batch -> act.group(2).equals("stop")
                        ? new Named("Stopped: " + batch.words(), List.of())
                        : !batch.isPrepared()
                                ? new Named("Confirmed again, to no effect: " + batch.words(), List.of())
                                : new Named(
                                        batch.by(BatchPages.medium(request.getParameter(BatchPages.MEDIUM)))
                                                .words(),
                                        cases(batch)));
    }

    private static boolean isOurs(String path) {
        return path.startsWith(BatchPages.PATH) || path.equals(IncidentsPage.SEND_AGAIN);
    }

    private List<UUID> cases(Batch batch) {
        return batches.cases(batch.id());
    }
}
