package io.ringback.cases;

import io.ringback.directory.Address;
import io.ringback.failedcall.Urgency;
import io.ringback.sealing.SealedAddresses;
import io.ringback.sealing.SealedColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The two addresses of a failed call, and what its two people say of it and have Ringback pass on, as they lie in the case's row. */
public final class SealedCase {

    static final SealedColumn CALLER = new SealedColumn(
            "failed_call_case.caller_sealed",
            """
            select id as row, caller_sealed as sealed from failed_call_case
             where id > coalesce(?::uuid, '00000000-0000-0000-0000-000000000000') order by id limit ?
            """,
            "update failed_call_case set caller_sealed = ? where id = ?::uuid and caller_sealed = ?");

    static final SealedColumn CALLEE = new SealedColumn(
            "failed_call_case.callee_sealed",
            """
            select id as row, callee_sealed as sealed from failed_call_case
             where id > coalesce(?::uuid, '00000000-0000-0000-0000-000000000000') order by id limit ?
            """,
            "update failed_call_case set callee_sealed = ? where id = ?::uuid and callee_sealed = ?");

    static final SealedColumn WHY = words("why_sealed");

    static final SealedColumn CALLEE_LINE = words("callee_line_sealed");

    static final SealedColumn CALLER_LINE = words("caller_line_sealed");

    /** Of these, few are kept in memory at a time. */
    static final SealedColumn SPOKEN = new SealedColumn(
            "failed_call_case.spoken_sealed",
            """
            select id as row, spoken_sealed as sealed from failed_call_case
             where id > coalesce(?::uuid, '00000000-0000-0000-0000-000000000000') and spoken_sealed is not null
             order by id limit least(?, 20)
            """,
            "update failed_call_case set spoken_sealed = ? where id = ?::uuid and spoken_sealed = ?");

    private SealedCase() {}

    private static SealedColumn words(String column) {
        return new SealedColumn(
                "failed_call_case." + column,
                """
                select id as row, %1$s as sealed from failed_call_case
                 where id > coalesce(?::uuid, '00000000-0000-0000-0000-000000000000') and %1$s is not null order by id limit ?
                """.formatted(column),
                "update failed_call_case set %1$s = ? where id = ?::uuid and %1$s = ?".formatted(column));
    }

    /** Why the caller called, in a row that has {@code call_reason}, {@code urgency}, {@code why_sealed} and {@code why_when_asked}. */
    public static WhyCalled why(SealedAddresses addresses, UUID caseId, ResultSet row) throws SQLException {
        return new WhyCalled(
                CallReason.valueOf(row.getString("call_reason")),
                Urgency.valueOf(row.getString("urgency")),
                line(addresses, WHY, caseId, row.getBytes("why_sealed")),
                row.getBoolean("why_when_asked"));
    }

    /** What {@code why_sealed} is to be; null if nothing is said in words. */
    static byte[] sealWhy(SealedAddresses addresses, UUID caseId, WhyCalled why) {
        return why.line().map(line -> addresses.seal(WHY, caseId, line.text())).orElse(null);
    }

    /** What the callee has answered, in a row that has {@code callee_line_sealed}; empty if nothing in words. */
    public static Optional<OneLine> calleesLine(SealedAddresses addresses, UUID caseId, ResultSet row)
            throws SQLException {
        return line(addresses, CALLEE_LINE, caseId, row.getBytes("callee_line_sealed"));
    }

    /** What the caller has sent back, in a row that has {@code caller_line_sealed}; empty if nothing. */
    public static Optional<OneLine> callersLine(SealedAddresses addresses, UUID caseId, ResultSet row)
            throws SQLException {
        return line(addresses, CALLER_LINE, caseId, row.getBytes("caller_line_sealed"));
    }

    private static Optional<OneLine> line(SealedAddresses addresses, SealedColumn column, UUID caseId, byte[] sealed) {
        return Optional.ofNullable(sealed).map(octets -> new OneLine(addresses.open(column, caseId, octets)));
    }

    /** What the caller has said aloud, in a row that has {@code spoken_sealed}; empty if nothing, or nothing that is kept. */
    static Optional<SpokenReason> spoken(SealedAddresses addresses, UUID caseId, ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getBytes("spoken_sealed"))
                .map(octets -> new SpokenReason(addresses.openOctets(SPOKEN, caseId, octets)));
    }

    /** What {@code caller_sealed} is to be. */
    public static byte[] sealCaller(SealedAddresses addresses, UUID caseId, Address caller) {
        return addresses.seal(CALLER, caseId, caller.uri());
    }

    /** What {@code callee_sealed} is to be. */
    public static byte[] sealCallee(SealedAddresses addresses, UUID caseId, Address callee) {
        return addresses.seal(CALLEE, caseId, callee.uri());
    }

    /** From where the caller called, in a row that has {@code caller_sealed}. */
    public static Address caller(SealedAddresses addresses, UUID caseId, ResultSet row) throws SQLException {
        return new Address(addresses.open(CALLER, caseId, row.getBytes("caller_sealed")));
    }

    /** Where the call failed, in a row that has {@code callee_sealed}. */
    public static Address callee(SealedAddresses addresses, UUID caseId, ResultSet row) throws SQLException {
        return new Address(addresses.open(CALLEE, caseId, row.getBytes("callee_sealed")));
    }
}
