package io.ringback.media.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.conversation.ReplyWord;
import io.ringback.session.SessionIdentifiers;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More mails of the kinds that {@link MailCasesTest} has examples of. */
class MailKindsTest {

    private static final UUID LETTER = UUID.fromString("5f0c2c1a-6a0f-4d3f-9a53-2b6b8f1f0a11");
    private static final MailIdentity IDENTITY = new MailIdentity("ringback", "example.test", "Ringback");
    private static final ReturnPath RETURN_PATH =
            new ReturnPath(IDENTITY, new SessionIdentifiers("only-for-tests-only-for-tests-only"));
    private static final String REPLY_TO = "ringback+r-00112233445566778899aabbccddeeff@example.test";

    private static final String QUOTED = """
            > Hello Anna,
            > You called Bob on Thursday 5 March at 12:05. There was no answer.
            > If you say yes, Bob gets a message with your name, but not your
            > number or address. Yes: https://ringback.example.test/q/abcdefghijklmnop
            """;

    private final MailReader reader = new MailReader(IDENTITY, RETURN_PATH, new SenderProof(List.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Andersson, Anna <anna@example.test>",
                "Anna \"the boss\" Andersson <anna@example.test>",
                "\"Anna <anna@example.test>",
                "Anna (at work <anna@example.test>",
                "Anna (\"Annie\") Andersson <anna@example.test>",
                "=?utf-8?Q?Anna_=3Canna=40example.test=3E?=",
                "<mailto:anna@example.test>",
                "<@relay.example.test:anna@example.test>",
                "Anna. M. Andersson <anna@example.test.>",
                "\"mallory@example.test\" <anna@example.test>",
                "mallory@example.test <anna@example.test>",
                "anna@example.test (Anna, Sales)",
                "Anna @ Sales <Anna@Example.test>, Bob <bob@example.test>"
            })
    void aSenderIsWhoStandsInTheBrackets(String from) throws Exception {
        assertThat(read(reply("Content-Type: text/plain", "Yes").replace("Anna <anna@example.test>", from)))
                .isInstanceOfSatisfying(
                        ReceivedMail.Reply.class,
                        reply -> assertThat(reply.from().value()).isEqualTo("anna@example.test"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Le jeu. 5 mars 2026 à 12:30, Ringback <ringback@example.test> a écrit :",
                "Am Do., 5. März 2026 um 12:30 Uhr schrieb Ringback <ringback@example.test>:",
                "El jue, 5 mar 2026 a las 12:30, Ringback (<ringback@example.test>) escribió:",
                "W dniu 05.03.2026 o 12:30, Ringback pisze:",
                "czw., 5 mar 2026 o 12:30 Ringback <ringback@example.test> napisał(a):",
                "to 5. maalisk. 2026 klo 12.30 Ringback (ringback@example.test) kirjoitti:",
                "tor. 5. mars 2026 kl. 12:30 skrev Ringback <ringback@example.test>:",
                "Den 5. marts 2026 kl. 12.30 skrev Ringback:",
                "2026年3月5日(木) 12:30 Ringback <ringback@example.test>:",
                "Ringback <ringback@example.test> 于2026年3月5日周四 12:30写道：",
                "чт, 5 мар. 2026 г. в 12:30, Ringback <ringback@example.test>:",
                "5 Mart 2026 Per, 12:30 tarihinde Ringback <ringback@example.test> şunu yazdı:",
                "Quoting Ringback <ringback@example.test>:"
            })
    void anAttributionInAnyLanguageIsNotTheAuthors(String attribution) throws Exception {
        assertThat(word(attribution + "\n" + QUOTED + "\nNo thanks")).isEqualTo(ReplyWord.NO);
        assertThat(word("No thanks\n\n" + attribution + "\n\nYes, tell Bob")).isEqualTo(ReplyWord.NO);
        assertThat(word(attribution + "\n\nYes, tell Bob")).isEqualTo(ReplyWord.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"No thanks", "no", "Nej tack"})
    void anAnswerRightBelowALongQuotedLineIsTheAuthors(String answer) throws Exception {
        assertThat(word(QUOTED + answer)).isEqualTo(ReplyWord.NO);
        assertThat(word("""
                > You called Bob on Thursday 5 March at 12:05. There was no answer.
                > If you say yes, Bob gets a message with your name
                """ + answer)).isEqualTo(ReplyWord.NO);
    }

    @Test
    void theRestOfAQuotedLineThatWasBrokenWithoutAMarkIsNotTheAuthors() throws Exception {
        assertThat(word("""
                > You called Bob on Thursday 5 March at 12:05. There was none who
                > could answer. Shall we tell Bob that you called? If so please say
                yes, and Bob gets a message with your name, but not your number.
                """)).isEqualTo(ReplyWord.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CAUTION: This email originated from outside of the organization. Do not click links\n"
                        + "or open attachments unless you recognize the sender.\n\nYes",
                "[EXTERNAL EMAIL]\n\nYes",
                "[EXTERNAL] Yes",
                "You don't often get email from anna@example.test. Learn why this is important\n\nYes",
                "Externer Absender\n\nJa",
                "Hej!\n\nTack för meddelandet.\n\nJa tack",
                "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\nCharset: utf-8\n\nYes\n\n- -- \nNo\n"
                        + "-----BEGIN PGP SIGNATURE-----\nNo\n-----END PGP SIGNATURE-----",
                "\u200b\u00a0\n\u00a0Yes\u200b"
            })
    void whatAGatewayOrCourtesyPutsBeforeTheAnswerIsPassedOver(String text) throws Exception {
        assertThat(word(text)).isEqualTo(ReplyWord.YES);
    }

    @Test
    void aBannerInAPartOfItsOwnIsPassedOver() throws Exception {
        assertThat(read(reply("Content-Type: multipart/mixed; boundary=x", """
                --x
                Content-Type: text/plain

                This message was sent from outside the company.
                --x
                Content-Type: text/html

                <pre>No
                </pre>
                --x--""")))
                .matches(mail -> ((ReceivedMail.Reply) mail).word() == ReplyWord.NO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Yes\n\nNo, wait!", "OK\nStop", "Always\n\nNej tack"})
    void aConsentThatIsTakenBackBelowIsNone(String text) throws Exception {
        assertThat(word(text)).isEqualTo(ReplyWord.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain; charset='utf-8'",
                "text/plain; charset=utf-8 (Unicode)",
                "text/plain charset=utf-8",
                "TEXT/PLAIN; CHARSET = \"utf-8",
                "text/plain; charset*=us-ascii'en'utf-8",
                "text/plain; name=a b; c.txt; charset=utf-8",
                "text/plain; charset=utf-8; =; ;;",
                "text/plain; charset=windows1252",
                "text/plain; charset=iso-8859-1",
                "text/plain; charset=UTF-16",
                "text/plain; charset=x-unknown",
                "text"
            })
    void aBrokenOrWrongContentTypeCostsNothing(String contentType) throws Exception {
        assertThat(read(reply("Content-Type: " + contentType, "Gärna")))
                .matches(mail -> ((ReceivedMail.Reply) mail).word() == ReplyWord.YES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Autoresponder: 1",
                "X-Auto-Reply: yes",
                "X-Mail-Autoreply: x",
                "X-MS-Exchange-Inbox-Rules-Loop: anna@example.test",
                "X-POST-MessageClass: 9; Autoresponder",
                "X-FC-MachineGenerated: true",
                "Precedence: Auto-Reply",
                "Auto-Submitted: auto-replied",
                "Subject: Respuesta automática: Bob",
                "Subject: Poissa: Bob",
                "Subject: OUT OF OFFICE Re: Bob",
                "Subject: [Auto-Reply] Bob"
            })
    void anAutomaticAnswerIsKnownByAnySignInUse(String sign) throws Exception {
        assertThat(read(sign + "\n" + reply("Content-Type: text/plain", "Yes")))
                .isInstanceOf(ReceivedMail.AutomaticAnswer.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "In-Reply-To: <5f0c2c1a-6a0f-4d3f-9a53-2b6b8f1f0a11@example.test>",
                "References: <other@example.net> <5F0C2C1A-6A0F-4D3F-9A53-2B6B8F1F0A11@example.test>"
            })
    void aReplyWhosePlusPartWasCutOffNamesItsLetter(String thread) throws Exception {
        String cut = reply("Content-Type: text/plain", "No").replace(REPLY_TO, "ringback@example.test");

        assertThat(read(thread + "\n" + cut)).isInstanceOfSatisfying(ReceivedMail.ReplyToLetter.class, reply -> {
            assertThat(reply.messageId()).isEqualTo(LETTER);
            assertThat(reply.word()).isEqualTo(ReplyWord.NO);
            assertThat(reply.proven()).isFalse();
        });
        assertThat(read(thread.replace("example.test>", "example.net>") + "\n" + cut))
                .isInstanceOf(ReceivedMail.Unrelated.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: Undeliverable\n\nThe message was delayed, and is now returned.",
                "Subject: ?\nX-Nothing: said\n\n",
                "Subject: Delivery report\nContent-Type: multipart/report; boundary=gone\n\nlost",
                "Subject: Delivery report\nContent-Type: text/html\n\n<p>550 unknown user</p>",
                "Subject: Delivery report\nContent-Type: multipart/report; boundary=x\n\n--x\n"
                        + "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; bob@example.net\n"
                        + "Action: failure\n--x--",
                "Subject: Fwd\nContent-Type: multipart/mixed; boundary=y\n\n--y\nContent-Type: message/rfc822\n\n"
                        + "Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n"
                        + "Action: failed\nFinal-Recipient: rfc822; bob@example.net\n--x--\n--y--"
            })
    void aNullSenderAtTheReturnPathHasFailed(String rest) throws Exception {
        assertThat(atReturnPath("<>", rest))
                .matches(report -> ((DeliveryStatusNotification.OfOurMail) report).failed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: Delayed Mail (still being retried)\n\nYour message could not be delivered for 4 hours.",
                "Subject: Zustellung verzögert\n\nBob",
                "Subject: Försenat: Bob\n\nBob",
                "Subject: Delivery Status Notification (Delay)\n\nBob",
                "Subject: Notice\n\nIt has not yet been delivered. Attempts will continue. Eventually it will give up.",
                "Subject: Notice\nContent-Type: multipart/report; boundary=x\n\n--x\n"
                        + "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; bob@example.net\n"
                        + "Action: delay\n--x--"
            })
    void aReportOfDelayIsNoFailure(String rest) throws Exception {
        assertThat(atReturnPath("<>", rest))
                .matches(report -> !((DeliveryStatusNotification.OfOurMail) report).failed());
    }

    @Test
    void anAutoResponderWithANullSenderAtTheReturnPathIsNoFailure() throws Exception {
        assertThat(atReturnPath("<>", "From: Bob <bob@example.net>\nAuto-Submitted: auto-replied\nSubject: Hi\n\nAway"))
                .isInstanceOf(ReceivedMail.AutomaticAnswer.class);
    }

    private static final String COMPLAINT = """
            From: complaints@provider.example
            To: ringback@example.test
            Content-Type: multipart/report; report-type=feedback-report; boundary="x"

            --x
            Content-Type: message/feedback-report

            Feedback-Type: abuse
            Version: 1
            Original-Mail-From: <RETURN-PATH>
            --x
            Content-Type: message/rfc822

            From: Ringback <ringback@example.test>
            Message-ID: <5f0c2c1a-6a0f-4d3f-9a53-2b6b8f1f0a11@example.test>

            --x--
            """;

    @Test
    void aComplaintNamesTheLetterByItsReturnPathOrItsMessageId() throws Exception {
        ReceivedMail.SpamComplaint about = new ReceivedMail.SpamComplaint(LETTER);

        assertThat(read(COMPLAINT.replace("RETURN-PATH", RETURN_PATH.address(LETTER))))
                .isEqualTo(about);
        assertThat(read(COMPLAINT)).isEqualTo(about);
        assertThat(read(COMPLAINT.replace("<5f0c2c1a", "<nothing"))).isInstanceOf(ReceivedMail.Unrelated.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-spam", "auth-failure", "virus"})
    void aFeedbackReportOfAnotherKindIsNoComplaint(String type) throws Exception {
        assertThat(read(COMPLAINT.replace("abuse", type))).isInstanceOf(ReceivedMail.Unrelated.class);
    }

    private ReceivedMail atReturnPath(String sender, String rest) throws MessagingException {
        return read("Return-Path: " + sender + "\nDelivered-To: " + RETURN_PATH.address(LETTER) + "\n" + rest);
    }

    private ReplyWord word(String text) throws MessagingException {
        return ((ReceivedMail.Reply) read(reply("Content-Type: text/plain; charset=utf-8", text))).word();
    }

    private static String reply(String contentType, String body) {
        return "From: Anna <anna@example.test>\nTo: Ringback <" + REPLY_TO + ">\n" + contentType + "\n\n" + body;
    }

    private ReceivedMail read(String mail) throws MessagingException {
        return reader.read(new MimeMessage(
                null, new ByteArrayInputStream(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))));
    }
}
