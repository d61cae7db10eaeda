package io.ringback.web.operations;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.ringback.cases.Cases;
import io.ringback.delivery.ProviderMessages;
import io.ringback.failedcall.SentMails;
import io.ringback.inbox.Inbox;
import io.ringback.web.security.FailedLogins;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Forgets, once a night on one node, what has been kept long enough: ended cases with their journal and messages, handled
 * events, what the mail system told of mail, and what operators did. Open cases and stuck events stay.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Retention.Periods.class)
class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int PORTION = 500;

    /**
     * How long things are kept.
     *
     * @param cases after a case has ended; not shorter than letters can be unsubscribed from
     * @param events after an event was received: for so long is it recognised when it comes again
     * @param sentMails after a mail between people was told of: for so long is a bounce of it believed; and reports of short
     *     messages that we do not know of are kept
     * @param operatorActs after an operator did something, or failed to log in
     */
    @ConfigurationProperties("ringback.keep")
    record Periods(
            @DefaultValue("90d") Duration cases,
            @DefaultValue("90d") Duration events,
            @DefaultValue("7d") Duration sentMails,
            @DefaultValue("365d") Duration operatorActs) {}

    private final Cases cases;
    private final Inbox inbox;
    private final ProviderMessages reports;
    private final SentMails sentMails;
    private final OperatorActs acts;
    private final FailedLogins failed;
    private final Periods periods;
    private final Clock clock;

    Retention(
            Cases cases,
            Inbox inbox,
            ProviderMessages reports,
            SentMails sentMails,
            OperatorActs acts,
            FailedLogins failed,
            Periods periods,
            Clock clock) {
        this.cases = cases;
        this.inbox = inbox;
        this.reports = reports;
        this.sentMails = sentMails;
        this.acts = acts;
        this.failed = failed;
        this.periods = periods;
        this.clock = clock;
    }

    @Bean
    Task<Void> forgetTask() {
        return Tasks.recurring("forget", Schedules.daily(LocalTime.of(2, 30))).execute((instance, context) -> forget());
    }

    void forget() {
        Instant now = clock.instant();
        int ended = inPortions(most -> cases.forgetEndedBefore(now.minus(periods.cases()), most));
        int events = inPortions(most -> inbox.forgetHandledBefore(now.minus(periods.events()), most));
        reports.forgetEarlyBefore(now.minus(periods.sentMails()));
        acts.forgetBefore(now.minus(periods.operatorActs()));
        failed.forgetBefore(now.minus(periods.operatorActs()));
        int mails = sentMails.purgeOlderThan(periods.sentMails());
        LOG.info("Forgot {} ended cases, {} handled events and {} mails between people", ended, events, mails);
    }

    /** However much there is, no statement takes longer than the database lets it. */
    private static int inPortions(IntUnaryOperator forget) {
        int forgotten = 0;
        int portion;
        do {
            portion = forget.applyAsInt(PORTION);
            forgotten += portion;
        } while (portion == PORTION);
        return forgotten;
    }
}
