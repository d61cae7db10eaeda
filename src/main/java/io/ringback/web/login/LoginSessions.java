package io.ringback.web.login;

import io.ringback.delivery.DatabaseRestored;
import io.ringback.web.security.LoginsNotReadable;
import io.ringback.web.security.LoginsUnderWay;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Operators' sessions in the database, for all nodes. The cookie has two halves: one names the row, and with the other and Ringback's
 * secret opens what is in it. So the table alone logs nobody in, shows nothing, and whoever writes to it can put nothing there that is read.
 *
 * <p>A session that does not open is none: its browser is asked to log in.
 */
final class LoginSessions implements SessionRepository<LoginSession>, LoginsUnderWay {

    private static final Logger LOG = LoggerFactory.getLogger(LoginSessions.class);

    private static final String TABLE = "operator_session";

    /** Two requests at once may add the same attribute, and a third may have ended the session meanwhile. */
    private static final String ADD = """
            insert into operator_session_attributes (session_primary_id, attribute_name, attribute_bytes)
            select s.primary_id, added.name, added.bytes
              from (values (cast(? as text), cast(? as text), cast(? as bytea))) added (id, name, bytes)
              join operator_session s on s.primary_id = added.id
               for key share of s
            on conflict (session_primary_id, attribute_name) do update set attribute_bytes = excluded.attribute_bytes
            """;

    private static final Pattern ID = Pattern.compile("([0-9a-f-]{36})\\.([A-Za-z0-9_-]{43})");
    private static final int OCTETS_OF_KEY = 32;
    private static final String SEALED = "ringback session of an operator: ";

    private final SecureRandom random = new SecureRandom();
    private final JdbcIndexedSessionRepository rows;
    private final JdbcClient jdbc;
    private final String secret;

    /**
     * @param transactions one for each reading and writing, whatever else is under way
     * @param unused how long a session lasts that nobody uses
     * @param secret ringback.secret, the same on every node
     */
    LoginSessions(
            JdbcOperations statements,
            TransactionOperations transactions,
            JdbcClient jdbc,
            Duration unused,
            String secret) {
        this.rows = new JdbcIndexedSessionRepository(statements, transactions);
        this.jdbc = jdbc;
        this.secret = secret;
        rows.setTableName(TABLE);
        rows.setCreateSessionAttributeQuery(ADD);
        rows.setDefaultMaxInactiveInterval(unused);
        rows.setConversionService(asTheyAre());
        rows.setIndexResolver(session -> Map.of());
    }

    /** What comes here is bytes already. */
    private static GenericConversionService asTheyAre() {
        GenericConversionService bytes = new GenericConversionService();
        bytes.addConverter(Object.class, byte[].class, byte[].class::cast);
        bytes.addConverter(byte[].class, Object.class, found -> found);
        return bytes;
    }

    @Override
    public LoginSession createSession() {
        Session row = rows.createSession();
        byte[] key = new byte[OCTETS_OF_KEY];
        random.nextBytes(key);
        String half = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
        return new LoginSession(row, row.getId() + "." + half, seal(half));
    }

    @Override
    public LoginSession findById(String id) {
        Matcher halves = ID.matcher(id);
        Session row = halves.matches() ? row(halves.group(1)) : null;
        if (row == null) {
            return null;
        }
        try {
            LoginSession session = new LoginSession(row, id, seal(halves.group(2))).read();
            return session.holdsNothing() ? null : session;
        } catch (IOException e) {
            LOG.info(
                    "A login has ended, as it cannot be read: another version of Ringback or another ringback.secret wrote"
                            + " it, or its cookie was changed ({})",
                    e.toString());
            return null;
        }
    }

    private Session row(String name) {
        try {
            return rows.findById(name);
        } catch (DataAccessException | TransactionException e) {
            throw new LoginsNotReadable(e);
        }
    }

    private SecretSeal seal(String half) {
        return new SecretSeal(secret, SEALED + half);
    }

    @Override
    public void save(LoginSession session) {
        save(rows, session.row());
    }

    @SuppressWarnings("unchecked")
    private static <S extends Session> void save(SessionRepository<S> rows, Session row) {
        rows.save((S) row);
    }

    /** Only for who has all of the id, as {@link #findById} found it. */
    @Override
    public void deleteById(String id) {
        rows.deleteById(nameOfRow(id));
    }

    private static String nameOfRow(String id) {
        return id.substring(0, id.indexOf('.'));
    }

    @Override
    public Set<String> of(Collection<String> sessions) {
        if (sessions.isEmpty()) {
            return Set.of();
        }
        Set<String> found = jdbc.sql("select session_id from operator_session where session_id in (:ids)"
                        + " and expiry_time > extract(epoch from now()) * 1000")
                .param(
                        "ids",
                        sessions.stream()
                                .map(LoginSessions::nameOfRow)
                                .distinct()
                                .toList())
                .query(String.class)
                .set();
        return sessions.stream().filter(id -> found.contains(nameOfRow(id))).collect(Collectors.toSet());
    }

    /** Those that nobody has used for long. */
    void forgetUnused() {
        rows.cleanUpExpiredSessions();
    }

    /** A dump has sessions that were ended after it was made. */
    @EventListener(DatabaseRestored.class)
    void endAll() {
        int ended = jdbc.sql("delete from operator_session").update();
        LOG.info("The database was restored: {} logins of its operators have ended", ended);
    }
}
