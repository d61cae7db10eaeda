package io.ringback.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.cases.Diagrams.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A refusal says what is wrong in words for an analyst, and the cause before what follows from it. */
class RefusalWordsTest {

    private static String problem(byte[] content) {
        return Unreadable.of(content, new IllegalStateException("SAXException")).problem();
    }

    @Test
    void aFileThatCannotBeReadSaysWhatItIs() {
        String xml = "<?xml version=\"1.0\"?><definitions />";
        Map<byte[], String> problems = Map.of(
                new byte[0],
                "It is empty.",
                ("\ufeff" + xml).getBytes(StandardCharsets.UTF_16BE),
                "It is written in UTF-16.",
                ("\ufeff" + xml).getBytes(StandardCharsets.UTF_16LE),
                "It is written in UTF-16.",
                new byte[] {'P', 'K', 3, 4, 0, 0},
                "It is no XML file.",
                "<!DOCTYPE html><html />".getBytes(StandardCharsets.UTF_8),
                "It has a document type (<!DOCTYPE ...>), which is not read.",
                xml.getBytes(StandardCharsets.UTF_8),
                "It cannot be read: SAXException.");

        problems.forEach((content, problem) -> assertThat(problem(content)).isEqualTo(problem));
        assertThat(Unreadable.of(xml.getBytes(StandardCharsets.UTF_8), new StackOverflowError())
                        .problem())
                .contains("nested too deeply");
    }

    @Test
    void aTableThatCannotBeReadIsNamedBeforeTheDiagram() {
        List<Refusal> refused = ShippedFiles.copy()
                .with("waiting-times.dmn", "<!DOCTYPE html><html />")
                .tried()
                .refused();

        assertThat(refused.get(0).sentence()).contains("waiting-times.dmn", "document type");
    }

    @Test
    void aLinkEventSaysToDrawTheLine() {
        ShippedFiles files = ShippedFiles.copy();
        List<Refusal> refused = files.replacing(
                        ShippedFiles.DIAGRAM,
                        "<bpmn:startEvent id=\"StartCallFailed\"",
                        "<bpmn:intermediateThrowEvent id=\"Link\"><bpmn:linkEventDefinition id=\"L\" name=\"x\" />"
                                + "</bpmn:intermediateThrowEvent><bpmn:startEvent id=\"StartCallFailed\"")
                .tried()
                .refused();

        assertThat(refused)
                .anyMatch(refusal ->
                        refusal.element().equals("Link") && refusal.mend().contains("line"));
    }
}
