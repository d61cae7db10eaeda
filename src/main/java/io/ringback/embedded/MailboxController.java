package io.ringback.embedded;

import com.icegreen.greenmail.store.StoredMessage;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * Shows Anna's and Bob's mailboxes and sends their replies, as a mail program would. Who may open it (this machine alone)
 * is settled in {@code io.ringback.web.security}.
 */
@Controller
@Profile("embedded")
@RequestMapping("/mailbox")
class MailboxController {

    private static final Map<String, String> OWNERS = owners();

    /** A mail is a stranger's page: no script, no form, and links open elsewhere. */
    private static final String SANDBOX = "allow-popups allow-popups-to-escape-sandbox";

    private static final String PAGE_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self';"
            + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    /** Its frame-ancestors is what browsers go by; the X-Frame-Options of all pages says DENY (CSP level 3, 6.4.2). */
    private static final String MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
            + " form-action 'none'; frame-ancestors 'self'; sandbox " + SANDBOX;

    private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

    private final MailServer server;
    private final EmbeddedProperties.Mail settings;
    private final Clock clock;

    MailboxController(MailServer server, EmbeddedProperties settings, Clock clock) {
        this.server = server;
        this.settings = settings.mail();
        this.clock = clock;
    }

    private static Map<String, String> owners() {
        Map<String, String> owners = new LinkedHashMap<>();
        owners.put("anna", "Anna Andersson");
        owners.put("bob", "Bob Berg");
        return Collections.unmodifiableMap(owners);
    }

    @GetMapping
    String mailboxes(Model model, HttpServletResponse response) {
        List<MailboxView> boxes = OWNERS.entrySet().stream()
                .map(owner -> new MailboxView(owner.getKey(), owner.getValue(), newestFirst(owner.getKey())))
                .toList();
        model.addAttribute("boxes", boxes);
        response.setHeader(CONTENT_SECURITY_POLICY, PAGE_POLICY);
        return "mailbox/list";
    }

    @GetMapping("/{name}/{uid}")
    String mail(@PathVariable String name, @PathVariable long uid, Model model, HttpServletResponse response) {
        return show(name, uid, model, response);
    }

    /** The mail's own HTML, for the frame in the page. */
    @GetMapping("/{name}/{uid}/html")
    ResponseEntity<String> html(@PathVariable String name, @PathVariable long uid) {
        Document mail = Jsoup.parse(MailView.of(find(name, uid))
                .html()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        mail.select("base").remove();
        mail.select("a[href], area[href]").attr("target", "_blank").attr("rel", "noopener noreferrer");
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .header(CONTENT_SECURITY_POLICY, MAIL_POLICY)
                .body(mail.outputSettings(new Document.OutputSettings().prettyPrint(false))
                        .outerHtml());
    }

    /** Sends what was typed to whom the mail wants replies sent. */
    @PostMapping("/{name}/{uid}/reply")
    String reply(
            @PathVariable String name,
            @PathVariable long uid,
            @RequestParam String text,
            Model model,
            HttpServletResponse response) {
        try {
            send(name, find(name, uid), text);
            model.addAttribute("sent", true);
        } catch (MessagingException e) {
            model.addAttribute("problem", "The reply was not sent: " + e.getMessage());
        }
        return show(name, uid, model, response);
    }

    private String show(String name, long uid, Model model, HttpServletResponse response) {
        model.addAttribute("name", name);
        model.addAttribute("owner", OWNERS.get(name));
        model.addAttribute("mail", MailView.of(find(name, uid)));
        model.addAttribute("sandbox", SANDBOX);
        response.setHeader(CONTENT_SECURITY_POLICY, PAGE_POLICY);
        return "mailbox/mail";
    }

    private List<MailView> newestFirst(String name) {
        List<MailView> mails = new ArrayList<>();
        server.mailbox(name).ifPresent(box -> box.mails().forEach(mail -> mails.add(0, MailView.of(mail))));
        return mails;
    }

    private StoredMessage find(String name, long uid) {
        return Optional.of(name)
                .filter(OWNERS::containsKey)
                .flatMap(server::mailbox)
                .flatMap(box -> box.mail(uid))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private void send(String name, StoredMessage original, String text) throws MessagingException {
        String address = name + "@" + settings.domain();
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(settings.smtpPort()));
        properties.put("mail.smtp.connectiontimeout", "5000");
        properties.put("mail.smtp.timeout", "10000");
        properties.put("mail.smtp.writetimeout", "10000");
        // As reply() reads the original's session, which knows no server.
        MimeMessage source = new MimeMessage(original.getMimeMessage());
        MimeMessage threaded = (MimeMessage) source.reply(false);
        MimeMessage reply = new MimeMessage(Session.getInstance(properties));
        reply.setFrom(address);
        reply.setRecipients(Message.RecipientType.TO, threaded.getRecipients(Message.RecipientType.TO));
        reply.setSubject(threaded.getSubject(), "UTF-8");
        copyHeader("In-Reply-To", threaded, reply);
        copyHeader("References", threaded, reply);
        reply.setSentDate(Date.from(clock.instant()));
        reply.setText(text.strip() + "\n\n" + quoted(MailView.of(original)), "UTF-8");
        Transport.send(reply, address, settings.passwords().get(name));
    }

    private static void copyHeader(String header, MimeMessage from, MimeMessage to) throws MessagingException {
        String value = from.getHeader(header, " ");
        if (value != null) {
            to.setHeader(header, value);
        }
    }

    private static String quoted(MailView original) {
        return "On " + original.received() + ", " + original.from() + " wrote:\n"
                + original.text().orElse("").lines().map(line -> "> " + line).collect(Collectors.joining("\n"))
                + "\n";
    }

    /**
     * A mailbox on the page.
     *
     * @param name before the at sign
     * @param owner whose it is
     * @param mails the newest first
     */
    record MailboxView(String name, String owner, List<MailView> mails) {}
}
