package io.ringback.web.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.BesideOthers;
import io.ringback.web.bench.Proposals.Proposal;
import io.ringback.web.bench.Proposals.State;
import io.ringback.web.security.Operator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.authentication.TestingAuthenticationToken;

/** Who may put what into force. */
@BesideOthers
class BenchRightsTest {

    private static final Proposal OF_CARLA = new Proposal(
            1, "carla", Instant.EPOCH, "Why", State.OPEN, Optional.empty(), Optional.empty(), List.of("a.dmn"));

    @ParameterizedTest(name = "four eyes {0}, analysts deploy {1}: {2} of {3} may approve {4}, take back {5}")
    @CsvSource({
        "false, false, carla, analysts, false, false",
        "false, false, carl, analysts, false, false",
        "false, false, dora, camunda-admin, true, true",
        "false, false, carla, camunda-admin, true, true",
        "false, true, carla, analysts, true, true",
        "false, true, dora, camunda-admin, true, true",
        "true, false, carla, analysts, false, false",
        "true, false, carl, analysts, true, false",
        "true, false, dora, camunda-admin, true, true",
        "true, false, carla, camunda-admin, false, true",
    })
    void whoMay(boolean fourEyes, boolean analysts, String who, String group, boolean approve, boolean takeBack) {
        BenchRights rights = new BenchRights(new BenchProperties(fourEyes, analysts));
        TestingAuthenticationToken login = new TestingAuthenticationToken(who, "", group);

        assertThat(rights.against(login, OF_CARLA).isEmpty()).isEqualTo(approve);
        assertThat(rights.mayTakeBack(login)).isEqualTo(takeBack);
        assertThat(rights.rule()).endsWith(".");
    }

    @Test
    void nobodyDeploysAloneWithFourEyes() {
        assertThatThrownBy(() -> new BenchProperties(true, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ringback.bench.four-eyes");
    }

    @Test
    void theMenuShowsTheBenchToThoseWhoMayOpenIt() {
        BenchInMenu menu = new BenchInMenu();

        assertThat(menu.bench(new TestingAuthenticationToken("carla", "", Operator.ANALYSTS)))
                .isTrue();
        assertThat(menu.bench(new TestingAuthenticationToken("olle", "", Operator.OPERATORS)))
                .isFalse();
        assertThat(menu.bench(null)).isFalse();
    }
}
