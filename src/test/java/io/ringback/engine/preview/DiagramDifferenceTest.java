package io.ringback.engine.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ringback.cases.DeployPreview.Change;
import io.ringback.engine.preview.DiagramDifference.Element;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is drawn otherwise. */
class DiagramDifferenceTest {

    private final String shipped = Files.readString(Path.of("bpmn/unreachable-callee.bpmn"));

    DiagramDifferenceTest() throws IOException {}

    private List<Element> after(String from, String to) {
        assertThat(shipped).contains(from);
        return DiagramDifference.between(
                shipped.getBytes(StandardCharsets.UTF_8),
                shipped.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ${askCaller}                          | ${askEverybody}               | AskCaller     | a step
            name="Ask the caller"                 | name="Ask whoever called"     | AskCaller     | a name
            camunda:decisionRef="consent-policy"  | camunda:decisionRef="other"   | DecideConsent | which table is asked
            ${decisionResult.getSingleResult().consent} | ${'ASK'}                | DecideConsent | what is kept of it
            """)
    void whatMakesADifferenceIsNamed(String from, String to, String element, String what) {
        assertThat(after(from, to))
                .as(what)
                .extracting(Element::change, Element::id)
                .containsExactly(tuple(Change.CHANGED, element));
    }

    @Test
    void aConditionChangesItsLine() {
        assertThat(after("${consent == 'NOT_NEEDED'}", "${consent == 'ASK'}"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.change()).isEqualTo(Change.CHANGED);
                    assertThat(line.name()).startsWith("line from ");
                    assertThat(line.comesHere()).isFalse();
                });
    }

    @Test
    void whereItIsDrawnIsNoDifference() {
        assertThat(after("<dc:Bounds x=\"", "<dc:Bounds x=\"1")).isEmpty();
    }

    @Test
    void aStepThatIsAddedIsNewAndOneThatIsTakenAwayGone() {
        String more = shipped.replaceFirst(
                "<bpmn:endEvent id=", "<bpmn:endEvent id=\"Extra\" name=\"Extra\" /><bpmn:endEvent id=");

        assertThat(DiagramDifference.between(bytes(shipped), bytes(more)))
                .containsExactly(new Element(Change.NEW, "Extra", "Extra", true));
        assertThat(DiagramDifference.between(bytes(more), bytes(shipped)))
                .containsExactly(new Element(Change.REMOVED, "Extra", "Extra", true));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
