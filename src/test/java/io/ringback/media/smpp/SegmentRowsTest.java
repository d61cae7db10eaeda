package io.ringback.media.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SegmentRowsTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final SegmentRows segments = at(NOW);

    private static SegmentRows at(Instant now) {
        DataSource source = DATABASE.dataSource();
        return new SegmentRows(
                JdbcClient.create(source),
                new TransactionTemplate(new DataSourceTransactionManager(source)),
                DATABASE.addresses(),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    @BeforeEach
    void empty() {
        DATABASE.jdbc().sql("delete from sms_segment").update();
    }

    @Test
    void theLastSegmentMakesTheTextWhole() {
        assertThat(segments.add(segment(1, 3, 3, "c"))).isEmpty();
        assertThat(segments.add(segment(1, 3, 1, "a"))).isEmpty();
        Optional<Segments.Whole> whole = at(NOW.plusSeconds(5)).add(segment(1, 3, 2, "b"));
        assertThat(whole.orElseThrow().segments().stream().map(part -> text(part)))
                .containsExactly("a", "b", "c");
        assertThat(whole.orElseThrow().since()).isEqualTo(NOW);
        segments.remove(whole.orElseThrow());
        assertThat(waiting()).isZero();
    }

    @Test
    void theSameSegmentAgainChangesNothing() {
        segments.add(segment(1, 2, 1, "a"));
        assertThat(segments.add(segment(1, 2, 1, "a"))).isEmpty();
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void aWholeTextThatWasNotHandedOnIsTheSameWhenItsLastSegmentComesAgain() {
        segments.add(segment(1, 2, 1, "a"));
        Segments.Whole first = segments.add(segment(1, 2, 2, "b")).orElseThrow();
        Segments.Whole again =
                at(NOW.plusSeconds(60)).add(segment(1, 2, 2, "b")).orElseThrow();
        assertThat(again.since()).isEqualTo(first.since());
    }

    @Test
    void aReferenceThatComesRoundBeginsANewText() {
        segments.add(segment(1, 2, 1, "old"));
        segments.add(segment(1, 2, 1, "new"));
        Segments.Whole whole = segments.add(segment(1, 2, 2, " text")).orElseThrow();
        assertThat(text(whole.segments().get(0))).isEqualTo("new");
    }

    @Test
    void textsAreKeptApart() {
        segments.add(segment(1, 2, 1, "a"));
        assertThat(segments.add(segment(2, 2, 2, "b"))).isEmpty();
        assertThat(segments.add(segment(1, 3, 2, "b"))).isEmpty();
        assertThat(segments.add(new Segment("tel:+46700000009", "71234", 1, 2, 2, 0, octets("b"))))
                .isEmpty();
    }

    @Test
    void halfATextIsDroppedAfterAWhile() {
        segments.add(segment(1, 3, 1, "a"));
        segments.add(segment(1, 3, 2, "b"));
        at(NOW.plusSeconds(60)).add(segment(2, 2, 1, "c"));
        assertThat(segments.dropOlderThan(NOW.plus(Duration.ofSeconds(30)))).isEqualTo(1);
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void oneSenderCannotFillTheTable() {
        DATABASE.jdbc()
                .sql("""
                        insert into sms_segment
                            (sender_hash, recipient, reference, total, number, data_coding, octets, arrived_at)
                        select ?, '71234', reference, 2, 1, 0, '\\x61', now()
                        from generate_series(1, 400) reference""")
                .param(DATABASE.addresses().hash("sms_segment.sender", "tel:+46701234567"))
                .update();
        segments.add(segment(401, 2, 1, "a"));
        assertThat(waiting()).isEqualTo(300);
    }

    @Test
    void segmentsAtTheSameTimeMakeTheTextWholeOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int reference = 0; reference < 5; reference++) {
                int one = reference;
                List<Callable<Optional<Segments.Whole>>> arrivals = IntStream.rangeClosed(1, 8)
                        .<Callable<Optional<Segments.Whole>>>mapToObj(
                                number -> () -> segments.add(segment(one, 8, number, "x")))
                        .toList();
                int whole = 0;
                for (Future<Optional<Segments.Whole>> arrival : threads.invokeAll(arrivals)) {
                    whole += arrival.get().isPresent() ? 1 : 0;
                }
                assertThat(whole).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Segment segment(int reference, int total, int number, String text) {
        return new Segment("tel:+46701234567", "71234", reference, total, number, 0, octets(text));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(Segment segment) {
        return new String(segment.octets(), StandardCharsets.ISO_8859_1);
    }

    private static int waiting() {
        return DATABASE.jdbc()
                .sql("select count(*) from sms_segment")
                .query(Integer.class)
                .single();
    }
}
