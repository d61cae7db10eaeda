package io.ringback.telephony.watching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.ringback.agenda.ThisNode;
import io.ringback.conversation.SignsOfLife;
import io.ringback.directory.Directory;
import io.ringback.protocol.sip.UserAgent;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** When callees are watched at the switch, and what is said of settings that are wrong. */
class WatchingConfigurationTest {

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withUserConfiguration(WatchingConfiguration.class)
            .withBean(UserAgent.class, () -> mock(UserAgent.class))
            .withBean(SignsOfLife.class, () -> mock(SignsOfLife.class))
            .withBean(Directory.class, () -> mock(Directory.class))
            .withBean(ThisNode.class, () -> mock(ThisNode.class))
            .withBean(Clock.class, Clock::systemUTC);

    @Test
    void nobodyIsWatchedUnlessItIsSetByWhat() {
        contexts.withPropertyValues("ringback.sip.proxy=sip:127.0.0.1:5060")
                .run(context -> assertThat(context).doesNotHaveBean(WatchedCallees.class));
        contexts.withPropertyValues("ringback.sip.proxy=sip:127.0.0.1:5060", "ringback.callee-seen.watch.event=")
                .run(context -> assertThat(context).doesNotHaveBean(WatchedCallees.class));
    }

    @Test
    void nobodyIsWatchedWithoutASwitch() {
        contexts.withPropertyValues("ringback.callee-seen.watch.event=reg")
                .run(context -> assertThat(context).doesNotHaveBean(WatchedCallees.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reg", "presence", "dialog"})
    void theSwitchsNotificationsAreTakenOnceItIsSet(String event) {
        contexts.withPropertyValues(
                        "ringback.sip.proxy=sip:127.0.0.1:5060", "ringback.callee-seen.watch.event=" + event)
                .run(context -> {
                    assertThat(context).hasSingleBean(WatchedCallees.class);
                    verify(context.getBean(UserAgent.class)).onRequest(eq(Set.of("NOTIFY")), any());
                });
    }

    @ParameterizedTest
    @CsvSource({
        "event=registration, 'write reg, presence or dialog'",
        "most=0, write 1 to 10000",
        "every=0s, longer than nothing",
        "expires=2d, from 1m to 24h"
    })
    void aSettingThatIsWrongIsNamedWithItsMend(String setting, String mend) {
        contexts.withPropertyValues(
                        "ringback.sip.proxy=sip:127.0.0.1:5060",
                        "ringback.callee-seen.watch.event=reg",
                        "ringback.callee-seen.watch." + setting)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(mend));
    }
}
