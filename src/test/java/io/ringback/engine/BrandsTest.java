package io.ringback.engine;

import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.ringback.conversation.Answer;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Brand;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.failedcall.Cause;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.WordingInForce;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/**
 * People are served in the words of their own brand and language, by the example of docs/wording.md: German is there on disk alone.
 * What the other is served with nobody sees.
 */
class BrandsTest extends ProcessTestBase {

    private static final Brand ACME = new Brand("acme");

    @Autowired
    private WebApplicationContext web;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private WordingInForce wording;

    private Person served(Person person, Locale language, Brand brand) {
        Person served = new Person(
                person.id(),
                person.name(),
                language,
                person.timeZone(),
                person.preferences(),
                person.devices(),
                person.particulars(),
                Optional.ofNullable(brand));
        directory.save(served);
        return served;
    }

    private record Received(String from, String subject, String language, String text, String html) {

        String all() {
            return from + subject + text + html;
        }
    }

    /** The letter as it comes out of a mail server. */
    private static Received overSmtp(Object letter) throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            Properties settings = new Properties();
            settings.put("mail.smtp.host", "127.0.0.1");
            settings.put("mail.smtp.port", String.valueOf(server.getSmtp().getPort()));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ((MimeMessage) letter).writeTo(bytes);
            Transport.send(
                    new MimeMessage(Session.getInstance(settings), new ByteArrayInputStream(bytes.toByteArray())));
            server.waitForIncomingEmail(1);
            MimeMessage received = server.getReceivedMessages()[0];
            MimeMultipart parts = (MimeMultipart) received.getContent();
            return new Received(
                    ((InternetAddress) received.getFrom()[0]).getPersonal(),
                    received.getSubject(),
                    received.getHeader("Content-Language", ","),
                    parts.getBodyPart(0).getContent().toString().replaceAll("\\s+", " "),
                    parts.getBodyPart(1).getContent().toString());
        } finally {
            server.stop();
        }
    }

    private String page(String path) throws Exception {
        return MockMvcBuilders.webAppContextSetup(web)
                .apply(springSecurity())
                .build()
                .perform(get(path))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private Received letter(MessageKind kind) throws Exception {
        return overSmtp(BODIES.get(messageSent(kind, 1).id()));
    }

    @Test
    void theExampleOfTheDocumentationIsWithoutFault() {
        assertThat(wording.known().refused()).isEmpty();
        assertThat(wording.known().warned()).isEmpty();
        assertThat(wording.inForce()).hasSize(9);
    }

    @Test
    void aLanguageThatIsOnlyOnDiskReachesPeopleByMailAndPage() throws Exception {
        anna = served(anna, Locale.GERMAN, ACME);
        callFails(Cause.BUSY);

        SessionIdentifier question = received(QUESTION, 1, Purpose.ANSWER);
        Received letter = letter(QUESTION);
        assertThat(letter.from()).isEqualTo("Acme Assist");
        assertThat(letter.language()).isEqualTo("de");
        assertThat(letter.subject()).isEqualTo("Bob war nicht erreichbar. Sollen wir Bescheid sagen?");
        assertThat(letter.text())
                .contains(
                        "Guten Tag Anna,",
                        "Sie haben Bob angerufen:",
                        "Es war besetzt.",
                        "antworten Sie mit dem Wort stopp");
        assertThat(letter.html())
                .contains("lang=\"de\"", "#8a1c5b", "Acme Assist")
                .doesNotContain("#0b57a4");

        assertThat(page("/q/" + question.token()))
                .contains(
                        "lang=\"de\"",
                        "<title>Sollen wir Bob sagen, dass Sie es versucht haben? – Acme Assist</title>",
                        "/brand/acme/colours.css",
                        "Ja, sagen Sie Bob Bescheid")
                .doesNotContain("Ringback</span>", "Yes,");
        assertThat(page("/brand/acme/colours.css")).contains("--primary: #8a1c5b");
    }

    @Test
    void callerAndCalleeAreEachServedInTheirOwnWordsAndLearnNothingOfTheOthers() throws Exception {
        anna = served(anna, Locale.GERMAN, ACME);
        callFails(Cause.BUSY);
        conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES);

        SessionIdentifier contact = received(NOTIFICATION, 1, Purpose.CONTACT);
        Received letter = letter(NOTIFICATION);
        assertThat(letter.from()).isEqualTo("Ringback");
        assertThat(letter.language()).isEqualTo("en");
        assertThat(letter.subject()).isEqualTo("Anna called you");
        assertThat(letter.all()).doesNotContainIgnoringCase("acme").doesNotContain("#8a1c5b", "Guten Tag");
        assertThat(page("/c/" + contact.token()))
                .contains("Anna called you", "Ringback</span>")
                .doesNotContainIgnoringCase("acme");
    }

    @Test
    void theCalleesBrandIsTheCalleesAlone() throws Exception {
        bob = served(bob, Locale.ENGLISH, ACME);
        callFails(Cause.BUSY);
        SessionIdentifier question = received(QUESTION, 1, Purpose.ANSWER);
        assertThat(letter(QUESTION).all()).doesNotContainIgnoringCase("acme");
        assertThat(page("/q/" + question.token())).doesNotContainIgnoringCase("acme");

        conversation.answer(question, Answer.YES);
        assertThat(letter(NOTIFICATION).from()).isEqualTo("Acme Assist");
    }

    @Test
    void whatABrandDoesNotSayIsSaidAsItIsBuiltIn() throws Exception {
        anna = served(anna, Locale.ENGLISH, ACME);
        callFails(Cause.BUSY);

        Received letter = letter(QUESTION);
        assertThat(letter.subject()).isEqualTo("Missed Bob? Shall we tell them you tried?");
        assertThat(letter.text()).contains("Acme tells Bob your name", "You called Bob on", "reply with the word stop");
    }

    @Test
    void shortMessagesAreInTheLanguageOnDisk() throws Exception {
        camel.getRouteController().startRoute("sms");
        anna = served(
                new Person(
                        anna.id(),
                        anna.name(),
                        anna.language(),
                        anna.timeZone(),
                        anna.preferences(),
                        List.of(
                                anna.devices().get(0),
                                new Device(UUID.randomUUID(), Medium.SMS, address(anna), "Messages"))),
                Locale.GERMAN,
                ACME);
        callFails(Cause.BUSY);

        Map<?, ?> body = (Map<?, ?>) BODIES.get(messageSent(QUESTION, 1).id());
        assertThat(body.get("text").toString())
                .startsWith("Ihr Anruf bei Bob um ")
                .contains("JA, NEIN, IMMER", "STOP");
        assertThat(body.get("language")).isEqualTo("de");
    }

    @ParameterizedTest
    @CsvSource({"acme, '', NOT_ASKED", "'', acme, ASKED", "'', '', ASKED", "other, '', ASKED"})
    void aTableDecidesByBrand(String caller, String callee, String what) {
        anna = served(anna, Locale.ENGLISH, caller.isEmpty() ? null : new Brand(caller));
        bob = served(bob, Locale.ENGLISH, callee.isEmpty() ? null : new Brand(callee));
        String deployment = repository
                .createDeployment()
                .addString("consent-policy.dmn", CONSENT_BY_BRAND)
                .deploy()
                .getId();
        try {
            UUID caseId = callFails(Cause.BUSY);
            if (what.equals("ASKED")) {
                messageSent(QUESTION, 1);
            } else {
                awaitOutcome(caseId, "NOT_NOTIFIED");
                assertThat(SENT).isEmpty();
            }
        } finally {
            repository.deleteDeployment(deployment, true);
        }
    }

    private static final String CONSENT_BY_BRAND = """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:test"
                xmlns:camunda="http://camunda.org/schema/1.0/dmn">
              <decision id="consent-policy" name="Consent policy" camunda:historyTimeToLive="P30D">
                <decisionTable id="t" hitPolicy="FIRST">
                  <input id="i1"><inputExpression id="e1" typeRef="string"><text>callerBrand</text></inputExpression></input>
                  <input id="i2"><inputExpression id="e2" typeRef="string"><text>calleeBrand</text></inputExpression></input>
                  <output id="o1" name="consent" typeRef="string"/>
                  <rule id="r1"><inputEntry id="c1"><text>"acme"</text></inputEntry>
                    <inputEntry id="c2"><text>"DEFAULT"</text></inputEntry>
                    <outputEntry id="p1"><text>"NOT_ALLOWED"</text></outputEntry></rule>
                  <rule id="r2"><inputEntry id="c3"><text></text></inputEntry>
                    <inputEntry id="c4"><text></text></inputEntry>
                    <outputEntry id="p2"><text>"ASK"</text></outputEntry></rule>
                </decisionTable>
              </decision>
            </definitions>
            """;
}
