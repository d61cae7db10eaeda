package io.ringback.web.operations;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.ringback.cases.EndedCases;
import io.ringback.cases.Outcome;
import io.ringback.delivery.ProviderMessages;
import io.ringback.failedcall.SentMails;
import io.ringback.inbox.Inbox;
import io.ringback.web.security.FailedLogins;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Forgets, every hour and on one node, what has been kept long enough: ended cases with their journal and messages, handled events,
 * what the mail system told of mail, what operators did and failed logins; and the addresses of strangers whose calls came to
 * nothing. Open cases and stuck events stay. By the hour, as a whole day at once leaves more dead rows than come in an hour.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionPeriods.class)
class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int PORTION = 500;
    private static final int PORTION_OF_JOURNAL = 5000;
    private static final Duration HOURLY = Duration.ofHours(1);

    private final EndedCases cases;
    private final Inbox inbox;
    private final ProviderMessages reports;
    private final SentMails sentMails;
    private final OperatorActs acts;
    private final FailedLogins logins;
    private final RetentionPeriods periods;
    private final Clock clock;

    Retention(
            EndedCases cases,
            Inbox inbox,
            ProviderMessages reports,
            SentMails sentMails,
            OperatorActs acts,
            FailedLogins logins,
            RetentionPeriods periods,
            Clock clock) {
        this.cases = cases;
        this.inbox = inbox;
        this.reports = reports;
        this.sentMails = sentMails;
        this.acts = acts;
        this.logins = logins;
        this.periods = periods;
        this.clock = clock;
    }

    @Bean
    Task<Void> forgetTask() {
        return Tasks.recurring("forget", Schedules.fixedDelay(HOURLY)).execute((instance, context) -> forget());
    }

    @Bean
    Task<Void> forgetStrangersTask() {
        return Tasks.recurring("forget-strangers", Schedules.fixedDelay(HOURLY))
                .execute((instance, context) -> forgetStrangers());
    }

    void forget() {
        Instant now = clock.instant();
        int ended = 0;
        for (Map.Entry<Duration, Set<Outcome>> kept : periods.byPeriod().entrySet()) {
            Instant before = now.minus(kept.getKey());
            for (Outcome outcome : kept.getValue()) {
                ended += inPortions(most -> cases.forgetEndedBefore(before, outcome, most));
            }
        }
        forgetJournal(now.minus(periods.journal()));
        int events = inPortions(most -> inbox.forgetHandledBefore(now.minus(periods.events()), most));
        acts.forgetBefore(now.minus(periods.operatorActs()));
        logins.forgetBefore(now.minus(periods.failedLogins()));
        int mails = inPortions(most -> sentMails.purgeOlderThan(periods.sentMails(), most));
        LOG.info("Forgot {} ended cases, {} handled events and {} mails between people", ended, events, mails);
    }

    private void forgetJournal(Instant before) {
        long last = 0;
        do {
            last = cases.forgetJournalBefore(before, last, PORTION_OF_JOURNAL);
        } while (last > 0);
    }

    /** What would be kept for too long before this is done again is forgotten now. */
    void forgetStrangers() {
        Instant before = clock.instant().minus(periods.strangers()).plus(HOURLY);
        int named = inPortions(most -> cases.forgetStrangersBefore(before, most));
        reports.forgetEarlyBefore(before);
        if (named > 0) {
            LOG.info("Forgot the addresses of strangers in {} cases that came to nothing", named);
        }
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
