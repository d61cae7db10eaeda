package io.ringback.cases;

import io.ringback.directory.Address;
import io.ringback.directory.Erased;
import io.ringback.directory.Traces;
import io.ringback.sealing.SealedAddresses;
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
    private final SealedAddresses addresses;

    EndedCases(JdbcClient jdbc, SealedAddresses addresses) {
        this.jdbc = jdbc;
        this.addresses = addresses;
    }

    /**
     * Forgets cases that ended so before {@code time}, the oldest first, with their journal and their messages. Open cases stay.
     *
     * @param most that are forgotten now
     * @return how many there were
     */
    public int forgetEndedBefore(Instant time, Outcome outcome, int most) {
        return jdbc.sql(
                        "delete from failed_call_case where id in"
                                + " (select id from failed_call_case where outcome = ? and ended_at < ? order by ended_at limit ?)")
                .params(outcome.name(), Timestamp.from(time), most)
                .update();
    }

    /**
     * Forgets the journal of cases that ended before {@code time}, and what was said in them; how they ended stays. It walks along the entries, the oldest first:
     * of cases whose journal is forgotten there may be millions.
     *
     * @param after the entry behind which it begins, 0 at first
     * @param most entries that it looks at now
     * @return the last of them that is older than {@code time}, to go on behind it; 0 if there is none
     */
    public long forgetJournalBefore(Instant time, long after, int most) {
        return jdbc.sql("""
                        with looked_at as (
                            select id, case_id, coalesce(at[1], passed_at[1], '-infinity') < :time as old
                              from journal_entry where id > :after order by id limit :most),
                        gone as (
                            delete from journal_entry j using looked_at l, failed_call_case c
                             where l.old and j.id = l.id and c.id = l.case_id and c.ended_at < :time),
                        unsaid as (
                            update failed_call_case c
                               set why_sealed = null, callee_line_sealed = null, caller_line_sealed = null
                             where c.id in (select case_id from looked_at where old) and c.ended_at < :time
                               and (c.why_sealed is not null or c.callee_line_sealed is not null))
                        select coalesce(max(id), 0) from looked_at where old
                        """)
                .param("after", after)
                .param("time", Timestamp.from(time))
                .param("most", most)
                .query(Long.class)
                .single();
    }

    /**
     * Forgets the addresses of people who are not in the directory, in cases of which nothing came ({@link Outcome#NOT_NOTIFIED}) and
     * that ended before {@code time}.
     *
     * @param most cases in which they are forgotten now
     * @return how many there were
     */
    public int forgetStrangersBefore(Instant time, int most) {
        List<Known> found = jdbc.sql("""
                        select id, caller_sealed, callee_sealed, caller_id is null as forget_caller,
                               callee_id is null as forget_callee
                          from failed_call_case
                         where names_stranger and outcome = 'NOT_NOTIFIED' and ended_at < ?
                         order by ended_at limit ?
                        """)
                .params(Timestamp.from(time), most)
                .query((row, number) ->
                        new Known(read(row, number), row.getBoolean("forget_caller"), row.getBoolean("forget_callee")))
                .list();
        found.forEach(one -> write(
                one.addresses().id(),
                one.forgetCaller() ? Address.ANONYMOUS : one.addresses().caller(),
                one.forgetCallee() ? Address.ANONYMOUS : one.addresses().callee()));
        jdbc.sql("update failed_call_case set names_stranger = false where id = any (?)")
                .param(found.stream().map(one -> one.addresses().id()).toArray(UUID[]::new))
                .update();
        return found.size();
    }

    private record Known(Addresses addresses, boolean forgetCaller, boolean forgetCallee) {}

    /** The cases in which they are the caller, the callee, or told in the callee's stead; the open ones first. */
    public List<UUID> naming(Optional<UUID> person, List<Address> theirs) {
        Erased who = new Erased(person, theirs, Set.of());
        return Stream.concat(
                        person
                                .map(id -> jdbc.sql("select id from failed_call_case"
                                                + " where caller_id = :person or callee_id = :person"
                                                + " or deputy_id = :person order by outcome is not null, id")
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
        return jdbc.sql("select id, caller_sealed, callee_sealed from failed_call_case where names_stranger"
                        + " order by outcome is not null, id")
                .query(this::read)
                .list();
    }

    /** The address that the caller called from, or the one that was called, in a row of all columns of the case. */
    public Address addressIn(ResultSet row, boolean callers) throws SQLException {
        Addresses both = read(row, 0);
        return callers ? both.caller() : both.callee();
    }

    /** Why the caller called, in a row of all columns of the case. */
    public WhyCalled whyIn(ResultSet row) throws SQLException {
        return SealedCase.why(addresses, row.getObject("id", UUID.class), row);
    }

    /** What the caller has said aloud, in a row of all columns of the case. */
    public Optional<SpokenReason> spokenIn(ResultSet row) throws SQLException {
        return SealedCase.spoken(addresses, row.getObject("id", UUID.class), row);
    }

    /** What the caller has written, or who was notified, in a row of all columns of the case. */
    public Optional<OneLine> lineIn(ResultSet row, boolean callers) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return callers ? SealedCase.callersLine(addresses, id, row) : SealedCase.calleesLine(addresses, id, row);
    }

    private record Addresses(UUID id, Address caller, Address callee) {}

    private Addresses read(ResultSet row, int number) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Addresses(id, SealedCase.caller(addresses, id, row), SealedCase.callee(addresses, id, row));
    }

    private void write(UUID id, Address caller, Address callee) {
        jdbc.sql("update failed_call_case set caller_sealed = ?, callee_sealed = ? where id = ?")
                .params(
                        addresses.seal(SealedCase.CALLER, id, caller.uri()),
                        addresses.seal(SealedCase.CALLEE, id, callee.uri()),
                        id)
                .update();
    }

    /** The addresses that the person called from or was called at, as far as cases tell. */
    public List<Address> addressesOf(UUID person) {
        return jdbc
                .sql("select id, caller_sealed, callee_sealed, caller_id = :person as calling from failed_call_case"
                        + " where caller_id = :person or callee_id = :person")
                .param("person", person)
                .query((row, number) -> addressIn(row, row.getBoolean("calling")))
                .list()
                .stream()
                .filter(address -> !address.equals(Address.ANONYMOUS))
                .distinct()
                .toList();
    }

    /** The cases themselves stay, for the other of the two and for counting, and do not tell whose they were. */
    @Override
    public void erase(Erased who) {
        UUID[] cases = who.cases().toArray(UUID[]::new);
        List<Known> named = jdbc.sql("""
                        select id, caller_sealed, callee_sealed, coalesce(caller_id = :person, false) as forget_caller,
                               coalesce(callee_id = :person, false) as forget_callee
                          from failed_call_case where id = any (:cases)
                        """)
                .param("person", who.person().orElse(null), Types.OTHER)
                .param("cases", cases)
                .query((row, number) ->
                        new Known(read(row, number), row.getBoolean("forget_caller"), row.getBoolean("forget_callee")))
                .list();
        named.forEach(one -> write(
                one.addresses().id(),
                one.forgetCaller() || who.owns(one.addresses().caller())
                        ? Address.ANONYMOUS
                        : one.addresses().caller(),
                one.forgetCallee() || who.owns(one.addresses().callee())
                        ? Address.ANONYMOUS
                        : one.addresses().callee()));
        jdbc.sql(
                        "update failed_call_case set conference = null, out_of_step = null, why_sealed = null, spoken_sealed = null,"
                                + " callee_line_sealed = null, caller_line_sealed = null where id = any (?)")
                .param(cases)
                .update();
        // What operators wrote, and what servers said, may name anybody.
        jdbc.sql("update journal_entry set detail = array_fill(null::text, array[cardinality(detail)])"
                        + " where case_id = any (?)")
                .param(cases)
                .update();
    }
}
