package io.ringback.telephony.diversion;

import static io.ringback.telephony.diversion.SwitchRequests.invite;
import static io.ringback.telephony.diversion.SwitchRequests.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.telephony.trunk.TrunksOfTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a trunk says of its callers, and of which trunks that is believed. Requests come from 192.0.2.1. */
class VouchingTest {

    private static final String US = "sip:ringback@192.0.2.9:5060";

    private static Map<String, String> read(String trunks, String lines) {
        return SwitchRequests.callsFrom(TrunksOfTest.of(trunks))
                .diverted(invite(US, "Diversion: <tel:+46701740606>;reason=user-busy\n" + lines.replace("|", "\n")))
                .call();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", nullValues = "-", textBlock = """
            P-Asserted-Identity: <tel:+46701740605;verstat=TN-Validation-Passed> -> true
            P-Asserted-Identity: <sip:+46701740605;verstat=TN-Validation-Passed@carrier.example;user=phone> -> true
            P-Asserted-Identity: <sip:+46701740605@carrier.example;user=phone;verstat=TN-Validation-Passed> -> true
            P-Asserted-Identity: "Anna" <tel:+46701740605>;VERSTAT=tn-validation-PASSED -> true
            From: <tel:+46701740605;verstat=TN-Validation-Passed>;tag=1 -> true
            P-Asserted-Identity: <tel:+46701740605;verstat=TN-Validation-Passed-A> -> true
            P-Asserted-Identity: <tel:+46701740605;verstat=TN-Validation-Passed-C> -> false
            P-Asserted-Identity: <tel:+46701740605;verstat=TN-Validation-Failed> -> false
            P-Asserted-Identity: <tel:+46701740605;verstat=No-TN-Validation> -> false
            P-Asserted-Identity: <tel:+46701740605;verstat=something> -> -
            P-Asserted-Identity: <tel:+46701740605> -> -
            From: <tel:+46701740605>;tag=1 -> -
            P-Asserted-Identity: <tel:+46701740605>|P-Attestation-Indicator: A -> true
            P-Asserted-Identity: <tel:+46701740605>|Attestation-Info: A -> true
            P-Asserted-Identity: <tel:+46701740605>|P-Attestation-Indicator: B -> false
            P-Asserted-Identity: <tel:+46701740605;verstat=TN-Validation-Passed>|P-Attestation-Indicator: C -> false
            P-Asserted-Identity: <tel:+46701740605>|From: <tel:+46701740605;verstat=TN-Validation-Passed>;tag=1 -> -
            P-Asserted-Identity: <tel:+46701740605>, <tel:+46701740699;verstat=TN-Validation-Passed> -> -
            """)
    void theWordOfATrunkIsAboutTheCallerWhomItNames(String lines, Boolean verified) {
        Map<String, String> call = read("", lines);

        assertThat(call).containsEntry("caller", "tel:+46701740605").containsEntry("trunk", "switch");
        assertThat(call.get("callerVerified")).isEqualTo(verified == null ? null : verified.toString());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            192.0.2.1,    true,  carrier, true
            192.0.2.1,    false, carrier, false
            192.0.2.0/28, false, carrier, false
            192.0.2.5,    true,  other,   false
            """)
    void onlyATrunkThatIsBelievedIsBelieved(String peers, boolean believed, String trunk, boolean verified) {
        String passed = "P-Asserted-Identity: <tel:+46701740605;verstat=TN-Validation-Passed>";

        assertThat(read(peers + " " + believed, passed))
                .containsEntry("trunk", trunk)
                .containsEntry("callerVerified", Boolean.toString(verified));
    }

    @Test
    void aTrunkThatIsNotBelievedCannotLeaveItOpen() {
        assertThat(read("192.0.2.1 false", "P-Asserted-Identity: <tel:+46701740605>"))
                .containsEntry("callerVerified", "false");
    }

    @Test
    void aPublishedCallSaysItTheSameWay() {
        String dialog = """
                <?xml version="1.0"?><dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="0" state="partial"
                 entity="sip:bob@example.com"><dialog id="1" direction="recipient"><state event="cancelled" code="487">terminated</state>
                <local><identity>sip:bob@example.com</identity></local>
                <remote><identity>sip:anna@example.com;verstat=No-TN-Validation</identity></remote></dialog></dialog-info>
                """;

        assertThat(SwitchRequests.callsFrom(TrunksOfTest.of(""))
                        .published(publish("", dialog))
                        .call())
                .containsEntry("caller", "sip:anna@example.com")
                .containsEntry("callerVerified", "false");
    }

    @Test
    void aTrunkWithoutPeersStopsTheStart() {
        assertThatThrownBy(() -> TrunksOfTest.of(" true"))
                .hasMessageContaining("ringback.trunks.carrier.peers is missing");
        assertThatThrownBy(() -> TrunksOfTest.of("carrier.example true")).hasMessageContaining("192.0.2.0/24");
    }
}
