package io.ringback.embedded;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.smtp.auth.AuthenticationState;
import com.icegreen.greenmail.smtp.auth.LoginAuthenticationState;
import com.icegreen.greenmail.smtp.auth.PlainAuthenticationState;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A mail server with a few mailboxes, SMTP and IMAP on loopback. Sending needs a mailbox's name and password; a recipient
 * it does not know is refused; {@code name+anything} is {@code name} (RFC 5233).
 */
public final class MailServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final String domain;
    private final Mailboxes server;
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "embedded-mail-writer"));
    private final Map<String, Mailbox> mailboxes = new TreeMap<>();

    private MailServer(String domain, ServerSetup... setups) {
        this.domain = domain;
        this.server = new Mailboxes(setups);
    }

    /**
     * Starts the server and fills its mailboxes with what earlier runs left.
     *
     * @param folder where mails are kept
     * @param settings ports, domain and the mailboxes' passwords
     */
    public static MailServer start(Path folder, EmbeddedProperties.Mail settings) {
        MailServer server = new MailServer(
                settings.domain(),
                new ServerSetup(settings.smtpPort(), HOST, ServerSetup.PROTOCOL_SMTP),
                new ServerSetup(settings.imapPort(), HOST, ServerSetup.PROTOCOL_IMAP));
        try {
            for (Map.Entry<String, String> box : settings.passwords().entrySet()) {
                server.open(folder.resolve(box.getKey()), box.getKey(), box.getValue());
            }
            server.server.start();
            return server;
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException("Cannot read the mails kept in " + folder + ": " + e.getMessage(), e);
        } catch (UserException | FolderException | IllegalStateException e) {
            server.close();
            throw new IllegalStateException(
                    "The mail server did not start on ports " + settings.smtpPort() + " and " + settings.imapPort()
                            + " of " + HOST + ". Stop what uses them, or set ringback.embedded.mail.smtp-port and"
                            + " ringback.embedded.mail.imap-port to free ones.",
                    e);
        }
    }

    private void open(Path folder, String name, String password) throws IOException, UserException, FolderException {
        String address = name + "@" + domain;
        GreenMailUser user = server.getUserManager().createUser(address, address, password);
        mailboxes.put(
                name,
                new Mailbox(folder, server.getManagers().getImapHostManager().getInbox(user), writer));
    }

    /** The mailbox of {@code name@domain}. */
    Optional<Mailbox> mailbox(String name) {
        return Optional.ofNullable(mailboxes.get(name));
    }

    /** Stops the server once what IMAP clients changed is written. */
    @Override
    public void close() {
        server.stop();
        writer.shutdown();
        try {
            writer.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Mailbox> recipient(MailAddress address) {
        String user = address.getUser().toLowerCase(Locale.ROOT);
        int detail = user.indexOf('+');
        return address.getHost().equalsIgnoreCase(domain)
                ? mailbox(detail < 0 ? user : user.substring(0, detail))
                : Optional.empty();
    }

    /** GreenMail, with a way in to replace its way of taking mail. */
    private final class Mailboxes extends GreenMail {

        private Mailboxes(ServerSetup... setups) {
            super(setups);
            // start() makes the services anew, with these.
            managers = new Managers() {
                private final SmtpManager intake = new Intake(this);

                @Override
                public SmtpManager getSmtpManager() {
                    return intake;
                }
            };
        }
    }

    private final class Intake extends SmtpManager {

        /** GreenMail forgets after each mail who has logged in on the connection. */
        private final Set<SmtpState> loggedIn =
                Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

        private Intake(Managers managers) {
            super(managers.getImapHostManager(), managers.getUserManager());
        }

        @Override
        public String checkSender(SmtpState state, MailAddress sender) {
            if (isLoggedIn(state.getMessage().getAuthenticationState())) {
                loggedIn.add(state);
            }
            return loggedIn.contains(state) ? null : "530 5.7.0 Authentication required";
        }

        private boolean isLoggedIn(AuthenticationState login) {
            UserManager users = getUserManager();
            // Set by GreenMail before it has looked at the password.
            if (login instanceof PlainAuthenticationState plain) {
                return users.test(plain.getUsername(), plain.getPassword());
            }
            return login instanceof LoginAuthenticationState named
                    && users.test(named.getUsername(), named.getPassword());
        }

        @Override
        public String checkRecipient(SmtpState state, MailAddress rcpt) {
            return recipient(rcpt).isPresent() ? null : "550 5.1.1 No such mailbox here";
        }

        @Override
        public void send(SmtpState state) {
            for (MailAddress address : state.getMessage().getToAddresses()) {
                recipient(address).ifPresent(mailbox -> deliver(state, mailbox));
            }
        }

        private void deliver(SmtpState state, Mailbox mailbox) {
            try {
                mailbox.deliver(state.getMessage().getMessage());
            } catch (IOException | MessagingException e) {
                throw new IllegalStateException("Cannot keep a mail: " + e.getMessage(), e);
            }
        }
    }
}
