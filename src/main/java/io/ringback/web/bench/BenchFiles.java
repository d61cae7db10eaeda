package io.ringback.web.bench;

import io.ringback.web.bench.Drafts.Draft;
import io.ringback.web.bench.EngineBench.FileInForce;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A file as it is in force, drafted or proposed. */
@Component
class BenchFiles {

    private final EngineBench engine;
    private final Drafts drafts;
    private final Proposals proposals;

    BenchFiles(EngineBench engine, Drafts drafts, Proposals proposals) {
        this.engine = engine;
        this.drafts = drafts;
        this.proposals = proposals;
    }

    Optional<byte[]> inForce(String file) {
        return Optional.ofNullable(engine.inForce().get(file)).map(FileInForce::content);
    }

    /** The analyst's own draft; without one, what is in force. */
    Optional<byte[]> draftOrInForce(String analyst, String file) {
        return drafts.of(analyst, file).map(Draft::content).or(() -> inForce(file));
    }

    Optional<byte[]> proposed(long proposal, String file) {
        return Optional.ofNullable(proposals.contents(proposal).get(file));
    }
}
