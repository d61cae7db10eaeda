package io.ringback.web.operations;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The operators' journal: who did what, when, to which cases, from where. */
@Component
public class OperatorActs {

    static final int PAGE = 100;
    private static final int LONGEST = 500;

    private final JdbcClient jdbc;

    OperatorActs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes down what an operator asks for, before it is done; for {@link #ended}. */
    long begun(String operator, String origin, String act, Collection<UUID> cases) {
        return jdbc.sql("insert into operator_act (operator, origin, act, case_ids)"
                        + " values (?, ?, left(?, ?), ?) returning id")
                .params(operator, origin, act, LONGEST, cases.toArray(UUID[]::new))
                .query(Long.class)
                .single();
    }

    /** The act has been answered with this HTTP status. */
    void ended(long act, int status) {
        jdbc.sql("update operator_act set status = ? where id = ?")
                .params(status, act)
                .update();
    }

    /** All acts, the newest first. */
    List<OperatorAct> newest(int page) {
        return jdbc.sql("select * from operator_act order by id desc limit ? offset ?")
                .params(PAGE + 1, page * PAGE)
                .query(OperatorActs::read)
                .list();
    }

    /** What was done to a case, in order. */
    public List<OperatorAct> of(UUID caseId) {
        return jdbc.sql("select * from operator_act where case_ids @> array[?]::uuid[] order by id limit ?")
                .params(caseId, PAGE)
                .query(OperatorActs::read)
                .list();
    }

    /**
     * Forgets acts of before {@code time}.
     *
     * @return how many
     */
    int forgetBefore(Instant time) {
        return jdbc.sql("delete from operator_act where at < ?")
                .param(Timestamp.from(time))
                .update();
    }

    private static OperatorAct read(ResultSet row, int number) throws SQLException {
        Array cases = row.getArray("case_ids");
        return new OperatorAct(
                row.getTimestamp("at").toInstant(),
                row.getString("operator"),
                row.getString("origin"),
                row.getString("act"),
                List.of((UUID[]) cases.getArray()),
                row.getObject("status", Integer.class));
    }
}
