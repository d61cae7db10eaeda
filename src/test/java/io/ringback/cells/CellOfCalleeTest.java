package io.ringback.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.directory.Address;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** {@code deploy/kamailio/cell-of-callee.cfg}, in a real Kamailio, makes of addresses what {@link CalleeKey} makes of them. */
class CellOfCalleeTest {

    private static final Pattern SLOT = Pattern.compile("\r\nSlot: ([0-9a-f]{2}) ([0-9a-f]{32})\r\n");
    private static final int MILLISECONDS = 20_000;
    /** What the switch lets a phone call. */
    private static final Pattern CALLED = Pattern.compile("sip:[A-Za-z0-9+._~!*()=-]{1,64}@[A-Za-z0-9.]+");

    private static Kamailio kamailio;

    @BeforeAll
    static void start() {
        kamailio = Kamailio.by(Path.of("src", "test", "resources", "peers", "slots.cfg"))
                .start();
    }

    @AfterAll
    static void stop() {
        if (kamailio != null) {
            kamailio.close();
        }
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @CsvFileSource(resources = "/cells/callees.csv", delimiter = '|')
    void theSwitchChoosesTheSameSlot(String told, String key, String slot) throws IOException {
        for (String callee : asTheSwitchHasIt(told)) {
            Matcher answered = SLOT.matcher(Options.ask(kamailio.port(), "Callee: " + callee, MILLISECONDS));

            assertThat(answered.find()).as(callee).isTrue();
            assertThat(answered.group(1)).as(callee).isEqualTo(slot);
            assertThat(answered.group(2)).as(callee).isEqualTo(new CalleeKey(key).hash());
        }
    }

    /** A telephone is a user of the switch's domain there; mail and chat it does not know. */
    private static List<String> asTheSwitchHasIt(String told) {
        Address address = Address.parse(told, "SE");
        List<String> callees = new ArrayList<>();
        if (address.scheme().equals("tel")) {
            callees.add("sip:" + address.value() + "@switch.example");
        } else if (CALLED.matcher(address.uri()).matches()) {
            callees.add(address.uri());
        }
        if (CALLED.matcher(told).matches()) {
            callees.add(told);
        }
        return callees;
    }
}
