package io.ringback.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.peers.Ports;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailServerTest {

    private static final Map<String, String> PASSWORDS =
            Map.of("ringback", "r-secret", "anna", "a-secret", "bob", "b-secret");

    @TempDir
    private Path folder;

    private EmbeddedProperties.Mail settings;
    private MailServer server;

    @BeforeEach
    void start() throws IOException {
        settings = new EmbeddedProperties.Mail(Ports.free(), Ports.free(), "ringback.example", PASSWORDS);
        server = MailServer.start(folder, settings);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatFollowsAPlusSignIsForTheSameMailbox() throws Exception {
        send("anna", "ringback+0123456789abcdef@ringback.example", "plus");
        send("anna", "RINGBACK@Ringback.Example", "capitals");
        assertThat(subjects("ringback")).containsExactly("plus", "capitals");
    }

    @Test
    void aStrangerIsRefusedAtOnce() {
        for (String stranger : List.of("nobody@ringback.example", "anna@elsewhere.example")) {
            assertThatThrownBy(() -> send("ringback", stranger, "lost"))
                    .isInstanceOf(SendFailedException.class)
                    .hasStackTraceContaining("550 5.1.1");
        }
    }

    @Test
    void nobodySendsWithoutLoggingIn() {
        assertThatThrownBy(() -> Transport.send(mail("bob@ringback.example", "anonymous")))
                .isInstanceOf(MessagingException.class)
                .hasStackTraceContaining("530 5.7.0");
        assertThatThrownBy(
                        () -> Transport.send(mail("bob@ringback.example", "forged"), "anna@ringback.example", "guess"))
                .isInstanceOf(AuthenticationFailedException.class);
        assertThat(server.mailbox("bob").orElseThrow().mails()).isEmpty();
    }

    @Test
    void oneConnectionCarriesSeveralMails() throws Exception {
        MimeMessage message = mail("bob@ringback.example", "again");
        message.saveChanges();
        try (Transport transport = session().getTransport()) {
            transport.connect("127.0.0.1", settings.smtpPort(), "anna@ringback.example", "a-secret");
            transport.sendMessage(message, message.getAllRecipients());
            transport.sendMessage(message, message.getAllRecipients());
        }
        assertThat(subjects("bob")).containsExactly("again", "again");
    }

    @Test
    void mailsAndWhatWasReadOutliveARestart() throws Exception {
        send("ringback", "bob@ringback.example", "first");
        send("ringback", "bob@ringback.example", "second");
        send("ringback", "bob@ringback.example", "third");
        flag("bob", 1, Flags.Flag.SEEN);
        flag("bob", 2, Flags.Flag.DELETED);

        server.close();
        server = MailServer.start(folder, settings);

        assertThat(subjects("bob")).containsExactly("first", "third");
        assertThat(server.mailbox("bob").orElseThrow().mails())
                .extracting(mail -> mail.isSet(Flags.Flag.SEEN))
                .containsExactly(true, false);
        send("ringback", "bob@ringback.example", "fourth");
        assertThat(subjects("bob")).containsExactly("first", "third", "fourth");
    }

    @Test
    void theContentIsKeptByteForByte() throws Exception {
        MimeMessage message = mail("bob@ringback.example", "grüße");
        message.setContent("<p>Hej då</p>", "text/html; charset=utf-8");
        Transport.send(message, "anna@ringback.example", "a-secret");

        server.close();
        server = MailServer.start(folder, settings);

        MimeMessage kept = server.mailbox("bob").orElseThrow().mails().get(0).getMimeMessage();
        assertThat(kept.getSubject()).isEqualTo("grüße");
        assertThat((String) kept.getContent()).isEqualTo("<p>Hej då</p>");
        assertThat(kept.getHeader("Return-Path")).containsExactly("<anna@ringback.example>");
    }

    private void send(String from, String to, String subject) throws MessagingException {
        MimeMessage message = mail(to, subject);
        message.setFrom(from + "@ringback.example");
        Transport.send(message, from + "@ringback.example", PASSWORDS.get(from));
    }

    private MimeMessage mail(String to, String subject) throws MessagingException {
        MimeMessage message = new MimeMessage(session());
        message.setFrom("anna@ringback.example");
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        message.setText("text");
        return message;
    }

    private Session session() {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(settings.smtpPort()));
        properties.put("mail.smtp.timeout", "10000");
        return Session.getInstance(properties);
    }

    private List<String> subjects(String name) throws MessagingException {
        List<String> subjects = new ArrayList<>();
        try (Store store = login(name);
                Folder inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_ONLY);
            for (Message message : inbox.getMessages()) {
                subjects.add(message.getSubject());
            }
        }
        return subjects;
    }

    private void flag(String name, int number, Flags.Flag flag) throws MessagingException {
        try (Store store = login(name);
                Folder inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_WRITE);
            inbox.getMessage(number).setFlag(flag, true);
            inbox.close(true);
            inbox.open(Folder.READ_ONLY);
        }
    }

    private Store login(String name) throws MessagingException {
        Store store = session().getStore("imap");
        store.connect("127.0.0.1", settings.imapPort(), name + "@ringback.example", PASSWORDS.get(name));
        return store;
    }
}
