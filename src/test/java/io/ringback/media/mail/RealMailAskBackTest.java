package io.ringback.media.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.conversation.ReplyWord;
import io.ringback.conversation.ReplyWords;
import io.ringback.directory.Person;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifiers;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A mail that is not understood is answered with the choices: once, and never to a machine or a stranger. */
class RealMailAskBackTest extends RealMailCases {

    private static final Path CASES = Path.of("src", "test", "resources");
    private static final Pattern LINK = Pattern.compile("http://localhost:8080/[qc]/[^\\s\"<]+");
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");
    private static final String PLAIN_MAILBOX = "ringback@example.test";

    @Autowired
    private SessionIdentifiers sessions;

    @Test
    void bothAreAskedBackWithTheChoicesOfTheLetterAndTheirSecondReplyCounts() throws Exception {
        UUID caseId = annaCalls(person("Bob", "+46701740706", "bob"));
        MimeMessage question = mailSystem.arrived("anna", about("Bob"));
        MimeMessage unclear = replyTo(question, "anna", "Vem är det?");
        mailSystem.send(unclear);
        MimeMessage asked = mailSystem.arrived("anna", answers(unclear));

        assertAsksBack(asked, unclear, question);
        assertThat(asked.getSubject()).isEqualTo("Vi förstod inte ditt svar om Bob");
        // The plus part was cut off, as some mail systems do; the letter that is named asked back for another.
        MimeMessage yes = replyTo(asked, "anna", "Ja tack");
        yes.setRecipients(Message.RecipientType.TO, PLAIN_MAILBOX);
        yes.setHeader("In-Reply-To", asked.getMessageID());
        yes.setHeader("Authentication-Results", "mail.example.test; dmarc=pass header.from=example.test");
        mailSystem.send(yes);

        MimeMessage notice = mailSystem.arrived("bob", letter(caseId, "NOTIFICATION"));
        MimeMessage who = replyTo(notice, "bob", "Who is this?");
        mailSystem.send(who);
        MimeMessage askedBob = mailSystem.arrived("bob", answers(who));
        assertAsksBack(askedBob, who, notice);
        mailSystem.send(replyTo(askedBob, "bob", "ok"));
        awaitOutcome(caseId, "INFORMED");
        assertThat(steps(caseId, "NOT_UNDERSTOOD")).isEqualTo(2);
        await().atMost(PATIENCE).until(() -> fetched(caseId).size() == 4);
        assertThat(fetched(caseId))
                .allSatisfy(mail -> assertThat(mail)
                        .startsWith("mail\n")
                        .contains("From: ")
                        .doesNotContainPattern("[0-9a-f]{32}")
                        .doesNotContainPattern("/[qc]/[A-Za-z0-9_-]{4}"))
                .satisfiesExactly(
                        mail -> assertThat(mail).contains("Vem är det?"),
                        mail -> assertThat(mail).contains("Ja tack"),
                        mail -> assertThat(mail).contains("Who is this?"),
                        mail -> assertThat(mail).contains("ok"));
    }

    private static void assertAsksBack(MimeMessage asked, MimeMessage reply, MimeMessage letter) throws Exception {
        assertThat(asked.getHeader("Auto-Submitted", null)).isEqualTo("auto-replied");
        assertThat(asked.getHeader("References", null)).endsWith(reply.getMessageID());
        assertThat(asked.getReplyTo()).isEqualTo(letter.getReplyTo());
        assertThat(asked.getHeader("To", null)).isEqualTo(letter.getHeader("To", null));
        assertThat(links(asked)).isNotEmpty().isEqualTo(links(letter));
        assertThat(text(asked)).contains("Vi förstod inte ditt svar");
    }

    @Test
    void whoKnowsALettersMessageIdAndForgesItsReaderChangesNothingAndTheReaderIsAskedOnce() throws Exception {
        UUID caseId = annaCalls(person("Ivar", "+46701740710", "bob"));
        MimeMessage question = mailSystem.arrived("anna", about("Ivar"));
        MimeMessage forged = replyTo(question, "anna", "Ja tack");
        forged.setRecipients(Message.RecipientType.TO, PLAIN_MAILBOX);
        forged.setHeader("In-Reply-To", question.getMessageID());
        mailSystem.send(forged);
        MimeMessage asked = mailSystem.arrived("anna", answers(forged));
        forged.setHeader("Authentication-Results", "mail.example.test; dmarc=fail header.from=example.test");
        mailSystem.send(forged);

        await().atMost(PATIENCE).until(() -> steps(caseId, "NOT_UNDERSTOOD") == 2);
        assertThat(askedBack(caseId)).isEqualTo(1);
        assertThat(stateOf(caseId)).isEqualTo("ASKING_CALLER");
        assertThat(asked.getSubject()).isEqualTo("Bekräfta ditt svar om Ivar");
        assertThat(links(asked)).isNotEmpty().isEqualTo(links(question));
    }

