package io.ringback.web.operations;

import io.ringback.cases.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long things are kept.
 *
 * @param cases after a case has ended; not shorter than letters can be unsubscribed from
 * @param outcomes the same for cases that ended so; they may go earlier or later than the others
 * @param journal after a case has ended, its journey; with the case at the latest
 * @param events after an event was received: for so long is it recognised when it comes again
 * @param sentMails after a mail between people was told of: for so long is a bounce of it believed
 * @param operatorActs after an operator did something
 * @param failedLogins after the last wrong password for an account whose owner has not logged in since
 * @param strangers after a call that came to nothing: the addresses of people who are not in the directory, and reports of short
 *     messages that we do not know of
 */
@ConfigurationProperties("ringback.keep")
record RetentionPeriods(
        @DefaultValue("90d") Duration cases,
        Map<Outcome, Duration> outcomes,
        @DefaultValue("90d") Duration journal,
        @DefaultValue("90d") Duration events,
        @DefaultValue("7d") Duration sentMails,
        @DefaultValue("365d") Duration operatorActs,
        @DefaultValue("90d") Duration failedLogins,
        @DefaultValue("1d") Duration strangers) {

    private static final Duration LONGEST_FOR_STRANGERS = Duration.ofDays(1);
    private static final Duration SHORTEST = Duration.ofHours(2);

    RetentionPeriods {
        outcomes = outcomes == null ? Map.of() : Map.copyOf(outcomes);
        check("cases", cases);
        outcomes.forEach((outcome, period) ->
                check("outcomes." + outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'), period));
        check("journal", journal);
        check("events", events);
        check("sent-mails", sentMails);
        check("operator-acts", operatorActs);
        check("failed-logins", failedLogins);
        check("strangers", strangers);
        if (strangers.compareTo(LONGEST_FOR_STRANGERS) > 0) {
            throw new IllegalArgumentException(
                    "ringback.keep.strangers is " + strangers
                            + ". The addresses of people who are not in the directory are kept for 1d at most: write 1d or less.");
        }
    }

    private static void check(String setting, Duration period) {
        if (period.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "ringback.keep." + setting + " is " + period + ". Write 2h or more, such as 90d.");
        }
    }

    /** Which outcomes are kept for how long. */
    Map<Duration, Set<Outcome>> byPeriod() {
        return Arrays.stream(Outcome.values())
                .collect(Collectors.groupingBy(
                        outcome -> outcomes.getOrDefault(outcome, cases),
                        Collectors.mapping(
                                Function.identity(), Collectors.toCollection(() -> EnumSet.noneOf(Outcome.class)))));
    }
}
