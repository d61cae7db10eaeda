package io.ringback.web.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.BesideOthers;
import io.ringback.TestDatabase;
import io.ringback.web.login.SecondFactors.Mode;
import io.ringback.web.security.SecondFactor.Asked;
import io.ringback.web.security.SecondFactor.Checked;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Codes of devices and recovery codes, on a real database that two nodes share. */
@BesideOthers
class SecondFactorsTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final TestDatabase database = TestDatabase.fresh();
    private final DataSource dataSource = database.dataSource();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final TimeCodes codes = new TimeCodes();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final SecondFactors node = node(Mode.OPTIONAL, SECRET);
    private final SecondFactors otherNode = node(Mode.OPTIONAL, SECRET);

    private SecondFactors node(Mode mode, String secret) {
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        return new SecondFactors(
                jdbc,
                new TransactionTemplate(new JdbcTransactionManager(dataSource)),
                clock,
                mode,
                new SecretSeal(secret, "test"));
    }

    private byte[] enrolled(String account) {
        node.begin(account);
        byte[] secret = node.enrolling(account).orElseThrow();
        assertThat(node.check(account, codes.code(secret, now))).isEqualTo(Checked.ENROLLED);
        now = now.plusSeconds(30);
        return secret;
    }

    /** RFC 6238, appendix B, SHA-1; its codes have eight digits, of which these are the last six. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void theCodesAreThoseOfTheStandard(long second, String code) {
        byte[] secret = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

        assertThat(codes.step(secret, code, Instant.ofEpochSecond(second))).hasValue(second / 30);
        assertThat(codes.step(secret, code, Instant.ofEpochSecond(second + 90))).isEmpty();
        assertThat(codes.step(secret, code, Instant.ofEpochSecond(second - 90))).isEmpty();
    }

    @Test
    void aDeviceCountsFromItsFirstCodeOn() {
        assertThat(node.asks("olga")).isEqualTo(Asked.NOTHING);
        node.begin("olga");
        assertThat(node.asks("olga")).isEqualTo(Asked.NOTHING);
        enrolled("olga");
        assertThat(node.asks("olga")).isEqualTo(Asked.CODE);
        assertThat(node.enrolling("olga")).as("the secret is not shown again").isEmpty();
        node.begin("olga");
        assertThat(node.asks("olga")).as("a device that counts is left alone").isEqualTo(Asked.CODE);
    }

    @Test
    void whereItIsRequiredTheLoginSetsOneUp() {
        SecondFactors strict = node(Mode.REQUIRED, SECRET);

        assertThat(strict.asks("olga")).isEqualTo(Asked.ENROLMENT);
        byte[] secret = strict.enrolling("olga").orElseThrow();
        assertThat(strict.check("olga", "000000")).isEqualTo(Checked.WRONG);
        assertThat(strict.asks("olga")).isEqualTo(Asked.ENROLMENT);
        assertThat(strict.check("olga", codes.code(secret, now)))
                .as("of the secret before")
                .isEqualTo(Checked.WRONG);
        assertThat(strict.check("olga", codes.code(strict.enrolling("olga").orElseThrow(), now)))
                .isEqualTo(Checked.ENROLLED);
        assertThat(node(Mode.OFF, SECRET).asks("olga")).isEqualTo(Asked.NOTHING);
    }

    @Test
    void aCodeCountsOnceOnAllNodesTogether() throws Exception {
        byte[] secret = enrolled("olga");
        String code = codes.code(secret, now);
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            Callable<Checked> here = () -> node.check("olga", code);
            Callable<Checked> there = () -> otherNode.check("olga", code);
            List<Future<Checked>> checked = nodes.invokeAll(List.of(here, there, here, there));
            int right = 0;
            for (Future<Checked> one : checked) {
                right += one.get() == Checked.RIGHT ? 1 : 0;
            }
            assertThat(right).isEqualTo(1);
        } finally {
            nodes.shutdown();
        }
    }

    @Test
    void aCodeBeforeTheLastOneDoesNotCountAnyMore() {
        byte[] secret = enrolled("olga");
        String earlier = codes.code(secret, now);
        String later = codes.code(secret, now.plusSeconds(30));

        assertThat(node.check("olga", later)).isEqualTo(Checked.RIGHT);
        assertThat(otherNode.check("olga", earlier)).isEqualTo(Checked.WRONG);
    }

    @Test
    void guessingWaitsOnAllNodesAndARecoveryCodeDoesNot() {
        byte[] secret = enrolled("olga");
        String recovery = node.renewRecoveryCodes("olga").get(0);
        for (int i = 0; i < 3; i++) {
            assertThat(node.check("olga", "00000" + i)).isEqualTo(Checked.WRONG);
        }

        assertThat(otherNode.check("olga", codes.code(secret, now))).isEqualTo(Checked.TOO_SOON);
        assertThat(otherNode.check("olga", recovery)).isEqualTo(Checked.RECOVERED);
        int tried = 0;
        Instant begun = now;
        while (now.isBefore(begun.plus(Duration.ofDays(1)))) {
            now = jdbc.sql("select not_before from second_factor where account = 'olga'")
                    .query(Timestamp.class)
                    .single()
                    .toInstant()
                    .plusMillis(1);
            assertThat(otherNode.check("olga", "000000")).isEqualTo(Checked.WRONG);
            tried++;
        }
        assertThat(tried).as("of a million codes, three of which count").isLessThan(120);
        now = now.plus(Duration.ofMinutes(15));
        assertThat(node.check("olga", codes.code(secret, now))).isEqualTo(Checked.RIGHT);
    }

    @Test
    void eachRecoveryCodeCountsOnceForItsAccountOnly() {
        enrolled("olga");
        enrolled("ada");
        List<String> first = node.renewRecoveryCodes("olga");
        List<String> second = node.renewRecoveryCodes("olga");

        assertThat(second).hasSize(10).doesNotHaveDuplicates().doesNotContainAnyElementsOf(first);
        assertThat(node.check("olga", first.get(0))).isEqualTo(Checked.WRONG);
        assertThat(node.check("ada", second.get(0))).isEqualTo(Checked.WRONG);
        assertThat(node.check("olga", second.get(0).toUpperCase().replace("-", " ")))
                .isEqualTo(Checked.RECOVERED);
        assertThat(otherNode.check("olga", second.get(0))).isEqualTo(Checked.WRONG);
        assertThat(node.device("olga").orElseThrow().recoveryCodes()).isEqualTo(9);
        assertThat(node.renewRecoveryCodes("nobody")).isEmpty();
    }

    @Test
    void aStolenTableShowsNeitherSecretNorRecoveryCode() {
        byte[] secret = enrolled("olga");
        String recovery = node.renewRecoveryCodes("olga").get(0);
        byte[] stored =
                jdbc.sql("select secret from second_factor").query(byte[].class).single();

        assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(secret, StandardCharsets.ISO_8859_1));
        assertThat(jdbc.sql("select encode(hash, 'escape') from recovery_code")
                        .query(String.class)
                        .list())
                .noneMatch(kept -> kept.contains(recovery.replace("-", "")));
        assertThatThrownBy(() -> node(Mode.OPTIONAL, "f".repeat(32)).check("olga", "000000"))
                .hasMessageContaining("ringback.secret");
    }

    @Test
    void aRowMovedToAnotherAccountDoesNotOpen() {
        enrolled("olga");
        byte[] secret = enrolled("ada");
        jdbc.sql("update second_factor set secret = (select secret from second_factor where account = 'ada')"
                        + " where account = 'olga'")
                .update();

        assertThatThrownBy(() -> node.check("olga", codes.code(secret, now))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aResetForgetsTheDeviceAndItsRecoveryCodes() {
        enrolled("olga");
        String recovery = node.renewRecoveryCodes("olga").get(0);
        node.forget("olga");

        assertThat(otherNode.asks("olga")).isEqualTo(Asked.NOTHING);
        assertThat(otherNode.check("olga", recovery)).isEqualTo(Checked.WRONG);
    }
}