    @Test
    void aHeaderThatSteersCamelIsAHeaderLikeAnyOther() throws Exception {
        UUID caseId = annaCalls(person("Karl", "+46701740711", "bob"));
        MimeMessage no = replyTo(mailSystem.arrived("anna", about("Karl")), "anna", "nej");
        no.setHeader("CamelBeanMethodName", "hashCode");
        mailSystem.send(no);

        awaitOutcome(caseId, "DECLINED");
    }

    @Test
    void twoMachinesThatDoNotSayThatTheyAreDoNotAnswerEachOtherForEver() throws Exception {
        UUID caseId = annaCalls(person("Dora", "+46701740707", "bob"));
        MimeMessage question = mailSystem.arrived("anna", about("Dora"));
        MimeMessage first = replyTo(question, "anna", "Jag hör av mig.");
        mailSystem.send(first);
        MimeMessage asked = mailSystem.arrived("anna", answers(first));

        mailSystem.send(replyTo(asked, "anna", "Jag hör av mig."));
        MimeMessage toPlainMailbox = replyTo(asked, "anna", "Jag hör av mig.");
        toPlainMailbox.setRecipients(Message.RecipientType.TO, PLAIN_MAILBOX);
        toPlainMailbox.setHeader("References", question.getMessageID() + " " + asked.getMessageID());
        mailSystem.send(toPlainMailbox);

        await().atMost(PATIENCE).until(() -> steps(caseId, "NOT_UNDERSTOOD") == 3);
        assertThat(askedBack(caseId)).isEqualTo(1);
        assertThat(stateOf(caseId)).isEqualTo("ASKING_CALLER");
        mailSystem.send(replyTo(asked, "anna", "nej"));
        awaitOutcome(caseId, "DECLINED");
    }

    @Test
    void neitherMachinesNorStrangersNorMailServersAreAskedBack() throws Exception {
        UUID caseId = annaCalls(person("Frida", "+46701740708", "bob"));
        MimeMessage question = mailSystem.arrived("anna", about("Frida"));
        MimeMessage vacation = replyTo(question, "anna", "Jag hör av mig.");
        vacation.setHeader("Auto-Submitted", "auto-replied");
        MimeMessage listed = replyTo(question, "anna", "Jag hör av mig.");
        listed.setHeader("Precedence", "bulk");
        // Where an answering machine writes (RFC 3834 4), and no person does.
        MimeMessage toReturnPath = replyTo(question, "anna", "Jag hör av mig.");
        toReturnPath.setHeader("In-Reply-To", question.getMessageID());
        toReturnPath.setRecipients(
                Message.RecipientType.TO,
                question.getHeader("Return-Path", null).replaceAll("[<>]", ""));
        List<MimeMessage> mails =
                List.of(vacation, listed, toReturnPath, replyTo(question, "mallory", "Jag hör av mig."));
        long before = unused();
        for (MimeMessage mail : mails) {
            mailSystem.send(mail);
        }

        await().atMost(PATIENCE).until(() -> unused() == before + mails.size());
        assertThat(askedBack(caseId)).isZero();
        assertThat(stateOf(caseId)).isEqualTo("ASKING_CALLER");
    }

    @Test
    void stopIsHonouredAlsoWhenItAnswersTheLetterThatAskedBackOrOneWhoseCaseIsOver() throws Exception {
        Person hugo = person("Hugo", "+46701740709", "bob");
        UUID caseId = annaCalls(hugo);
        MimeMessage question = mailSystem.arrived("anna", about("Hugo"));
        MimeMessage unclear = replyTo(question, "anna", "Jaså?");
        mailSystem.send(unclear);
        MimeMessage asked = mailSystem.arrived("anna", answers(unclear));
        reply("anna", "Hugo", "ja");
        mailSystem.send(replyTo(mailSystem.arrived("bob", letter(caseId, "NOTIFICATION")), "bob", "ok"));
        awaitOutcome(caseId, "INFORMED");
        MimeMessage information = mailSystem.arrived("anna", about("Hugo kan nås"));

        MimeMessage stop = replyTo(information, "anna", "stop");
        stop.setHeader("In-Reply-To", information.getMessageID());
        mailSystem.send(stop);

        await().atMost(PATIENCE)
                .until(() ->
                        directory.find(anna.id()).orElseThrow().preferences().never());
        directory.setNever(anna.id(), false);
        mailSystem.send(replyTo(asked, "anna", "stop"));
        await().atMost(PATIENCE)
                .until(() ->
                        directory.find(anna.id()).orElseThrow().preferences().never());
    }

