package io.ringback.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.delivery.CapsPolicy.About;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import io.ringback.engine.trial.FileTrial.Verdict;
import io.ringback.failedcall.CallerIdentity;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What analysts may write into the table message-caps, and what it then says. */
class MessageCapsRulesTest {

    private static final String FILE = "message-caps.dmn";
    private static final FileTrial TRIAL = new FileTrial(
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine());

    private static String shipped() {
        return ShippedFiles.copy().text(FILE);
    }

    private static String with(Map<String, String> conditions, Map<String, String> caps) {
        Map<String, String> all = new LinkedHashMap<>();
        FactsOfMessages.CAPS.forEach(cap -> all.put(cap, "\"ceiling\""));
        all.putAll(caps);
        return TableWithRow.of(shipped(), conditions, all);
    }

    private static Verdict tried(String table) {
        return ShippedFiles.copy().with(FILE, table).tried();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            purpose        | "STOPPED", "STARTED"      | perReceiver        | "2/6"
            medium         | "SMS", "MMS"              | perReceiver        | "1 in PT10M and 4 in PT2H and 9 in P1D"
            callerIdentity | not("VERIFIED")           | perPair            | "1 in P1D"
            trunk          | "adapter:carrier"         | perTrunk           | "100/500"
            trunk          | "adapter:carrier"         | perTrunkUnverified | "10/50"
            destination    | "FR", "+46900"            | perRange           | "5/20"
            destination    | not("SE", "NONE")         | perRange           | "ceiling"
            destination    | starts with(?, "+46")     | perCaller          | "1/1"
            """)
    void isAccepted(String fact, String cell, String cap, String value) {
        Verdict verdict = tried(with(Map.of(fact, cell), Map.of(cap, value)));

        assertThat(verdict.refused()).isEmpty();
        assertThat(verdict.warned()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            medium         | "SMS"      | perReceiver | "-1/6"         | The output "perReceiver" is "-1/6".
            medium         | "SMS"      | perReceiver | "0/6"          | The output "perReceiver" is "0/6".
            medium         | "SMS"      | perPair     | "6"            | such as 6/20
            medium         | "SMS"      | perPair     | 6              | in quotation marks
            medium         | "SMS"      | perCaller   | "6 in PT0S"    | The output "perCaller" is "6 in PT0S".
            medium         | "SMS"      | perCaller   | "6 in P2D"     | at most a day
            medium         | "SMS"      | perCaller   | "6 in -PT1H"   | The output "perCaller"
            medium         | "SMS"      | perRange    | "none"         | ceiling for as many as the settings allow
            medium         | "SMS"      | perRange    | ''             | The output "perRange" is empty.
            medium         | "FAX"      | perRange    | "1/1"          | It asks whether medium is "FAX", which it never is. Write one of EMAIL, SMS
            medium         | "VOICE"    | perRange    | "1/1"          | which it never is
            purpose        | "QUESTIONS" | perRange   | "1/1"          | one of QUESTION, NOTIFICATION, INFORMATION
            callerIdentity | "FORGED"   | perTrunk    | "1/1"          | one of VERIFIED, UNVERIFIED, NOT_TOLD
            destination    | "Sweden"   | perRange    | "1/1"          | a country by its two letters
            destination    | "46900"    | perRange    | "1/1"          | a prefix, such as "+46900"
            calleeHour     | 3          | perRange    | "1/1"          | There is no fact "calleeHour" for this table.
            """)
    void isRefused(String fact, String cell, String cap, String value, String sentence) {
        assertThat(tried(with(Map.of(fact, cell), Map.of(cap, value))).refused())
                .anySatisfy(refusal -> assertThat(refusal.sentence()).contains(FILE, sentence));
    }

    @Test
    void aTableThatDoesNotSayWhatHoldsForEveryMessageIsRefused() {
        String withoutTheLast =
                ShippedFiles.copy().deleting(FILE, "<rule id=\"Answer\"").text(FILE);

        assertThat(tried(withoutTheLast).refused())
                .anySatisfy(refusal -> assertThat(refusal.sentence()).contains("No row fits if"));
    }

    @Test
    void aDiagramThatAsksItIsRefused() {
        assertThat(ShippedFiles.copy()
                        .replacing(
                                ShippedFiles.DIAGRAM,
                                "decisionRef=\"consent-on-the-spot\"",
                                "decisionRef=\"message-caps\"")
                        .tried()
                        .refused())
                .anySatisfy(refusal ->
                        assertThat(refusal.sentence()).contains("is asked for each message, and not by a diagram"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # purpose    | medium          | identity   | trunk           | destination | per receiver | per range
            QUESTION     | EMAIL           | UNVERIFIED | NONE            | NONE        | 1/1          | ceiling
            QUESTION     | EMAIL           | NOT_TOLD   | NONE            | NONE        | ceiling      | ceiling
            NOTIFICATION | SMS             | UNVERIFIED | NONE            | FR          | ceiling      | 5/20
            NOTIFICATION | MMS             | VERIFIED   | adapter:carrier | FR          | ceiling      | 5/20
            NOTIFICATION | EMAIL           | VERIFIED   | adapter:carrier | NONE        | 4/8          | ceiling
            INFORMATION  | SMS             | VERIFIED   | NONE            | +46900      | ceiling      | 1 in P1D
            STOPPED      | SMS             | VERIFIED   | NONE            | SE          | ceiling      | ceiling
            """)
    void theFirstRowThatFitsDecides(
            MessageKind purpose,
            Medium medium,
            CallerIdentity identity,
            String trunk,
            String destination,
            String perReceiver,
            String perRange) {
        String rows = with(Map.of("trunk", "\"adapter:carrier\""), Map.of("perReceiver", "\"4/8\""));
        rows = renamed(rows, "Carrier", Map.of("destination", "\"FR\""), Map.of("perRange", "\"5/20\""));
        rows = renamed(rows, "France", Map.of("destination", "\"+46900\""), Map.of("perRange", "\"1 in P1D\""));
        rows = renamed(
                rows,
                "Premium",
                Map.of("purpose", "\"QUESTION\"", "callerIdentity", "\"UNVERIFIED\""),
                Map.of("perReceiver", "\"1/1\""));
        assertThat(tried(rows).refused()).isEmpty();
        AskedTables tables = TRIAL.tablesOf(List.of(rows.getBytes(StandardCharsets.UTF_8)));

        assertThat(tables.ranges("message-caps")).containsExactly("+46900");
        assertThat(tables.answer(
                        "message-caps", TableFacts.caps(new About(purpose, medium, identity, trunk, destination))))
                .hasValueSatisfying(said -> assertThat(said)
                        .containsEntry("perReceiver", perReceiver)
                        .containsEntry("perRange", perRange)
                        .containsEntry("perPair", "ceiling"));
    }

    /** The table with one row more on top; the one that was put on top before has the name. */
    private static String renamed(String table, String name, Map<String, String> conditions, Map<String, String> caps) {
        Map<String, String> all = new LinkedHashMap<>();
        FactsOfMessages.CAPS.forEach(cap -> all.put(cap, "\"ceiling\""));
        all.putAll(caps);
        return TableWithRow.of(table.replace("NewRow", name), conditions, all);
    }
}
