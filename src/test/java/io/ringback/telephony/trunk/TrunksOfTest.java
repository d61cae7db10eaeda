package io.ringback.telephony.trunk;

import io.ringback.telephony.trunk.SourceTrunksProperties.Trunk;
import java.util.List;
import java.util.Map;

/** Trunks of tests outside of this package. */
public final class TrunksOfTest {

    private TrunksOfTest() {}

    /** @param carrier of the one trunk, {@code carrier}: its peer, and whether it is believed; empty for none */
    public static SourceTrunks of(String carrier) {
        if (carrier.isEmpty()) {
            return SourceTrunks.untold();
        }
        String[] parts = carrier.split(" ");
        return new SourceTrunks(new SourceTrunksProperties(Map.of(
                "carrier",
                new Trunk(parts[0].isEmpty() ? List.of() : List.of(parts[0]), Boolean.parseBoolean(parts[1])))));
    }
}
