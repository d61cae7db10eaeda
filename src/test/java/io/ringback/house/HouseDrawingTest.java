package io.ringback.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The drawing in the documentation shows the house as it is. */
class HouseDrawingTest {

    private static final String MEND =
            "The drawing of the house is stale: run bin/draw-house and commit what it writes.";

    @Test
    void theDrawingIsOfTheseClasses() throws IOException {
        String source = Files.readString(HouseDrawing.SOURCE);

        assertThat(HouseDrawing.ofTheHouse().source()).as(MEND).isEqualTo(source);
        assertThat(Files.readString(HouseDrawing.PICTURE)).as(MEND).contains(HouseDrawing.mark(source));
    }
}
