package io.ringback.sealing;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Encrypts with the first key what was encrypted with another, while there is another: some rows at a time, beside all other work, on
 * one node. A node that dies in between has left each row whole; the next walk goes over all of them. When a walk has found nothing,
 * the other keys are not needed any more, and the log says so.
 */
@Configuration(proxyBeanMethods = false)
class Resealing {

    private static final Logger LOG = LoggerFactory.getLogger(Resealing.class);
    private static final int PORTION = 500;
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final SealedAddresses addresses;
    private final AddressKeys keys;
    private final ObjectProvider<SealedColumn.Owner> owners;

    Resealing(JdbcClient jdbc, SealedAddresses addresses, AddressKeys keys, ObjectProvider<SealedColumn.Owner> owners) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.keys = keys;
        this.owners = owners;
    }

    private record Row(String name, byte[] sealed) {}

    @Bean
    Task<Void> resealTask() {
        return Tasks.recurring("reseal", keys.areBeingReplaced() ? FixedDelay.of(PAUSE) : Schedules.parseSchedule("-"))
                .execute((instance, context) -> reseal());
    }

    /** Goes over everything once; how many values were encrypted anew. */
    long reseal() {
        long anew = owners.stream()
                .flatMap(SealedColumn.Owner::sealedColumns)
                .mapToLong(this::reseal)
                .sum();
        if (anew > 0) {
            LOG.info(
                    "{} addresses are encrypted with the key {} now",
                    anew,
                    keys.first().fingerprint());
        } else {
            int others = jdbc.sql("delete from address_key where key_id <> ?")
                    .param(keys.first().id())
                    .update();
            LOG.info(
                    "All addresses are encrypted with the key {}. Once that is the first key of every node, remove the"
                            + " others from ringback.address-keys ({} told of now)",
                    keys.first().fingerprint(),
                    others);
        }
        return anew;
    }

    private long reseal(SealedColumn column) {
        long anew = 0;
        String last = null;
        List<Row> rows;
        do {
            rows = jdbc.sql(column.read())
                    .params(last, PORTION)
                    .query((row, number) -> new Row(row.getString("row"), row.getBytes("sealed")))
                    .list();
            for (Row row : rows) {
                anew += reseal(column, row);
                last = row.name();
            }
        } while (!rows.isEmpty());
        return anew;
    }

    private int reseal(SealedColumn column, Row row) {
        byte[] sealed = row.sealed() == null ? null : addresses.anew(column, row.name(), row.sealed());
        return sealed == null
                ? 0
                : jdbc.sql(column.write())
                        .params(sealed, row.name(), row.sealed())
                        .update();
    }
}
