package io.ringback.endtoend;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.UUID;

/** Phone, mail client and messenger of Anna, which write her mark into every field that such programs can fill. */
final class MarkedClients {

    /** What nothing but her devices says. */
    static final String MARK = "zqxmark";

    /** Where they are, by their own account. */
    static final String LAN = "10.77.7.7";

    /** Beside the body of an XMPP message. */
    static final String XMPP = """
            <subject>{m}</subject><thread>{m}</thread><nick xmlns='http://jabber.org/protocol/nick'>{m}</nick>\
            <x xmlns='jabber:x:oob'><url>http://{m}.example/</url></x><origin-id xmlns='urn:xmpp:sid:0' id='{m}'/>""".replace("{m}", MARK);

    private MarkedClients() {}

    /** Further headers of a SIP request. */
    static String sip(String number) {
        return """
                User-Agent: {mark}
                Subject: {mark}@{lan} or {number}
                Organization: {mark}
                Call-Info: <http://{mark}.example/{number}>;purpose=icon
                Alert-Info: <http://{mark}.example/>
                P-Asserted-Identity: "{mark}" <sip:{number}@{mark}.example>
                P-Preferred-Identity: "{mark}" <sip:{number}@{mark}.example>
                Remote-Party-ID: "{mark}" <sip:{number}@{lan}>;party=calling
                P-Access-Network-Info: IEEE-802.11;i-wlan-node-id={mark}
                Geolocation: <sip:{mark}@{lan}>
                User-to-User: {mark};encoding=ascii
                Reply-To: "{mark}" <sip:{mark}@{lan}>
                In-Reply-To: {mark}@{lan}
                X-Device: {mark} {lan}
                """.replace("{mark}", MARK).replace("{number}", number).replace("{lan}", LAN);
    }

    /** An INVITE with marks in the headers that it must have, and in its session description. */
    static String marked(String invite) {
        String head = invite.split("\n\n", 2)[0]
                .replaceFirst("From: <", "From: \"" + MARK + "\" <")
                .replaceFirst(
                        "(?m)^Contact: .*$",
                        "Contact: \"" + MARK + "\" <sip:" + MARK + "@" + LAN + ";x=" + MARK
                                + ">;+sip.instance=\"<urn:uuid:" + MARK + ">\"")
                .replaceFirst("Call-ID: ", "Call-ID: " + MARK + "@" + LAN + "-");
        String sdp = invite.split("\n\n", 2)[1]
                .replace("s=-", "s=" + MARK + "\ni=" + MARK + "\ne=" + MARK + "@mail.example")
                .replace("o=- 1 1 IN IP4 127.0.0.1", "o=" + MARK + " 1 1 IN IP4 " + LAN)
                .concat("a=label:" + MARK + "\na=candidate:1 1 udp 1 " + LAN + " 9 typ host\n");
        int length = sdp.replace("\n", "\r\n").length();
        return head.replaceFirst("Content-Length: \\d+", "Content-Length: " + length) + "\n\n" + sdp;
    }

    /** A reply by mail that says only what it must. */
    static String plainReply(MimeMessage letter, String from, String text) throws MessagingException {
        return reply(letter, "Bob <" + from + ">", "bob", "", "", text);
    }

    /** A reply by mail with marks in its headers, its references and its signature. */
    static String reply(MimeMessage letter, String from, String number, String text) throws MessagingException {
        String headers = """
                Received: from {mark} ({mark}.example [{lan}]) by mx.example; Sun, 1 Mar 2026 12:00:00 +0000
                X-Originating-IP: [{lan}]
                X-Mailer: {mark}
                User-Agent: {mark}
                Organization: {mark}
                Sender: {mark} <{from}>
                Thread-Topic: {mark}
                X-{mark}: {mark} {number}
                """.replace("{mark}", MARK)
                .replace("{lan}", LAN)
                .replace("{number}", number)
                .replace("{from}", from);
        return headers
                + reply(
                        letter,
                        MARK + " <" + from + ">",
                        MARK,
                        "; name=" + MARK,
                        " <" + MARK + "@mail.example>",
                        text + "\n\n-- \n" + MARK + "\n" + number);
    }

    private static String reply(
            MimeMessage letter, String from, String word, String parameters, String reference, String text)
            throws MessagingException {
        return "From: " + from + "\nTo: " + letter.getReplyTo()[0] + "\nSubject: Re: " + word + "\nMessage-ID: <" + word
                + UUID.randomUUID() + "@mail.example>\nIn-Reply-To: " + letter.getMessageID() + "\nReferences: "
                + letter.getMessageID() + reference + "\nDate: Sun, 1 Mar 2026 12:00:00 +0000\nMIME-Version: 1.0\n"
                + "Content-Type: text/plain; charset=utf-8" + parameters + "\n\n" + text + "\n";
    }
}
