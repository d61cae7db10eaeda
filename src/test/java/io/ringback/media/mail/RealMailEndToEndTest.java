package io.ringback.media.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.directory.Person;
import io.ringback.failedcall.SentMails;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mail.MailComponent;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Cases from the first mail to the last. */
class RealMailEndToEndTest extends RealMailCases {

    @Autowired
    private SentMails sentMails;

    @Autowired
    private CamelContext camel;

    @ParameterizedTest
    @ValueSource(strings = {"smtp", "smtps"})
    void mailLeavesOverConnectionsThatAreKept(String scheme) {
        assertThat(camel.getComponent(scheme, MailComponent.class).getConfiguration())
                .isInstanceOf(SmtpSettings.class);
    }

    @Test
    void repliesAnswerTheQuestionAndTheNotification() throws Exception {
        Person bob = person("Bob", "+46701740606", "bob");
        UUID caseId = annaCalls(bob);
        reply("anna", "Bob", "Ja tack!\n\nOn Monday Ringback wrote:\n> nej?\n");
        reply("bob", "Anna", "ok\n");
        awaitOutcome(caseId, "INFORMED");
        MimeMessage information = mailSystem.arrived("anna", about("nås"));
        assertThat(information.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
    }

    @Test
    void anAutomaticAnswerAndAStrangerChangeNothing() throws Exception {
        Person berit = person("Berit", "+46701740607", "bob");
        UUID caseId = annaCalls(berit);
        MimeMessage question = mailSystem.arrived("anna", about("Berit"));
        MimeMessage vacation = replyTo(question, "anna", "Ja. Jag är på semester till måndag.");
        vacation.setHeader("Auto-Submitted", "auto-replied");
        mailSystem.send(vacation);
        mailSystem.send(replyTo(question, "mallory", "ja"));
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql(
                                        "select count(*) from inbound_event where payload->>'reason' like 'an automatic answer%'"
                                                + " or payload->>'reason' = 'a reply from a stranger'")
                                .query(Long.class)
                                .single()
                        == 2);
        assertThat(stateOf(caseId)).isEqualTo("ASKING_CALLER");
    }

    @Test
    void aReplyThatComesTooLateIsAnsweredPolitelyOnce() throws Exception {
        Person lars = person("Lars", "+46701740608", "bob");
        UUID caseId = annaCalls(lars);
        reply("anna", "Lars", "nej");
        awaitOutcome(caseId, "DECLINED");
        MimeMessage question = mailSystem.arrived("anna", about("Lars"));
        mailSystem.send(replyTo(question, "anna", "ja, förresten"));
        mailSystem.send(replyTo(question, "anna", "ja!!"));
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql("select count(*) from inbound_event where kind = 'LATE_REPLY' and case_id = ?")
                                .param(caseId)
                                .query(Long.class)
                                .single()
                        == 2);
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql("select count(*) from outbound_message where case_id = ? and kind = 'CLOSING'"
                                        + " and state = 'SENT'")
                                .param(caseId)
                                .query(Long.class)
                                .single()
                        == 1);
        assertThat(stateOf(caseId)).isEqualTo("ENDED");
    }

    @Test
    void aRealBounceBringsAnOperatorAndTheMendedAddressIsWrittenTo() throws Exception {
        Person gone = person("Gun", "+46701740609", "nobody-here");
        UUID caseId = annaCalls(gone);
        reply("anna", "Gun", "ja");
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql(
                                        "select count(*) from outbound_message where case_id = ? and kind = 'NOTIFICATION'"
                                                + " and state = 'FAILED' and (problem like '%5.1.1%' or problem like '%550%')")
                                .param(caseId)
                                .query(Long.class)
                                .single()
                        == 1);
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql("select count(*) from journal where case_id = ? and step = 'OPERATOR_NEEDED'")
                                .param(caseId)
                                .query(Long.class)
                                .single()
                        == 1);
    }

    @Test
    void aBouncedMailBetweenPeopleOpensACaseOnlyIfWeWereToldOfIt() throws Exception {
        Person carl = person("Carl", "+46701740610", "carl-moved-away");
        MimeMessage told = mail("carl-moved-away");
        MimeMessage untold = mail("carl-moved-away");
        sentMails.tell(
                told.getMessageID(),
                anna.devices().get(1).address(),
                List.of(carl.devices().get(1).address()));
        mailSystem.send(untold);
        mailSystem.send(told);
        mailSystem.arrived("anna", about("Carl"));
        assertThat(jdbc.sql("select failed_medium || ' ' || cause from failed_call_case where callee_id = ?")
                        .param(carl.id())
                        .query(String.class)
                        .list())
                .containsExactly("EMAIL UNDELIVERABLE");
        UUID caseId = jdbc.sql("select id from failed_call_case where callee_id = ?")
                .param(carl.id())
                .query(UUID.class)
                .single();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(fetched(caseId))
                .singleElement()
                .asString()
                .startsWith("report\n")
                .contains("Final-Recipient: "));
    }

    @Test
    void aMailThatBreaksOtherProgramsDoesNotHoldUpTheNext() throws Exception {
        Person eva = person("Eva", "+46701740611", "bob");
        UUID caseId = annaCalls(eva);
        SMTPMessage broken =
                new SMTPMessage(Session.getInstance(new Properties()), new ByteArrayInputStream("""
                                From: <<<>>@@ "broken
                                To: ringback@example.test
                                Subject: =?utf-8?q?=FF=FE
                                Content-Type: multipart/mixed; boundary=

                                --
                                """.getBytes(
                                StandardCharsets.US_ASCII)));
        broken.setEnvelopeFrom("mallory@example.test");
        mailSystem.send(broken, mailSystem.smtpPort(), new InternetAddress("ringback@example.test"));
        reply("anna", "Eva", "nej");
        awaitOutcome(caseId, "DECLINED");
    }

    private static MimeMessage mail(String to) throws MessagingException {
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
        mail.setFrom("anna@" + RealMailSystem.DOMAIN);
        mail.setRecipients(Message.RecipientType.TO, to + "@" + RealMailSystem.DOMAIN);
        mail.setSubject("Lunch?");
        mail.setText("Shall we?");
        mail.saveChanges();
        return mail;
    }
}
