package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Test;

/** Only what is gone with the transaction may go unwritten. */
class UnwrittenObjectsTest {

    private final UnwrittenObjects unwritten = new UnwrittenObjects();

    @Test
    void takesTransientObjectsAlone() {
        assertThat(unwritten.canHandle(Variables.untypedValue(List.of("a"), true)))
                .isTrue();
        assertThat(unwritten.canHandle(Variables.untypedValue(List.of("a"), false)))
                .isFalse();
        assertThat(unwritten.canHandle(Variables.untypedNullValue(true))).isFalse();
        assertThat(unwritten.canHandle(Variables.objectValue(List.of("a"), true).create()))
                .isFalse();
    }
}
