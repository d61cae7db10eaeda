package io.ringback.cases;

import io.ringback.directory.Address;
import io.ringback.directory.Erased;
import io.ringback.directory.Traces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Forgets cases in time, and in those that stay who is not to be found there any more. */
@Component
public class EndedCases implements Traces {

    private final JdbcClient jdbc;

    EndedCases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Forgets cases that ended so before {@code time}, the oldest first, with their journal and their messages. Open cases stay.
     *
     * @param most that are forgotten now
     * @return how many there were
     */
    public int forgetEndedBefore(Instant time, Set<Outcome> outcomes, int most) {
        return jdbc.sql("delete from failed_call_case where id in"
                        + " (select id from failed_call_case where ended_at < ? and outcome = any (?)"
                        + " order by ended_at limit ?)")
                .params(Timestamp.from(time), outcomes.stream().map(Outcome::name).toArray(String[]::new), most)
                .update();
    }

    /**
     * Forgets the journal of cases that ended before {@code time}; how they ended stays.
     *
     * @param most lines that are forgotten now
     * @return how many there were
     */
    public int forgetJournalBefore(Instant time, int most) {
        return jdbc.sql("delete from journal where id in (select j.id from failed_call_case c"
                        + " join journal j on j.case_id = c.id where c.ended_at < ? limit ?)")
                .params(Timestamp.from(time), most)
                .update();
    }

    /**
     * Forgets the addresses of people who are not in the directory, in cases of which nothing came ({@link Outcome#NOT_NOTIFIED}) and
     * that ended before {@code time}.
     *
     * @param most cases in which they are forgotten now
     * @return how many there were
     */
    public int forgetStrangersBefore(Instant time, int most) {
        return jdbc.sql("""
                        update failed_call_case
                           set caller_address = case when caller_id is null then :nobody else caller_address end,
                               callee_address = case when callee_id is null then :nobody else callee_address end,
                               names_stranger = false
                         where id in (select id from failed_call_case
                                       where names_stranger and outcome = 'NOT_NOTIFIED' and ended_at < :time
                                       order by ended_at limit :most)
                        """)
                .param("nobody", Address.ANONYMOUS.uri())
                .param("time", Timestamp.from(time))
                .param("most", most)
                .update();
    }

    /** The cases in which they are the caller or the callee; the open ones first. */
    public List<UUID> naming(Optional<UUID> person, List<Address> addresses) {
        Erased who = new Erased(person, addresses, Set.of());
        return Stream.concat(
                        person.map(id -> jdbc.sql("select id from failed_call_case"
                                                + " where caller_id = :person or callee_id = :person"
                                                + " order by outcome is not null, id")
                                        .param("person", id)
                                        .query(UUID.class)
                                        .list())
                                .orElse(List.of())
                                .stream(),
                        // Who is known by an id has no other cases but those of before they were.
                        strangers().stream()
                                .filter(row -> who.owns(row.caller()) || who.owns(row.callee()))
                                .map(Addresses::id))
                .distinct()
                .toList();
    }

    private List<Addresses> strangers() {
        return jdbc.sql("select id, caller_address, callee_address from failed_call_case where names_stranger"
                        + " order by outcome is not null, id")
                .query(EndedCases::read)
                .list();
    }

    /** The address that the caller called from, or the one that was called, in a row of all columns of the case. */
    public static Address addressIn(ResultSet row, boolean callers) throws SQLException {
        Addresses both = read(row, 0);
        return callers ? both.caller() : both.callee();
    }

    private record Addresses(UUID id, Address caller, Address callee) {}

    private static Addresses read(ResultSet row, int number) throws SQLException {
        return new Addresses(
                row.getObject("id", UUID.class),
                new Address(row.getString("caller_address")),
                new Address(row.getString("callee_address")));
    }

    /** The addresses that the person called from or was called at, as far as cases tell. */
    public List<Address> addressesOf(UUID person) {
        return jdbc.sql("select caller_address from failed_call_case where caller_id = :person"
                        + " union select callee_address from failed_call_case where callee_id = :person")
                .param("person", person)
                .query(String.class)
                .list()
                .stream()
                .map(Address::new)
                .filter(address -> !address.equals(Address.ANONYMOUS))
                .toList();
    }

    /** The cases themselves stay, for the other of the two and for counting, and do not tell whose they were. */
    @Override
    public void erase(Erased who) {
        UUID[] cases = who.cases().toArray(UUID[]::new);
        List<Addresses> named = jdbc.sql("""
                        select id, case when caller_id = :person then :nobody else caller_address end as caller_address,
                               case when callee_id = :person then :nobody else callee_address end as callee_address
                          from failed_call_case where id = any (:cases)
                        """)
                .param("person", who.person().orElse(null), Types.OTHER)
                .param("nobody", Address.ANONYMOUS.uri())
                .param("cases", cases)
                .query(EndedCases::read)
                .list();
        for (Addresses one : named) {
            jdbc.sql("update failed_call_case set caller_address = ?, callee_address = ?, conference = null,"
                            + " out_of_step = null where id = ?")
                    .params(
                            (who.owns(one.caller()) ? Address.ANONYMOUS : one.caller()).uri(),
                            (who.owns(one.callee()) ? Address.ANONYMOUS : one.callee()).uri(),
                            one.id())
                    .update();
        }
        // What operators wrote, and what servers said, may name anybody.
        jdbc.sql("update journal set detail = null where case_id = any (?) and detail is not null")
                .param(cases)
                .update();
    }
}
