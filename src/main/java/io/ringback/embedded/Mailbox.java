package io.ringback.embedded;

import com.icegreen.greenmail.store.FolderListener;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mailbox of the embedded mail server, which itself remembers nothing. Each mail is a file {@code number.flags.eml},
 * written before the mail is accepted; the flags follow shortly after they change. UIDs start again at 1 with a new
 * UIDVALIDITY on every start, as RFC 3501 section 2.3.1.1 allows; the order and the flags are kept.
 */
final class Mailbox {

    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    private static final Map<Character, Flags.Flag> LETTERS =
            Map.of('S', Flags.Flag.SEEN, 'R', Flags.Flag.ANSWERED, 'F', Flags.Flag.FLAGGED, 'D', Flags.Flag.DELETED);

    private final Path folder;
    private final MailFolder inbox;
    private final ExecutorService writer;
    private final Map<Long, Path> filesByUid = new HashMap<>();
    private long lastNumber;

    /**
     * Fills {@code inbox} with what was kept.
     *
     * @param writer runs one task at a time: what IMAP clients change is written there, not under the mail server's locks
     */
    Mailbox(Path folder, MailFolder inbox, ExecutorService writer) throws IOException {
        this.folder = folder;
        this.inbox = inbox;
        this.writer = writer;
        DataFolder.makePrivate(folder);
        load();
        inbox.addListener(new Follower());
    }

    private synchronized void load() throws IOException {
        List<Path> kept;
        try (Stream<Path> files = Files.list(folder)) {
            kept = files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .toList();
        }
        for (Path file : kept) {
            String[] name = file.getFileName().toString().split("\\.", -1);
            try (InputStream content = Files.newInputStream(file)) {
                lastNumber = Long.parseLong(name[0]);
                MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), content);
                Date received = Date.from(Files.getLastModifiedTime(file).toInstant());
                filesByUid.put(inbox.appendMessage(message, flags(name[1]), received), file);
            } catch (MessagingException | RuntimeException e) {
                LOG.warn("Left out {}, which is not a mail: {}", file, e.getMessage());
            }
        }
    }

    /** Keeps the mail, then shows it to IMAP clients. */
    synchronized void deliver(MimeMessage message) throws IOException, MessagingException {
        Path unfinished = folder.resolve("unfinished");
        try (FileOutputStream content = new FileOutputStream(unfinished.toFile())) {
            message.writeTo(content);
            content.getFD().sync();
        }
        Path file = folder.resolve("%010d..eml".formatted(++lastNumber));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        filesByUid.put(inbox.appendMessage(message, new Flags(), new Date()), file);
    }

    /** All mails, the oldest first. */
    List<StoredMessage> mails() {
        return inbox.getNonDeletedMessages();
    }

    Optional<StoredMessage> mail(long uid) {
        return Optional.ofNullable(inbox.getMessage(uid));
    }

    private synchronized void follow() {
        try {
            for (Map.Entry<Long, Path> entry : Map.copyOf(filesByUid).entrySet()) {
                StoredMessage mail = inbox.getMessage(entry.getKey());
                Path file = entry.getValue();
                if (mail == null) {
                    Files.deleteIfExists(file);
                    filesByUid.remove(entry.getKey());
                    continue;
                }
                String number = file.getFileName().toString().split("\\.", -1)[0];
                Path now = folder.resolve(number + "." + letters(mail) + ".eml");
                if (!now.equals(file)) {
                    Files.move(file, now, StandardCopyOption.ATOMIC_MOVE);
                    filesByUid.put(entry.getKey(), now);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the flags of the mails in " + folder, e);
        }
    }

    private static Flags flags(String letters) {
        Flags flags = new Flags();
        LETTERS.forEach((letter, flag) -> {
            if (letters.indexOf(letter) >= 0) {
                flags.add(flag);
            }
        });
        return flags;
    }

    private static String letters(StoredMessage mail) {
        StringBuilder letters = new StringBuilder();
        for (char letter : "DFRS".toCharArray()) {
            if (mail.isSet(LETTERS.get(letter))) {
                letters.append(letter);
            }
        }
        return letters.toString();
    }

    private final class Follower implements FolderListener {

        @Override
        public void added(int msn) {
            // deliver() has kept it.
        }

        @Override
        public void flagsUpdated(int msn, Flags flags, Long uid) {
            writer.execute(Mailbox.this::follow);
        }

        @Override
        public void expunged(int msn) {
            writer.execute(Mailbox.this::follow);
        }

        @Override
        public void mailboxDeleted() {
            // Nobody can delete an inbox.
        }
    }
}
