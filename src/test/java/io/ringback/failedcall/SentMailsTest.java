package io.ringback.failedcall;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.TestDatabase;
import io.ringback.directory.Address;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SentMailsTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Address ANNA = new Address("mailto:anna@example.com");
    private static final Address BOB = new Address("mailto:bob@example.com");
    private static final Address CARL = new Address("mailto:carl@example.com");

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final SentMails mails = at(NOW);

    @BeforeEach
    void nothingWasTold() {
        DATABASE.clear();
    }

    @Test
    void aMailThatWasToldIsFoundWithAndWithoutBrackets() {
        mails.tell("<m1@example.com>", ANNA, List.of(BOB, CARL));

        SentMail expected = new SentMail(ANNA, List.of(BOB, CARL), NOW);
        assertThat(mails.find("m1@example.com")).contains(expected);
        assertThat(mails.find(" <m1@example.com> ")).contains(expected);
        assertThat(mails.find("<M1@example.com>")).isEmpty();
    }

    @Test
    void whatWasToldFirstStands() {
        mails.tell("<m1@example.com>", ANNA, List.of(BOB));
        mails.tell("m1@example.com", CARL, List.of(ANNA));

        assertThat(mails.find("<m1@example.com>").orElseThrow().sender()).isEqualTo(ANNA);
    }

    @Test
    void theMessageIdItselfIsNotKept() {
        mails.tell("<m1@example.com>", ANNA, List.of(BOB));

        byte[] stored = jdbc.sql("select message_id_hash from sent_mail")
                .query(byte[].class)
                .single();
        assertThat(stored).hasSize(32);
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("m1@");
    }

    @Test
    void oldMailsAreForgotten() {
        at(NOW.minus(Duration.ofDays(8))).tell("old", ANNA, List.of(BOB));
        mails.tell("new", ANNA, List.of(BOB));

        assertThat(mails.purgeOlderThan(Duration.ofDays(7), 10)).isEqualTo(1);

        assertThat(mails.find("old")).isEmpty();
        assertThat(mails.find("new")).isPresent();
    }

    private SentMails at(Instant now) {
        return new SentMails(DATABASE.jdbc(), DATABASE.addresses(), Clock.fixed(now, ZoneOffset.UTC));
    }
}
