package io.ringback.telephony.switchcheck;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.ringback.failedcall.TestCalls;
import io.ringback.telephony.callcontrol.CallControl;
import io.ringback.telephony.trunk.OnlyWithSwitch;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The synthetic call, if there is a switch and {@code ringback.synthetic-call.every} is set. */
@Configuration(proxyBeanMethods = false)
@OnlyWithSwitch
@EnableConfigurationProperties(SyntheticCallProperties.class)
class SyntheticCallConfiguration {

    @Configuration(proxyBeanMethods = false)
    @OnlyWithSwitch
    @ConditionalOnExpression("!'${ringback.synthetic-call.every:}'.matches('|0[a-z]*')")
    static class SwitchedOn {

        @Bean
        SyntheticCalls syntheticCalls(
                SyntheticCallProperties settings,
                @Value("${ringback.sip.proxy}") String proxy,
                TestCalls testCalls,
                CallControl callControl,
                JdbcClient jdbc,
                Clock clock) {
            SyntheticCall call = new SyntheticCall(
                    settings.callerAccount(testCalls.caller(), proxy),
                    settings.calleeAccount(testCalls.callee(), proxy),
                    testCalls::after,
                    callControl::connectForTest,
                    settings.toldWithin(),
                    settings.connectedWithin());
            return new SyntheticCalls(call::make, new SyntheticCallRows(jdbc, clock), callControl::isRunning, clock);
        }

        /** One node makes it. */
        @Bean
        Task<Void> syntheticCallTask(SyntheticCalls calls, SyntheticCallProperties settings) {
            return Tasks.recurring("synthetic-call", FixedDelay.of(settings.every()))
                    .execute((instance, context) -> calls.makeOne());
        }

        @Bean
        HealthIndicator syntheticCallHealthIndicator(SyntheticCalls calls, SyntheticCallProperties settings) {
            return new SyntheticCallHealth(calls, settings.oldest());
        }

        @Bean
        MeterBinder syntheticCallMetrics(SyntheticCalls calls, SyntheticCallProperties settings) {
            return new SyntheticCallMetrics(calls, settings.oldest());
        }
    }
}
