package io.ringback.telephony.diversion;

import static io.ringback.telephony.diversion.SwitchRequests.invite;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.telephony.diversion.SwitchNotice.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who dials Ringback's own number, +46101234567, and how far they are known. */
class DialledNumberTest {

    private static final String NUMBER = "sip:+46101234567@192.0.2.9";

    private static SwitchNotice read(String uri, String lines) {
        return SwitchRequests.calls(null).diverted(invite(uri, lines));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # what the switch says                                                                    | caller              | verified
            P-Asserted-Identity: <sip:bob@example.com;verstat=TN-Validation-Passed>                   | sip:bob@example.com | true
            P-Asserted-Identity: <tel:+46701740606;verstat=TN-Validation-Passed-A>                    | tel:+46701740606    | true
            P-Asserted-Identity: <tel:+46701740606;verstat=TN-Validation-Passed-B>                    | tel:+46701740606    | false
            P-Asserted-Identity: <sip:bob@example.com;verstat=No-TN-Validation>                       | sip:bob@example.com | false
            P-Asserted-Identity: <sip:bob@example.com;verstat=TN-Validation-Failed>                   | sip:bob@example.com | false
            P-Asserted-Identity: <sip:bob@example.com>                                                | sip:bob@example.com | -
            From: <sip:bob@example.com>;tag=1                                                         | sip:bob@example.com | -
            From: <sip:bob@example.com;verstat=No-TN-Validation>;tag=1                                | sip:bob@example.com | false
            P-Asserted-Identity: <sip:anonymous@anonymous.invalid;verstat=TN-Validation-Passed>       | -                   | -
            From: "Bob" <sip:anonymous@anonymous.invalid>;tag=1                                       | -                   | -
            """)
    void whoDialsIsWhoTheSwitchSaysAndVerifiedOnlyByItsWord(String lines, String caller, Boolean verified) {
        SwitchNotice notice = read(NUMBER, lines);

        assertThat(notice.kind()).isEqualTo(Kind.DIALLED);
        assertThat(notice.status()).as("where nobody speaks").isEqualTo(480);
        assertThat(notice.call().get("caller")).isEqualTo(caller);
        assertThat(notice.call().get("callerVerified")).isEqualTo(verified == null ? null : verified.toString());
    }

    @Test
    void whoDoesNotWantToBeKnownIsNotKnown() {
        SwitchNotice notice =
                read(NUMBER, "P-Asserted-Identity: <sip:bob@example.com;verstat=TN-Validation-Passed>\nPrivacy: id");

        assertThat(notice.kind()).isEqualTo(Kind.DIALLED);
        assertThat(notice.call()).isEmpty();
    }

    @Test
    void aNumberThatIsLentIsNamedAndWhoDialsIsAsTheSwitchSays() {
        SwitchNotice notice = read(
                "sip:+46101000003@192.0.2.9",
                "P-Asserted-Identity: <sip:bob@example.com;verstat=TN-Validation-Passed>");

        assertThat(notice.kind()).isEqualTo(Kind.DIALLED);
        assertThat(notice.call())
                .containsEntry("lentNumber", "+46101000003")
                .containsEntry("caller", "sip:bob@example.com")
                .containsEntry("callerVerified", "true");
        assertThat(read(NUMBER, "").call()).doesNotContainKey("lentNumber");
        assertThat(read("sip:+46101000010@192.0.2.9", "").kind())
                .as("beyond the range")
                .isEqualTo(Kind.NOTHING);
    }

    @Test
    void aSessionIdentifierThatIsDialledIsNamedAndNothingElseIsOne() {
        String asserted = "P-Asserted-Identity: <sip:bob@example.com;verstat=TN-Validation-Passed>";
        SwitchNotice notice = read("sip:AbCdEfGhIjKlMnOpQr-_0w@192.0.2.9", asserted);

        assertThat(notice.kind()).isEqualTo(Kind.DIALLED);
        assertThat(notice.call())
                .containsEntry("lentIdentifier", "AbCdEfGhIjKlMnOpQr-_0w")
                .containsEntry("caller", "sip:bob@example.com")
                .containsEntry("callerVerified", "true")
                .doesNotContainKey("lentNumber");
        assertThat(read("sip:AbCdEfGhIjKlMnOpQr-_0b@192.0.2.9", asserted).kind())
                .as("more than 128 bits")
                .isEqualTo(Kind.NOTHING);
        assertThat(read("sip:AbCdEfGhIjKlMnOpQr-_0w0w@192.0.2.9", asserted).kind())
                .isEqualTo(Kind.NOTHING);
    }

    /** Whatever a caller writes into From, what the switch vouches for is somebody else. */
    @Test
    void aForgedFromIsPassedOver() {
        SwitchNotice notice = read(
                NUMBER,
                "From: <sip:bob@example.com;verstat=TN-Validation-Passed>;tag=1\n"
                        + "P-Asserted-Identity: <sip:mallory@example.com;verstat=No-TN-Validation>");

        assertThat(notice.call())
                .containsEntry("caller", "sip:mallory@example.com")
                .containsEntry("callerVerified", "false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:ringback@192.0.2.9", "sip:+46701740699@192.0.2.9", "sip:192.0.2.9"})
    void nobodyIsAnsweredWhoDialsSomethingElse(String uri) {
        SwitchNotice notice = read(uri, "");

        assertThat(notice.kind()).isEqualTo(Kind.NOTHING);
        assertThat(notice.status()).isEqualTo(480);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ringback-Connection: 4711",
                "From: <sip:+46101234567@example.com>;tag=1",
                "P-Asserted-Identity: <sip:ringback@example.com>"
            })
    void ringbackDoesNotTalkToItself(String lines) {
        SwitchNotice notice = read(NUMBER, lines);

        assertThat(notice.kind()).isEqualTo(Kind.NOTHING);
        assertThat(notice.status()).isEqualTo(482);
    }

    @Test
    void aDivertedCallIsAFailedCallAlsoAtTheNumber() {
        SwitchNotice notice = read(NUMBER, "Diversion: <sip:bob@example.com>;reason=user-busy");

        assertThat(notice.kind()).isEqualTo(Kind.FAILED);
    }
}
