package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import io.ringback.protocol.sip.AgentAndPhone.Placed;
import io.ringback.protocol.sip.ScriptedPhone.Packet;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands beside a description or a key in the body of a message (RFC 3204, 5621, 6442), wherever a body is read. */
@BesideOthers
class BodiesOfSeveralPartsTest {

    private static final String TYPE = "Content-Type: multipart/mixed;boundary=sip-i";
    private static final String ISUP = "Content-Type: application/isup;version=itu-t92+\r\n"
            + "Content-Disposition: signal;handling=optional\r\n\r\n\u0001\u0011\u0002";

    private final AgentAndPhone line = new AgentAndPhone();
    private final ScriptedPhone phone = line.phone;
    private final HeardEvents heard = line.heard;

    @AfterEach
    void stop() {
        line.close();
    }

    private static String parts(String... parts) {
        return "--sip-i\r\n" + String.join("\r\n--sip-i\r\n", parts) + "\r\n--sip-i--\r\n";
    }

    private static String sdp(String text) {
        return "Content-Type: application/sdp\r\n\r\n" + text;
    }

    @Test
    void aDescriptionAmongPartsIsFoundInEveryMessageThatHasOne() throws Exception {
        Leg leg = line.place(Optional.empty());
        Packet invite = phone.expect("INVITE");
        phone.respond(invite, 183, "b", parts(ISUP, sdp("v=0 early")), TYPE);
        heard.next("ringing 183");
        phone.respond(invite, 200, "b", parts(ISUP, sdp("v=0 theirs")), TYPE);
        heard.next("answered v=0 theirs");
        leg.acknowledge(Optional.of("v=0 ours"));
        phone.expect("ACK");

        phone.send(phone.requestTo(invite, "b", "INVITE", 5, parts(sdp("v=0 again"), ISUP), TYPE));
        heard.next("offered v=0 again");
        leg.answer("v=0 agreed");
        phone.expect("SIP/2.0 200");
        phone.send(phone.requestTo(invite, "b", "ACK", 5, ""));
        heard.next("acknowledged -");

        phone.send(phone.requestTo(invite, "b", "UPDATE", 6, parts(ISUP, sdp("v=0 update")), TYPE));
        heard.next("offered v=0 update");
        leg.answer("v=0 updated");
        phone.expect("SIP/2.0 200");

        phone.send(phone.requestTo(invite, "b", "INVITE", 7, ""));
        heard.next("offered -");
        leg.answer("v=0 our offer");
        phone.expect("SIP/2.0 200");
        phone.send(phone.requestTo(invite, "b", "ACK", 7, parts(ISUP, sdp("v=0 late answer")), TYPE));
        heard.next("acknowledged v=0 late answer");
        line.hangUp(leg);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/isup                     | Content-Disposition: signal;handling=optional   | true
            application/isup                     | Content-Disposition: signal; Handling="OPTIONAL" | true
            application/isup                     | Content-Disposition: signal;handling=required   | false
            application/isup                     | Content-Disposition: signal                     | false
            application/isup                     | X-None: yes                                     | false
            application/pidf+xml                 | Content-ID: <place@anna.example>                | true
            application/pidf+xml                 | Content-Disposition: by-reference               | true
            application/mediaservercontrol+xml   | X-None: yes                                     | false
            """)
    void whatIsNotUnderstoodIsPassedOverIfItMayBe(String type, String header, boolean taken) throws Exception {
        phone.send(line.invite(
                "call", parts("Content-Type: " + type + "\r\n" + header + "\r\n\r\nx", sdp("v=0 offer")), TYPE));

        if (taken) {
            IncomingCall call = line.called();
            assertThat(call.invite().sdp()).contains("v=0 offer");
            call.refuse(486, java.util.Map.of());
            phone.expect("SIP/2.0 486");
        } else {
            assertThat(phone.expect("SIP/2.0 415").header("Accept")).isEqualTo("application/sdp");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            multipart/related;boundary=sip-i;start="<s>"  | application/pidf+xml
            multipart/alternative;boundary=sip-i          | application/vnd.own+xml
            """)
    void whatIsRelatedOrAnAlternativeNeedNotBeUnderstood(String type, String other) throws Exception {
        phone.send(line.invite(
                "call",
                parts("Content-Type: " + other + "\r\n\r\nx", "Content-ID: <s>\r\n" + sdp("v=0 offer")),
                "Content-Type: " + type));

        IncomingCall call = line.called();
        assertThat(call.invite().sdp()).contains("v=0 offer");
        call.refuse(486, java.util.Map.of());
        phone.expect("SIP/2.0 486");
    }

    @Test
    void anOfferInACallThatNeedsMoreThanWeUnderstandChangesNothing() throws Exception {
        Placed placed = line.placed();
        phone.send(phone.requestTo(
                placed.invite(),
                "b",
                "INVITE",
                5,
                parts(sdp("v=0 again"), ISUP.replace("optional", "required")),
                TYPE));
        assertThat(phone.expect("SIP/2.0 415").header("Accept")).isEqualTo("application/sdp");
        phone.send(phone.requestTo(placed.invite(), "b", "ACK", 5, ""));
        line.hangUp(placed.leg());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Content-Type: application/dtmf-relay               | Signal=5 | 200 | info application/dtmf-relay Signal=5
            Content-Type: Application/DTMF;charset=utf-8       | 5        | 200 | info application/dtmf 5
            Content-Type: audio/telephone-event                | 5        | 200 | info audio/telephone-event 5
            Content-Type: text/plain                           | hello    | 415 | -
            Content-Type: text/plain~Content-Disposition: render;handling=optional | hello | 200 | -
            X-None: yes                                        | -        | 200 | -
            """)
    void anInfoIsAnsweredByWhatItBrings(String headers, String body, int status, String told) throws Exception {
        Placed placed = line.placed();

        phone.send(phone.requestTo(placed.invite(), "b", "INFO", 5, body == null ? "" : body, headers.split("~")));

        Packet answer = phone.expect("SIP/2.0 " + status);
        if (status == 415) {
            assertThat(answer.header("Accept"))
                    .isEqualTo("application/dtmf,application/dtmf-relay,audio/telephone-event");
        }
        if (told != null) {
            heard.next(told);
        }
        line.hangUp(placed.leg());
    }

    @Test
    void aKeyMayComeAmongParts() throws Exception {
        Placed placed = line.placed();

        phone.send(phone.requestTo(
                placed.invite(), "b", "INFO", 5, parts(ISUP, "Content-Type: application/dtmf\r\n\r\n5"), TYPE));

        phone.expect("SIP/2.0 200");
        heard.next("info application/dtmf 5");
        line.hangUp(placed.leg());
    }
}
