package io.ringback.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ringback.cases.TableTests.TestedRow;
import io.ringback.cases.TableTests.TestedRule;
import io.ringback.cases.TableTests.TestedTable;
import io.ringback.cases.TableTests.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of the rows that analysts write beside a table. */
class SheetTrialTest {

    private static final FileTrial TRIAL = new FileTrial(
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine());

    private static String shipped(String file) throws IOException {
        return Files.readString(Path.of("bpmn", file));
    }

    private static TestedTable test(String decision, String table, String sheet) {
        List<TestedTable> tested = TRIAL.tests()
                .run(Map.of(
                        decision + ".dmn", table.getBytes(StandardCharsets.UTF_8),
                        decision + ".tests.csv", sheet.getBytes(StandardCharsets.UTF_8)));
        assertThat(tested).hasSize(1);
        return tested.get(0);
    }

    private static TestedTable waitingTimes(String... rows) throws IOException {
        return test(
                "waiting-times",
                shipped("waiting-times.dmn"),
                "purpose;cause;medium;wait;sentence\n" + String.join("\n", rows));
    }

    private static String problem(TestedTable tested) {
        assertThat(tested.problems()).isEmpty();
        assertThat(tested.rows()).hasSize(1);
        return tested.rows().get(0).problem();
    }

    @Test
    void aRowThatIsDecidedOtherwiseSaysWhatWasExpectedWhatCameAndByWhichRule() throws IOException {
        TestedTable tested = waitingTimes(
                "NOTIFICATION;BUSY;SMS;PT12H;Who was engaged reacts the same day.",
                "NOTIFICATION;NO_ANSWER;SMS;P3D;Who did not answer has three days.");

        assertThat(tested.passed()).isFalse();
        assertThat(tested.failed()).hasSize(1);
        TestedRow row = tested.failed().get(0);
        assertThat(row.number()).isEqualTo(3);
        assertThat(row.sentence()).isEqualTo("Who did not answer has three days.");
        assertThat(row.verdict()).isEqualTo(Verdict.DECIDED_OTHERWISE);
        assertThat(row.saidExpected()).isEqualTo("wait = P3D");
        assertThat(row.saidGot()).isEqualTo("wait = P2D");
        assertThat(row.by()).containsExactly(new TestedRule("Contact", 5, 1));
        assertThat(row.problem())
                .isEqualTo("It expects wait = P3D and got wait = P2D by rule 5 (Contact), if purpose = NOTIFICATION,"
                        + " cause = NO_ANSWER, medium = SMS.");
    }

    @Test
    void anEmptyCellMeansWhateverItIsAndTheFirstExceptionIsNamed() throws IOException {
        assertThat(waitingTimes("QUESTION;;;PT4H;Four hours, whatever happened.")
                        .passed())
                .isTrue();

        assertThat(problem(waitingTimes("NOTIFICATION;;SMS;P2D;Two days for every text message.")))
                .startsWith("It expects wait = P2D and got wait = PT12H by rule 2 (BusyShortMessage),")
                .contains("cause = BUSY");
    }

    @Test
    void theRulesThatNoRowComesToAreNamed() throws IOException {
        TestedTable tested = waitingTimes(
                "QUESTION;;;PT4H;Four hours.",
                "NOTIFICATION;BUSY;;;Nothing is wanted.",
                "CONNECTION;;;PT3M;Three minutes.");

        assertThat(tested.untouched()).extracting(TestedRule::number).containsExactly(2, 3, 4, 5, 7);
        assertThat(tested.rules()).extracting(TestedRule::rows).containsExactly(1, 0, 0, 0, 0, 1, 0);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("QUESTION;BUZY;;PT4H;Misspelt.", "cause is never BUZY. Write one of: BUSY, NO_ANSWER"),
                Arguments.of("question;;;PT4H;Small.", "purpose is never question. Write one of: "),
                Arguments.of("QUESTION;;;;Nothing is wanted.", "It wants no result."),
                Arguments.of("QUESTION;;;PT4H;", "It has no sentence."),
                Arguments.of("QUESTION;;;pt4h;Small.", "It expects wait = pt4h and got wait = PT4H by rule 1 (Answer)"),
                Arguments.of("CONNECTION;;SMS;PT3M;By text message?", ""));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void whatAnAnalystMayWriteWrongIsSaid(String row, String problem) throws IOException {
        assertThat(problem(waitingTimes(row))).startsWith(problem);
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of(
                        "purpos;wait;sentence", "There is no fact or result \"purpos\" for this table. Name one of: "),
                Arguments.of("purpose;purpose;wait;sentence", "The header has the column \"purpose\" twice."),
                Arguments.of("purpose;wait", "The header has no column \"sentence\"."),
                Arguments.of("purpose;sentence", "The header names no result. Add one of: wait."),
                Arguments.of("purpose;;wait;sentence", "Column 2 has no name in the header."));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void aHeaderThatIsWrongIsSaid(String header, String problem) throws IOException {
        TestedTable tested = test("waiting-times", shipped("waiting-times.dmn"), header + "\nQUESTION;PT4H\n");

        assertThat(tested.passed()).isFalse();
        assertThat(tested.problems()).anySatisfy(one -> assertThat(one).startsWith(problem));
    }

