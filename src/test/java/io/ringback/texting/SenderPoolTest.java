package io.ringback.texting;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.texting.SenderPool.Use;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderPoolTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # in use          sender  code
                    '',               a,      1
                    a1,               b,      1
                    b1,               a,      1
                    a1 b1,            a,      2
                    a1 a2 b1,         b,      2
                    a1 a2 b1 b2,      a,      3
                    a2 b1 b2,         a,      3
                    a3 b1 b2,         a,      2
                    a1 a3 b1 b2 b3,   a,      2
                    x1 a1,            b,      1
                    """)
    void theLeastBusySenderAndTheFirstFreeCodeAreTaken(String inUse, String sender, int code) {
        List<Use> busy = Stream.of(inUse.split(" "))
                .filter(use -> !use.isEmpty())
                .map(use -> new Use(use.substring(0, 1), Integer.parseInt(use.substring(1))))
                .toList();
        assertThat(SenderPool.free(List.of("a", "b"), busy)).isEqualTo(new Use(sender, code));
    }

    @ParameterizedTest
    @CsvSource({
        "+46 70-100 00 01, 46701000001",
        "0046701000001, 46701000001",
        "tel:+46701000001, 46701000001",
        "46701000001, 46701000001",
        "72345, 72345",
        "Ringback, ringback",
        "xmpp:Ring@Example.org/phone, xmpp:ring@example.org",
        "sip:ring@example.org;transport=tcp, sip:ring@example.org"
    })
    void aSenderHasOneSpelling(String given, String normal) {
        assertThat(SenderAddress.normal(given)).isEqualTo(normal);
    }
}
