package io.ringback.engine;

import io.ringback.cases.DeployPreview;
import io.ringback.cases.Diagrams;
import io.ringback.cases.TableTests.TestedTable;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What is in force is what somebody deployed. A start deploys only into an empty installation; every other start only
 * compares, so that which node starts last decides nothing (docs/decisions/0018-what-is-in-force.md). Without any diagram
 * Ringback does not start.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class DiagramFiles implements Diagrams, ApplicationRunner {

    private final Comparing comparing;
    private final Deploying deploying;
    private final Previewing previewing;

    DiagramFiles(Comparing comparing, Deploying deploying, Previewing previewing) {
        this.comparing = comparing;
        this.deploying = deploying;
        this.previewing = previewing;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Comparison compared = comparing.anew();
        List<Refusal> refused = deploying.into(compared);
        if (deploying.installationIsEmpty()) {
            throw new NothingInForce(comparing.folder().toString(), refused);
        }
    }

    @Override
    public void compare() {
        comparing.anew();
    }

    @Override
    public List<InForce> inForce() {
        return deploying.inForce();
    }

    @Override
    public List<Refusal> refusals() {
        return comparing.known().refusals();
    }

    @Override
    public List<Warning> warnings() {
        return comparing.known().odd();
    }

    @Override
    public List<String> differing() {
        return comparing.known().differing();
    }

    @Override
    public List<String> olderThanBench() {
        return comparing.known().older();
    }

    @Override
    public List<TestedTable> tested() {
        return comparing.known().tested();
    }

    @Override
    public Deployment deploy(String operator, String shown) {
        Comparison compared = comparing.anew();
        if (!compared.fingerprint().equals(shown)) {
            throw new NotDone("What is in bpmn/, or what is in force, is not any more as it was shown, so nothing was"
                    + " deployed. Look at what would change now.");
        }
        return deploying.deploy(operator, compared);
    }

    @Override
    public Deployment takeBack(String operator, long deploy) {
        return deploying.takeBack(operator, deploy);
    }

    @Override
    public List<Deploy> deploys(int most) {
        return deploying.newest(most);
    }

    @Override
    public DeployPreview preview() {
        return previewing.of(comparing.anew());
    }
}
