package io.ringback.telephony.switchcheck;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.ringback.failedcall.TestCalls;
import io.ringback.telephony.callcontrol.CallControl;
import io.ringback.telephony.trunk.OnlyWithSwitch;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The synthetic call, if there is a switch and {@code ringback.synthetic-call.every} is not nought. */
@Configuration(proxyBeanMethods = false)
@OnlyWithSwitch
@Conditional(SyntheticCallConfiguration.SwitchedOn.class)
@EnableConfigurationProperties(SyntheticCallProperties.class)
class SyntheticCallConfiguration {

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

    /** One node at a time makes it, as the database has this task once. */
    @Bean
    Task<Void> syntheticCallTask(SyntheticCalls calls, SyntheticCallProperties settings) {
        return Tasks.recurring("synthetic-call", Schedules.fixedDelay(settings.every()))
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

    /** However nought is written: 0, 0s, PT0S or nothing. */
    static final class SwitchedOn implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !Binder.get(context.getEnvironment())
                    .bind("ringback.synthetic-call.every", Duration.class)
                    .orElse(Duration.ZERO)
                    .isZero();
        }
    }
}