    @Test
    void aHeaderMayNameColumnsAsTheTableShowsThem() throws IOException {
        assertThat(test(
                                "waiting-times",
                                shipped("waiting-times.dmn"),
                                "What is waited for?;why did the call fail?;Wait this long;Sentence\n"
                                        + "QUESTION;BUSY;PT4H;Four hours.\n")
                        .passed())
                .isTrue();
    }

    @Test
    void aFactThatTheTableDoesNotLookAtYetMayBeNamed() throws IOException {
        assertThat(test(
                                "waiting-times",
                                shipped("waiting-times.dmn"),
                                "purpose;holiday;hour;wait;sentence\nQUESTION;TRUE;23;PT4H;On holidays too.\n")
                        .passed())
                .isTrue();
    }

    @Test
    void numbersAndYesAndNoAreUnderstoodAsSpreadsheetsWriteThem() throws IOException {
        String header = "choice;switchAvailable;callerHasPhone;calleeHasPhone;connectionAttempts;reaction;sentence\n";
        for (String row : List.of(
                "CONNECT;WAHR;SANT;TRUE;2;CONNECT;A third time.",
                "CONNECT;true;true;true;2,0;INFORM;A decimal comma is a number too.",
                "CONNECT;FALSCH;;;;INFORM;No switch.")) {
            TestedTable tested = test("connect-or-inform", shipped("connect-or-inform.dmn"), header + row);
            assertThat(tested.problems()).isEmpty();
            assertThat(tested.rows().get(0).verdict())
                    .as(row)
                    .isEqualTo(row.contains("2,0") ? Verdict.DECIDED_OTHERWISE : Verdict.PASSED);
        }
    }

    @Test
    void factsThatNeverComeTogetherAreTriedAllTheSame() throws IOException {
        String header =
                "purpose;failedMedium;preferred;preferredWritten;quietHours;smsLeft;instantMessageLeft;medium;sentence\n";
        assertThat(test(
                                "choice-of-medium",
                                shipped("choice-of-medium.dmn"),
                                header + "NOTIFICATION;VOICE;NONE;NONE;false;true;false;SMS;The second choice.\n")
                        .passed())
                .isTrue();
    }

    @Test
    void aColumnThatIsAFactAndAResultIsTheFactFirst() {
        String table = OwnTable.of("FIRST", "string", "level", List.of("\"HIGH\" -> \"LOW\"", " -> \"HIGH\""));

        TestedTable tested = test(
                "own",
                table.replace("name=\"said\"", "name=\"level\""),
                "level;level;sentence\nHIGH;LOW;Down.\nLOW;HIGH;Up.");

        assertThat(tested.problems()).isEmpty();
        assertThat(tested.passed()).isTrue();
    }

    @Test
    void ofATableThatSaysSeveralThingsAllAreWanted() {
        List<String> rules = List.of("< 10 -> \"few\"", "< 5 -> \"very few\"", "> 100 -> \"many\"");
        String sheet = "count;said;sentence\n3;very few | few;Both.\n7;few;One.\n50;nothing;None.\n";

        assertThat(test("own", OwnTable.of("COLLECT", "integer", "count", rules), sheet)
                        .failed())
                .isEmpty();
        assertThat(test("own", OwnTable.of("RULE ORDER", "integer", "count", rules), sheet)
                        .failed())
                .extracting(TestedRow::number, TestedRow::saidGot)
                .containsExactly(tuple(2, "said = few | very few"));
    }

    @Test
    void ofATableOfOnesOwnAFactIsWhateverTheCellsName() {
        List<String> rules = List.of("\"a\", \"b\" -> \"first\"", "not(\"a\", \"b\") -> \"last\"");
        String own = OwnTable.of("UNIQUE", "string", "word", rules);

        assertThat(test("own", own, "word;said;sentence\na;first;A.\nzebra;last;Another.\n")
                        .passed())
                .isTrue();
        assertThat(test("own", own, "word;said;sentence\n;first;Whatever the word.\n")
                        .failed()
                        .get(0)
                        .saidFacts())
                .isEqualTo("word = another");
    }

    @Test
    void aCellThatCannotBeAskedIsSaidAndDoesNotEndTheRun() {
        String own = OwnTable.of("FIRST", "integer", "count", List.of("< number(\"x\") -> \"few\"", " -> \"many\""));

        TestedTable tested = test("own", own, "count;said;sentence\n3;many;Many.\n");

        assertThat(tested.problems()).isEmpty();
        assertThat(tested.rows()).hasSize(1);
    }

