package io.ringback.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import db.addresses.SealAddresses;
import io.ringback.directory.Address;
import io.ringback.directory.SealedDevice;
import io.ringback.peers.Ports;
import io.ringback.sealing.AddressKeys;
import io.ringback.sealing.SealedAddresses;
import io.ringback.web.pages.HomeController;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.HttpEncodingAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class EmbeddedRunTest {

    private static final List<String> SECRETS = List.of(
            "ringback.secret",
            "ringback.address-keys",
            "ringback.api.keys.sample.value",
            "ringback.operators.admin.password",
            "ringback.embedded.mail.passwords.anna",
            "ringback.embedded.postgres.password");

    private final HttpClient browser = HttpClient.newHttpClient();

    private Path data;
    private String[] settings;
    private ConfigurableApplicationContext ringback;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        data = folder.resolve("data");
        int port = Ports.free();
        settings = new String[] {
            "--ringback.embedded.data=" + data,
            "--ringback.embedded.postgres.port=" + Ports.free(),
            "--ringback.embedded.mail.smtp-port=" + Ports.free(),
            "--ringback.embedded.mail.imap-port=" + Ports.free(),
            "--server.port=" + port
        };
        ringback = run();
    }

    @AfterAll
    void stop() {
        ringback.close();
    }

    private ConfigurableApplicationContext run() {
        return new SpringApplicationBuilder(Parts.class).profiles("embedded").run(settings);
    }

    @Test
    void saysLastWhereToLookAndHowToTry(CapturedOutput output) {
        ringback.close();
        ringback = run();
        assertThat(output.getOut())
                .contains("Home page   " + url(""))
                .contains(url("/mailbox"))
                .contains("Operations  " + url("/operations"))
                .contains("Cockpit     " + url("/camunda/app/cockpit/default/"))
                .contains("admin  password " + setting("ringback.operators.admin.password"))
                .endsWith("\"}'\n\n");
    }

    @Test
    void theCommandItPrintsIsAFailedCallOfAnnaForBob(CapturedOutput output) throws Exception {
        ringback.close();
        ringback = run();
        String command = output.getOut().substring(output.getOut().lastIndexOf("now="));
        // Instead of curl, a function that prints what curl would be given.
        Process shell = new ProcessBuilder("bash", "-c", "curl() { printf '%s\\0' \"$@\"; }\n" + command).start();
        List<String> given =
                List.of(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\0"));

        assertThat(given)
                .contains(
                        url("/api/failed-calls"),
                        "Authorization: Bearer " + setting("ringback.api.keys.sample.value"),
                        "Content-Type: application/json");
        JsonNode call = new ObjectMapper().readTree(given.get(given.indexOf("-d") + 1));
        assertThat(call.get("caller").asText()).isEqualTo(SamplePeople.ANNAS_MOBILE);
        assertThat(call.get("callee").asText()).isEqualTo(SamplePeople.BOBS_MOBILE);
        assertThat(call.get("cause").asText()).isEqualTo("BUSY");
        assertThat(Instant.parse(call.get("occurredAt").asText()))
                .isBefore(Instant.now().plusSeconds(1));
    }

    @Test
    void annaAndBobAreWrittenOnceAndThenLeftAsTheyAre() {
        assertThat(devices("Anna Andersson"))
                .containsExactly("VOICE tel:+46701740605 Mobile", "EMAIL mailto:anna@ringback.example Mail");
        assertThat(devices("Bob Berg"))
                .containsExactly(
                        "VOICE tel:+46701740606 Mobile",
                        "VOICE tel:+4684650007 Desk phone",
                        "EMAIL mailto:bob@ringback.example Mail");
        database().sql("update person set never = true where name = 'Bob Berg'").update();
        database().sql("delete from device where label = 'Desk phone'").update();

        ringback.close();
        ringback = run();

        assertThat(devices("Bob Berg"))
                .containsExactly("VOICE tel:+46701740606 Mobile", "EMAIL mailto:bob@ringback.example Mail");
        assertThat(database()
                        .sql("select never from person where name = 'Bob Berg'")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(database()
                        .sql("select count(*) from person")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void theSampleNumbersAreWrittenAsTheDirectoryWritesThem() {
        assertThat(List.of(SamplePeople.ANNAS_MOBILE, SamplePeople.BOBS_MOBILE, "tel:+4684650007"))
                .allSatisfy(
                        number -> assertThat(Address.parse(number, "SE").uri()).isEqualTo(number));
    }

    @Test
    void theHomePageLinksToTheMailboxesAndHasNoSecrets() throws Exception {
        String page = get("/").body();
        assertThat(page)
                .contains("Anna Andersson&#39;s mailbox", "Bob Berg&#39;s mailbox", "/mailbox#anna")
                .contains("<a href=\"/camunda/app/cockpit/default/\">Cockpit</a>")
                .contains("/swagger-ui/index.html", "/operations")
                .doesNotContain("Version", "Database");
        assertThat(SECRETS).allSatisfy(name -> assertThat(page).doesNotContain(setting(name)));
    }

    @Test
    void aMailIsShownWithoutLettingItDoAnything() throws Exception {
        deliverToAnna(
                "Look here", "plain words", "<p>rich <a href='http://localhost/q/x'>link</a></p><script>1</script>");

        assertThat(get("/mailbox").body()).contains("Look here", "Ringback");
        String page = get(mailOf("anna", "Look here")).body();
        assertThat(page).contains("sandbox=\"allow-popups allow-popups-to-escape-sandbox\"", "plain words");

        HttpResponse<String> mail = get(mailOf("anna", "Look here") + "/html");
        assertThat(mail.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("default-src 'none'", "sandbox allow-popups")
                .doesNotContain("allow-scripts", "allow-same-origin", "allow-forms"));
        assertThat(mail.body()).contains("target=\"_blank\"", "rel=\"noopener noreferrer\"");
    }

    @Test
    void aReplyGoesToWhereTheMailAsksForWithTheOriginalQuoted() throws Exception {
        deliverToAnna("May we tell Bob?", "Shall we?", "<p>Shall we?</p>");

        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(URI.create(url(mailOf("anna", "May we tell Bob?") + "/reply")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "text=" + URLEncoder.encode("Ja, gärna", StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body()).contains("Your reply is on its way");
        List<MimeMessage> received =
                ringback.getBean(MailServer.class).mailbox("ringback").orElseThrow().mails().stream()
                        .map(mail -> mail.getMimeMessage())
                        .toList();
        assertThat(received).hasSize(1);
        MimeMessage reply = received.get(0);
        assertThat(reply.getAllRecipients()).containsExactly(new InternetAddress("ringback+token@ringback.example"));
        assertThat(reply.getSubject()).isEqualTo("Re: May we tell Bob?");
        assertThat(reply.getHeader("In-Reply-To")).containsExactly("<question@ringback.example>");
        assertThat(reply.getHeader("References")).containsExactly("<question@ringback.example>");
        assertThat(reply.getFrom()).containsExactly(new InternetAddress("anna@ringback.example"));
        assertThat((String) reply.getContent()).startsWith("Ja, gärna").contains("> Shall we?");
    }

    @Test
    void ringbacksOwnMailboxIsNotOnThePage() throws Exception {
        assertThat(get("/mailbox/ringback/1").statusCode()).isEqualTo(404);
        assertThat(get("/mailbox/anna/999999").statusCode()).isEqualTo(404);
    }

    @Test
    void theSecretsAreBesideTheData() {
        assertThat(Files.exists(data.resolve("secrets.properties"))).isTrue();
    }

    private void deliverToAnna(String subject, String text, String html) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", setting("ringback.mail.smtp.port"));
        MimeMessage message = new MimeMessage(Session.getInstance(properties)) {
            @Override
            protected void updateMessageID() throws jakarta.mail.MessagingException {
                setHeader("Message-ID", "<question@ringback.example>");
            }
        };
        message.setFrom(new InternetAddress("ringback@ringback.example", "Ringback"));
        message.setReplyTo(new InternetAddress[] {new InternetAddress("ringback+token@ringback.example")});
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("anna@ringback.example"));
        message.setSubject(subject);
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text);
        MimeBodyPart rich = new MimeBodyPart();
        rich.setText(html, "UTF-8", "html");
        message.setContent(new MimeMultipart("alternative", plain, rich));
        Transport.send(message, setting("ringback.mail.smtp.username"), setting("ringback.mail.smtp.password"));
    }

    private String mailOf(String name, String subject) {
        return ringback.getBean(MailServer.class).mailbox(name).orElseThrow().mails().stream()
                .map(MailView::of)
                .filter(mail -> mail.subject().equals(subject))
                .map(mail -> "/mailbox/" + name + "/" + mail.uid())
                .findAny()
                .orElseThrow();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create(url(path))).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String url(String path) {
        return "http://localhost:" + setting("server.port") + path;
    }

    private String setting(String name) {
        return ringback.getEnvironment().getRequiredProperty(name);
    }

    private List<String> devices(String person) {
        return database()
                .sql("""
                        select id, medium, address_sealed, label from device
                        where person_id = (select id from person where name = ?) order by position""")
                .param(person)
                .query((row, number) -> row.getString("medium")
                        + ' '
                        + SealedDevice.open(
                                        ringback.getBean(SealedAddresses.class),
                                        row.getObject("id", UUID.class),
                                        row.getBytes("address_sealed"))
                                .uri()
                        + ' '
                        + row.getString("label"))
                .list();
    }

    private JdbcClient database() {
        return JdbcClient.create(ringback.getBean(DataSource.class));
    }

    /** Of Ringback, only what this package needs around it. */
    @Import({EmbeddedRun.class, MailboxController.class, HomeController.class})
    @ImportAutoConfiguration({
        PropertyPlaceholderAutoConfiguration.class,
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        ThymeleafAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        HttpEncodingAutoConfiguration.class,
        ServletWebServerFactoryAutoConfiguration.class
    })
    static class Parts {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        AddressKeys addressKeys(@Value("${ringback.address-keys}") String keys) {
            return AddressKeys.of(keys, null);
        }

        @Bean
        SealAddresses sealAddresses(AddressKeys keys) {
            return new SealAddresses(keys);
        }

        @Bean
        SealedAddresses sealedAddresses(JdbcClient jdbc, AddressKeys keys) {
            return SealedAddresses.of(jdbc, keys);
        }
    }
}
