package io.ringback.web.operations.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.ladder.Rung;
import io.ringback.ladder.Rung.End;
import io.ringback.ladder.Rung.Protocol;
import io.ringback.ladder.Upright;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators who may not see addresses read of a message. */
class MaskingTest {

    private static final End OWN = new End(Upright.RINGBACK, "192.0.2.1", 5060);
    private static final End SWITCH = new End(Upright.SWITCH, "192.0.2.2", 5060);

    private static String masked(String text) {
        Rung rung = new Rung(
                Instant.EPOCH,
                Protocol.SIP_UDP,
                SWITCH,
                OWN,
                "INVITE",
                text.replace("\\r", "\r").replace("\\n", "\n"));
        return Masking.mask(rung, List.of("Anna Andersson", "Bob Berg")).text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INVITE sip:+46701740605@switch.example;user=phone SIP/2.0 | INVITE sip:… SIP/2.0",
                "INVITE tel:+46701740605 SIP/2.0                            | INVITE tel:… SIP/2.0",
                "From: \"Anna A\" <sip:anna@example.com>;tag=77x            | From: …;tag=77x",
                "f: Anna <sip:anna@example.com>;tag=77x                     | f: …;tag=77x",
                "To: <sip:bob@[2001:db8::9]:5060>                           | To: …",
                "Contact: <sip:anna@198.51.100.7:5062;ob>                   | Contact: …",
                "P-Asserted-Identity: \"A\" <tel:+46701740605>              | P-Asserted-Identity: …",
                "Via: SIP/2.0/UDP 198.51.100.7:5062;branch=z9hG4bKx;received=198.51.100.8 | Via: SIP/2.0/UDP …:5062;branch=z9hG4bKx;received=…",
                "Via: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bKx            | Via: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bKx",
                "Via: SIP/2.0/TCP annas-laptop.home;branch=z9hG4bKx         | Via: SIP/2.0/TCP …;branch=z9hG4bKx",
                "Call-ID: 3848276298220188511@198.51.100.7                  | Call-ID: …@…",
                "CSeq: 1234567 INVITE                                       | CSeq: 1234567 INVITE",
                "o=anna 2890844526 2890844526 IN IP4 198.51.100.7           | o=… 2890844526 2890844526 IN IP4 …",
                "c=IN IP4 198.51.100.7                                      | c=IN IP4 …",
                "c=IN IP6 2001:db8::9                                       | c=IN IP6 …",
                "c=IN IP4 192.0.2.1                                         | c=IN IP4 192.0.2.1",
                "m=audio 40000 RTP/AVP 0 8 101                              | m=audio 40000 RTP/AVP 0 8 101",
                "MAIL FROM:<anna@example.com>                               | MAIL FROM:<…@…>",
                "\"anna a\"@example.com                                     | …",
                "Subject: Anna tried to call you                            | Subject: …",
                "call me at 0701-74 06 05 or +46 70 174 06 05               | call me at … or …",
                "to: tel:+46701740605                                       | to: …",
                "{\"caller\": \"+46701740605\", \"cause\": \"BUSY\"}        | {\"caller\": \"…\", \"cause\": \"BUSY\"}",
                "{\"to\":[\"+46701740605\"],\"text\":\"hello\"}             | {\"to\":\"…\",\"text\":\"hello\"}",
                "Anna Andersson called BOB BERG                             | … called …",
                "2026-12-01T03:00:00Z                                       | 2026-12-01T03:00:00Z",
                "SIP/2.0 486 Busy Here                                      | SIP/2.0 486 Busy Here",
                "source_addr: 46701740605                                   | source_addr: …",
                "short_message: I am at 0701740605                          | short_message: I am at …",
                "<Number>+46701740605</Number>                              | <Number>…</Number>",
                "<RFC2822Address>anna@example.com</RFC2822Address>          | <RFC2822Address>…@…</RFC2822Address>",
                "<message from='anna@example.com/phone' type='chat'>        | <message from=…@… type='chat'>",
                "{\"from\": {\"phone_number\": \"+46701740605\"}}             | {\"from\": {\"phone_number\": \"…\"}}",
                "Final-Recipient: rfc822; bob@example.com                   | Final-Recipient: rfc822; …@…",
                "X-Failed-Recipients: bob@example.com                       | X-Failed-Recipients: …@…",
                "Return-Path: <anna@example.com>                            | Return-Path: …",
                "Remote: xmpp:anna@example.com/phone                        | Remote: xmpp:…",
            })
    void addressesGoAndWhatTheProtocolNeedsStays(String written, String shown) {
        assertThat(masked(written)).isEqualTo(shown);
    }

    @Test
    void aWholeMessageNamesNobody() {
        String invite = String.join(
                "\r\n",
                "INVITE sip:bob@ringback.example SIP/2.0",
                "Via: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bK1",
                "Via: SIP/2.0/UDP 198.51.100.7:5062;rport=5062;received=198.51.100.7;branch=z9hG4bK2",
                "From: \"Anna",
                " Andersson\" <sip:anna@example.com>;tag=1",
                "Diversion: <sip:bob@example.com>;reason=user-busy",
                "",
                "v=0",
                "o=anna 1 1 IN IP4 198.51.100.7",
                "s=Anna's phone",
                "c=IN IP4 198.51.100.7");

        assertThat(masked(invite).toLowerCase())
                .doesNotContain("anna", "bob", "198.51.100.7", "example.com", "example")
                .contains("tag=1", "z9hg4bk2", "192.0.2.2:5060");
    }
}
