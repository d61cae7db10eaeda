package io.ringback.session;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Session identifiers as SIP addresses, {@code sip:IDENTIFIER@DOMAIN}: whoever the message went to dials it once, and the address is
 * dead, whatever else the identifier is still good for. Every method takes part in the caller's transaction.
 */
@Component
public class SipAddresses {

    private final JdbcClient jdbc;
    private final DialableDomain domain;
    private final SessionIdentifiers sessions;
    private final Clock clock;

    SipAddresses(JdbcClient jdbc, DialableDomain domain, SessionIdentifiers sessions, Clock clock) {
        this.jdbc = jdbc;
        this.domain = domain;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** The address of message {@code messageId}; empty if there are none, nothing is asked in the message, or it has been dialled. */
    public Optional<String> of(UUID messageId) {
        if (!domain.isSet()) {
            return Optional.empty();
        }
        SessionIdentifier session = sessions.derive(messageId, Purpose.CONTACT);
        return jdbc.sql(
                        "select hash from session_identifier where hash = ? and purpose = 'CONTACT' and dialled_at is null")
                .param(session.hash())
                .query((row, index) -> domain.address(session))
                .optional();
    }

    /** What the address with the user part {@code user} was given out for; empty if it never was, or that is gone. */
    public Optional<Lent> givenAs(String user) {
        return domain.identifier(user).flatMap(session -> jdbc.sql("""
                        select s.message_id, m.case_id, m.person_id, s.dialled_at is not null or s.expires_at <= ? as used
                          from session_identifier s join outbound_message m on m.id = s.message_id
                         where s.hash = ? and s.purpose = 'CONTACT'
                        """)
                .params(Timestamp.from(clock.instant()), session.hash())
                .query(Lent::read)
                .optional());
    }

    /**
     * Takes the one use of the address of message {@code messageId}; of calls that come at once, one has it.
     *
     * @return false if it has been dialled
     */
    public boolean use(UUID messageId) {
        return jdbc.sql("update session_identifier set dialled_at = ?"
                                + " where hash = ? and purpose = 'CONTACT' and dialled_at is null")
                        .params(
                                Timestamp.from(clock.instant()),
                                sessions.derive(messageId, Purpose.CONTACT).hash())
                        .update()
                > 0;
    }
}
