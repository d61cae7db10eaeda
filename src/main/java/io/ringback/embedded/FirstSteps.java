package io.ringback.embedded;

import java.io.PrintStream;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says, last of all, where to look and what to try. Plainly, not as a log record: a person reads it. */
final class FirstSteps {

    private final PrintStream out;
    private final EmbeddedProperties settings;
    private final Environment environment;
    private final boolean phones;

    /** @param phones whether a switch is there for phones to register at */
    FirstSteps(PrintStream out, EmbeddedProperties settings, Environment environment, boolean phones) {
        this.out = out;
        this.settings = settings;
        this.environment = environment;
        this.phones = phones;
    }

    /** Prints when requests are taken, which comes after all that is done when the application is ready. */
    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void print(AvailabilityChangeEvent<ReadinessState> change) {
        if (change.getState() != ReadinessState.ACCEPTING_TRAFFIC) {
            return;
        }
        String url = environment.getProperty("ringback.public-url", "http://localhost:8080");
        EmbeddedProperties.Mail mail = settings.mail();
        out.printf(
                """

                Ringback is running.

                  Home page   %1$s
                  Mailboxes   %1$s/mailbox
                              or by IMAP, 127.0.0.1 port %2$d:
                              anna@%3$s  password %4$s
                              bob@%3$s   password %5$s
                  Operations  %1$s/operations
                  Cockpit     %1$s/camunda/app/cockpit/default/
                              for both: admin  password %6$s

                All data and passwords are in %7$s. Stop with Ctrl-C; delete that folder to start afresh.

                Anna calls Bob, who is busy, each time you enter this:

                now=$(date -u +%%FT%%TZ); curl -sS %1$s/api/failed-calls -H 'Authorization: Bearer %8$s' \\
                  -H 'Content-Type: application/json' -d '{"id":"'$now'","caller":"%9$s","callee":"%10$s",
                "medium":"VOICE","cause":"BUSY","occurredAt":"'$now'"}'

                """,
                url,
                mail.imapPort(),
                mail.domain(),
                mail.passwords().get("anna"),
                mail.passwords().get("bob"),
                environment.getProperty("ringback.operators.admin.password"),
                settings.data().toAbsolutePath().normalize(),
                environment.getProperty("ringback.api.keys.sample.value"),
                SamplePeople.ANNAS_MOBILE,
                SamplePeople.BOBS_MOBILE);
        if (phones) {
            printPhones();
        }
        out.flush();
    }

    private void printPhones() {
        EmbeddedProperties.Phones at = settings.phones();
        out.printf(
                """
                Or with phones (baresip, Linphone ...): register at %1$s, proxy 127.0.0.1:%2$d, as
                  %3$s  password %4$s   Anna
                  %5$s  password %6$s   Bob
                  %7$s   password %6$s   Bob's desk phone
                and let Anna call %5$s.

                """,
                at.domain(),
                at.port(),
                SamplePeople.number(SamplePeople.ANNAS_MOBILE),
                at.passwords().get("anna"),
                SamplePeople.number(SamplePeople.BOBS_MOBILE),
                at.passwords().get("bob"),
                SamplePeople.number(SamplePeople.BOBS_DESK_PHONE));
    }
}