    /** Each in a case of its own, through Postfix, Dovecot and the engine. */
    @Test
    void everyKnownMailThatIsNotUnderstoodIsAskedBack() throws Exception {
        Map<String, String> mails = new TreeMap<>(unclearMails());
        unclearTexts()
                .forEach(text -> mails.put("text " + text, """
                From: Anna <anna@example.test>
                To: REPLY-TO
                Message-ID: <%s@client.example>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                %s
                """.formatted(UUID.randomUUID(), bytesAsLatin1(text))));
        assertThat(mails).hasSizeGreaterThan(40);
        List<UUID> cases = new ArrayList<>();
        for (String mail : mails.values()) {
            UUID caseId =
                    annaCalls(person("P" + cases.size(), "+4670175%04d".formatted(cases.size()), "p" + cases.size()));
            cases.add(caseId);
            send(mail.replace("REPLY-TO", replyAddress(caseId)));
        }

        await().atMost(PATIENCE.multipliedBy(3))
                .untilAsserted(() -> assertThat(cases).allMatch(caseId -> askedBack(caseId) == 1));
        assertThat(cases).allMatch(caseId -> stateOf(caseId).equals("ASKING_CALLER"));
        await().atMost(PATIENCE)
                .until(() -> mailSystem.count("anna", about("Vi förstod inte ditt svar om P")) == cases.size());
    }

    /** Those of the table whose word is none. */
    private static Map<String, String> unclearMails() throws IOException {
        Map<String, String> unclear = new TreeMap<>();
        MailReader reader = new MailReader(
                new MailIdentity("ringback", "example.test", "Ringback"),
                new ReturnPath(
                        new MailIdentity("ringback", "example.test", "Ringback"),
                        new SessionIdentifiers("only-for-tests-only-for-tests-only")),
                new SenderProof(List.of()));
        for (String line : Files.readAllLines(CASES.resolve("mail/cases/expected.tsv"))) {
            if (line.contains("Reply NONE")) {
                String file = line.split("\t")[0];
                String mail = Files.readString(CASES.resolve("mail/cases/" + file), StandardCharsets.ISO_8859_1);
                String known = mail.replace("REPLY-TO", "ringback+r-" + "0".repeat(32) + "@example.test");
                if (reader.read(message(known)) instanceof ReceivedMail.Reply reply && reply.word() == ReplyWord.NONE) {
                    unclear.put(file, mail);
                }
            }
        }
        return unclear;
    }

    private static List<String> unclearTexts() throws IOException {
        return Files.readAllLines(CASES.resolve("words/expected.tsv")).stream()
                .filter(line -> line.matches(".*\\tmail=\\S*NONE.*"))
                .map(line -> ESCAPE.matcher(line.split("\t")[0])
                        .replaceAll(code -> Character.toString(Integer.parseInt(code.group(1), 16))))
                .filter(text -> ReplyWords.understand(text) == ReplyWord.NONE)
                .toList();
    }

    private static String bytesAsLatin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static SMTPMessage message(String mail) {
        try {
            return new SMTPMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(mail.replaceAll("\r?\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1)));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(String mail) throws MessagingException {
        SMTPMessage message = message(mail);
        message.setEnvelopeFrom("anna@example.test");
        mailSystem.send(message);
    }

    private String replyAddress(UUID caseId) {
        return "ringback+r-"
                + sessions.derive(written(caseId, "QUESTION"), Purpose.ANSWER).localPart() + "@example.test";
    }

    private UUID written(UUID caseId, String kind) {
        return await().atMost(PATIENCE)
                .until(
                        () -> jdbc.sql("select id from outbound_message where case_id = ? and kind = ?")
                                .params(caseId, kind)
                                .query(UUID.class)
                                .optional(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private Predicate<MimeMessage> letter(UUID caseId, String kind) {
        return has("Message-ID", "<" + written(caseId, kind) + "@example.test>");
    }

    private static Predicate<MimeMessage> answers(MimeMessage reply) throws MessagingException {
        return has("In-Reply-To", reply.getMessageID());
    }

    private static Predicate<MimeMessage> has(String header, String value) {
        return message -> {
            try {
                return value.equals(message.getHeader(header, null));
            } catch (MessagingException e) {
                return false;
            }
        };
    }

    private static String text(MimeMessage letter) throws Exception {
        return ((jakarta.mail.Multipart) letter.getContent())
                .getBodyPart(0)
                .getContent()
                .toString();
    }

    private static List<String> links(MimeMessage letter) throws Exception {
        return LINK.matcher(text(letter)).results().map(MatchResult::group).toList();
    }

    private long askedBack(UUID caseId) {
        return jdbc.sql("select count(*) from outbound_message where case_id = ? and kind = 'ASK_BACK'")
                .param(caseId)
                .query(Long.class)
                .single();
    }

    private long steps(UUID caseId, String step) {
        return jdbc.sql("select count(*) from journal where case_id = ? and step = ?")
                .params(caseId, step)
                .query(Long.class)
                .single();
    }

    private long unused() {
        return jdbc.sql("select count(*) from inbound_event where kind = 'UNUSED'")
                .query(Long.class)
                .single();
    }
}