    @Test
    void aTableWithoutTestsAndTestsWithoutATableAreLeftOut() throws IOException {
        byte[] table = shipped("waiting-times.dmn").getBytes(StandardCharsets.UTF_8);

        assertThat(TRIAL.tests().run(Map.of("waiting-times.dmn", table))).isEmpty();
        assertThat(TRIAL.tests().run(Map.of("waiting-times.tests.csv", table))).isEmpty();
    }

    @Test
    void thousandsOfRowsTakeSeconds() throws IOException {
        StringBuilder sheet = new StringBuilder("consent;sentence\n");
        for (int row = 0; row < TestSheet.MOST_ROWS; row++) {
            sheet.append("NOT_ALLOWED;Everything, row ").append(row).append(".\n");
        }
        long begun = System.nanoTime();
        TestedTable tested = test("consent-policy", shipped("consent-policy.dmn"), sheet.toString());

        assertThat(tested.failed()).hasSize(TestSheet.MOST_ROWS);
        assertThat(System.nanoTime() - begun).isLessThan(20_000_000_000L);
    }

    // What a deployment says of them.

    private static FileTrial.Verdict tried(Map<String, String> others) {
        ShippedFiles files = ShippedFiles.copy();
        others.forEach(files::with);
        return files.tried();
    }

    @Test
    void aTableWhoseTestsFailIsRefusedAtTheRuleThatDecided() {
        FileTrial.Verdict verdict = tried(Map.of(
                "waiting-times.tests.csv",
                "purpose;cause;medium;wait;sentence\nNOTIFICATION;NO_ANSWER;SMS;P3D;Three days.\n"));

        assertThat(verdict.accepted()).doesNotContain("waiting-times.dmn").contains("consent-policy.dmn");
        assertThat(verdict.refused()).hasSize(1);
        assertThat(verdict.refused().get(0).sentence())
                .startsWith(
                        "waiting-times.dmn, element Contact: Row 2 of waiting-times.tests.csv (\"Three days.\") fails:"
                                + " It expects wait = P3D and got wait = P2D by rule 5 (Contact)");
        assertThat(verdict.tested()).hasSize(1);
    }

    @Test
    void whatIsNotCoveredIsToldAndNotRefused() {
        FileTrial.Verdict verdict = tried(Map.of(
                "waiting-times.tests.csv",
                "purpose;wait;sentence\nQUESTION;PT4H;Four hours.\nCONNECTION;PT3M;Three.\n"));

        assertThat(verdict.refused()).isEmpty();
        assertThat(verdict.lasting()).isEmpty();
        assertThat(verdict.warned()).hasSize(1);
        assertThat(verdict.warned().get(0).sentence())
                .startsWith("waiting-times.tests.csv, element waiting-times: No row of the tests comes to"
                        + " rule 2 (BusyShortMessage), rule 3 (VoiceMessage), ");
    }

    @Test
    void testsThatCannotBeReadHoldTheTableBack() {
        FileTrial.Verdict verdict = tried(Map.of("waiting-times.tests.csv", "purpose;wait\nQUESTION;PT4H\n"));

        assertThat(verdict.accepted()).doesNotContain("waiting-times.dmn");
        assertThat(verdict.refused()).singleElement().satisfies(refusal -> assertThat(refusal.problem())
                .startsWith("waiting-times.tests.csv cannot be used: The header has no column \"sentence\"."));
    }

    @Test
    void ofManyRowsThatFailTheFirstAreShown() {
        String row = "QUESTION;PT9H;Nine hours, take %d.%n";
        StringBuilder sheet = new StringBuilder("purpose;wait;sentence\n");
        for (int take = 1; take <= 30; take++) {
            sheet.append(row.formatted(take));
        }
        FileTrial.Verdict verdict = tried(Map.of("waiting-times.tests.csv", sheet.toString()));

        assertThat(verdict.refused()).hasSize(21);
        assertThat(verdict.refused().get(20).problem()).isEqualTo("10 more rows of waiting-times.tests.csv fail.");
    }

    @Test
    void aFileThatIsMisnamedIsToldAndNotRead() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("waiting-tims.tests.csv", "x");
        files.put("waiting-times.csv", "x");
        files.put("people.csv", "x");
        files.put("~$waiting-times.tests.csv", "x");
        FileTrial.Verdict verdict = tried(files);

        assertThat(verdict.refused()).isEmpty();
        assertThat(verdict.warned())
                .extracting(warning -> warning.file() + ": " + warning.problem())
                .containsExactlyInAnyOrder(
                        "waiting-tims.tests.csv: No table of bpmn/ has the id waiting-tims, so these tests are not run.",
                        "waiting-times.csv: It is not read, as its name does not end in .tests.csv.");
    }
}
