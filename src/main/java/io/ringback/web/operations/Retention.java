package io.ringback.web.operations;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.ringback.failedcall.SentMails;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Forgets, once a night on one node, what has been kept long enough: ended cases with their journal and messages, handled
 * events, and what the mail system told of mail. Open cases and stuck events stay.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Retention.Periods.class)
class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /**
     * How long things are kept.
     *
     * @param cases after a case has ended; not shorter than letters can be unsubscribed from
     * @param events after an event was received: for so long is it recognised when it comes again
     * @param sentMails after a mail between people was told of: for so long is a bounce of it believed; and reports of short
     *     messages that we do not know of are kept
     */
    @ConfigurationProperties("ringback.keep")
    record Periods(
            @DefaultValue("90d") Duration cases,
            @DefaultValue("90d") Duration events,
            @DefaultValue("7d") Duration sentMails) {}

    private final JdbcClient jdbc;
    private final SentMails sentMails;
    private final Periods periods;
    private final Clock clock;

    Retention(JdbcClient jdbc, SentMails sentMails, Periods periods, Clock clock) {
        this.jdbc = jdbc;
        this.sentMails = sentMails;
        this.periods = periods;
        this.clock = clock;
    }

    @Bean
    Task<Void> forgetTask() {
        return Tasks.recurring("forget", Schedules.daily(LocalTime.of(2, 30))).execute((instance, context) -> forget());
    }

    void forget() {
        int cases = jdbc.sql("delete from failed_call_case where ended_at < ?")
                .param(before(periods.cases()))
                .update();
        int events = jdbc.sql("delete from inbound_event where received_at < ? and state in ('HANDLED', 'LATE')")
                .param(before(periods.events()))
                .update();
        jdbc.sql("delete from early_report where received_at < ?")
                .param(before(periods.sentMails()))
                .update();
        int mails = sentMails.purgeOlderThan(periods.sentMails());
        LOG.info("Forgot {} ended cases, {} handled events and {} mails between people", cases, events, mails);
    }

    private Timestamp before(Duration age) {
        return Timestamp.from(clock.instant().minus(age));
    }
}
