package db.addresses;

import io.ringback.sealing.AddressKeys;
import io.ringback.sealing.SealedAddresses;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Replaces the key of all hashes of addresses, in one transaction, while no node runs: after somebody has had the database together
 * with a key of {@code ringback.address-keys}. All hashes are hashed once more with a key that they do not have. The turns of calls that
 * are stored and not handled yet, which are made of parts of two, are forgotten: those calls may be handled in another order than they came.
 */
public final class RenewHashes {

    private static final int PORTION = 1000;

    private static final String EVERYTHING = """
            select address_hash from device union select address_hash from opt_out union select address_hash from sender_use
             union select recipient_hash from early_report union select sender_hash from sms_segment
             union select caller_hash from block_of_erased
            """;

    /** Starting nodes wait for the key's table, and so for the new key. */
    private static final String LOCK =
            "lock table address_hash_key, device, opt_out, sender_use, early_report, sms_segment,"
                    + " block_of_erased, inbound_event in access exclusive mode";

    private static final List<String> UPDATES = List.of(
            "update device t set address_hash = r.after from renewed r where r.before = t.address_hash",
            "update opt_out t set address_hash = r.after from renewed r where r.before = t.address_hash",
            "update sender_use t set address_hash = r.after from renewed r where r.before = t.address_hash",
            "update early_report t set recipient_hash = r.after from renewed r where r.before = t.recipient_hash",
            "update sms_segment t set sender_hash = r.after from renewed r where r.before = t.sender_hash",
            "update block_of_erased t set caller_hash = r.after from renewed r where r.before = t.caller_hash",
            "update inbound_event set turn = null where state = 'ACCEPTED'");

    private RenewHashes() {}

    /**
     * Does it.
     *
     * @return how many addresses there are
     * @throws IllegalStateException if somebody else is connected to the database; the message says what to do
     */
    public static int in(DataSource database, AddressKeys keys) {
        try (Connection connection = database.getConnection()) {
            SingleConnectionDataSource alone = new SingleConnectionDataSource(connection, true);
            return new TransactionTemplate(new JdbcTransactionManager(alone)).execute(status -> renew(alone, keys));
        } catch (SQLException e) {
            throw new IllegalStateException("The database cannot be reached: " + e.getMessage(), e);
        }
    }

    private static int renew(DataSource alone, AddressKeys keys) {
        JdbcClient jdbc = JdbcClient.create(alone);
        refuseWhileOthersAreConnected(jdbc);
        jdbc.sql(LOCK).update();
        SealedAddresses renewed = SealedAddresses.of(jdbc, keys).withAnotherHashKey();
        jdbc.sql("create temporary table renewed (before bytea primary key, after bytea not null) on commit drop")
                .update();
        int all = note(alone, renewed);
        jdbc.sql("analyze renewed").update();
        UPDATES.forEach(update -> jdbc.sql(update).update());
        jdbc.sql("update address_hash_key set sealed = ?")
                .param(renewed.sealedHashKeys())
                .update();
        return all;
    }

    private static void refuseWhileOthersAreConnected(JdbcClient jdbc) {
        List<String> others = jdbc.sql("select coalesce(nullif(application_name, ''), 'without a name') || ' from '"
                        + " || coalesce(host(client_addr), 'this machine') from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()"
                        + " and backend_type = 'client backend'")
                .query(String.class)
                .list();
        if (!others.isEmpty()) {
            throw new IllegalStateException(
                    "Others are connected to the database: "
                            + others.stream().distinct().toList()
                            + ". A node that runs meanwhile would find nobody any more. Stop all nodes and end these, and try again.");
        }
    }

    private static int note(DataSource alone, SealedAddresses renewed) {
        JdbcTemplate template = new JdbcTemplate(alone);
        template.setFetchSize(PORTION);
        List<Object[]> portion = new ArrayList<>();
        int[] all = {0};
        Runnable write = () -> {
            template.batchUpdate("insert into renewed (before, after) values (?, ?)", portion);
            all[0] += portion.size();
            portion.clear();
        };
        template.query(EVERYTHING, row -> {
            byte[] before = row.getBytes(1);
            portion.add(new Object[] {before, renewed.hashAgain(before)});
            if (portion.size() == PORTION) {
                write.run();
            }
        });
        write.run();
        return all[0];
    }
}
