package io.ringback.failedcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;

class ClassificationTest {

    private final Classification classification = new Classification(new ClassPathResource("classification.yaml"));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what happened                         sip |q850| rang  | s | known | verdict
            busy here                             | 486 |    | false | 0 | true  | BUSY
            busy everywhere                       | 600 |    | true  | 9 | true  | BUSY
            request timeout after ringing         | 408 |    | true  | 9 | true  | NO_ANSWER
            request timeout, never rang           | 408 |    | false | 0 | true  | UNREACHABLE
            temporarily unavailable after ringing | 480 |    | true  | 0 | true  | NO_ANSWER
            temporarily unavailable, never rang   | 480 |    | false | 0 | true  | UNREACHABLE
            caller gave up after long ringing     | 487 |    | true  | 5 | true  | NO_ANSWER
            caller gave up at once                | 487 |    | true  | 4 | true  | NOTHING
            caller gave up before it rang         | 487 |    | false | 0 | true  | NOTHING
            not registered, but known to us       | 404 |    | false | 0 | true  | UNREACHABLE
            no such user anywhere                 | 404 |    | false | 0 | false | NOT_FOUND
            server error                          | 500 |    | false | 0 | true  | UNREACHABLE
            service unavailable                   | 503 |    | false | 0 | true  | UNREACHABLE
            declined                              | 603 |    | true  | 2 | true  | REJECTED
            rejected by a proxy                   | 608 |    | false | 0 | true  | REJECTED
            unwanted                              | 607 |    | true  | 2 | true  | BLOCK
            does not exist anywhere               | 604 |    | false | 0 | true  | NOTHING
            gone                                  | 410 |    | false | 0 | true  | NOTHING
            address incomplete                    | 484 |    | false | 0 | true  | NOTHING
            multiple choices                      | 300 |    | false | 0 | true  | NOTHING
            moved                                 | 302 |    | true  | 9 | true  | NOTHING
            unauthorized                          | 401 |    | false | 0 | true  | NOTHING
            proxy authentication required         | 407 |    | false | 0 | true  | NOTHING
            not acceptable here                   | 488 |    | false | 0 | true  | NOTHING
            in no line                            | 420 |    | true  | 9 | true  | NOTHING
            Q.850 user busy wins                  | 480 | 17 | false | 0 | true  | BUSY
            Q.850 no user responding wins         | 486 | 18 | false | 0 | true  | NO_ANSWER
            Q.850 no answer wins                  | 480 | 19 | false | 0 | true  | NO_ANSWER
            Q.850 subscriber absent wins          | 486 | 20 | true  | 9 | true  | UNREACHABLE
            Q.850 call rejected wins              | 486 | 21 | false | 0 | true  | REJECTED
            Q.850 answered elsewhere wins         | 487 | 26 | true  | 9 | true  | NOTHING
            Q.850 alone                           |     | 17 | false | 0 | true  | BUSY
            Q.850 that says nothing               | 487 | 16 | true  | 9 | true  | NO_ANSWER
            Q.850 that says nothing, alone        |     | 16 | true  | 9 | true  | NOTHING
            """)
    void anEndingIsJudgedByTheTable(
            String ignored, Integer sip, Integer q850, boolean rang, int seconds, boolean known, String verdict) {
        assertThat(name(classification.classify(ending(sip, q850, rang, seconds), () -> known)))
                .isEqualTo(verdict);
    }

    @Test
    void theDirectoryIsAskedOnlyWhenItMatters() {
        classification.classify(ending(486, null, false, 0), () -> {
            throw new AssertionError("asked about a busy callee");
        });
    }

    @Test
    void anotherTableJudgesOtherwise() {
        Classification strict = table("""
                classification:
                  ring-seconds: 30
                  rules:
                    - { sip: 487, when: RANG_LONG, then: NO_ANSWER }
                    - { sip: 6xx, then: REJECTED }
                """);

        assertThat(name(strict.classify(ending(487, null, true, 29), () -> true)))
                .isEqualTo("NOTHING");
        assertThat(name(strict.classify(ending(487, null, true, 30), () -> true)))
                .isEqualTo("NO_ANSWER");
        assertThat(name(strict.classify(ending(600, null, true, 30), () -> true)))
                .isEqualTo("REJECTED");
        assertThat(name(strict.classify(ending(486, null, true, 30), () -> true)))
                .isEqualTo("NOTHING");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "classification: { rules: [ { sip: 486, then: BUSSY } ] }",
                "classification: { rules: [ { sip: 486, q850: 17, then: BUSY } ] }",
                "classification: { rules: [ { then: BUSY } ] }",
                "classification: { rules: [ { sip: 486 } ] }",
                "classification: { rules: [ { sip: 200, then: BUSY } ] }",
                "classification: { rules: [ { sip: busy, then: BUSY } ] }",
                "classification: { rules: [ { q850: many, then: BUSY } ] }",
                "classification: { rules: [ { sip: 486, then: BUSY, wehn: RANG } ] }",
                "classification: { rules: [ { sip: 486, then: BUSY ] }",
                "classification: { ring-seconds: 5 }",
                "",
            })
    void aTableThatCannotBeMeantIsRefusedByName(String wrong) {
        assertThatThrownBy(() -> table(wrong))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The classification table")
                .hasMessageContaining("night-table.yaml");
    }

    @Test
    void aMissingTableIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> new Classification(new FileSystemResource("no-such-table.yaml")))
                .hasMessageContaining("no-such-table.yaml")
                .hasMessageContaining("ringback.classification");
    }

    private static Classification table(String yaml) {
        return new Classification(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8), "night-table.yaml"));
    }

    private static CallEnding ending(Integer sip, Integer q850, boolean rang, int seconds) {
        return new CallEnding(optional(sip), optional(q850), rang, Duration.ofSeconds(seconds));
    }

    private static OptionalInt optional(Integer number) {
        return Stream.ofNullable(number).mapToInt(Integer::intValue).findFirst();
    }

    private static String name(Verdict verdict) {
        if (verdict instanceof Verdict.Failed failed) {
            return failed.cause().name();
        }
        return verdict instanceof Verdict.Block ? "BLOCK" : "NOTHING";
    }
}
