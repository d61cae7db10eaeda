package io.ringback.media.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.directory.Address;
import io.ringback.session.SessionIdentifiers;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What proves that Anna wrote a mail, and what others would like to be taken for that. */
class SenderProofTest {

    private static final UUID LETTER = UUID.fromString("5f0c2c1a-6a0f-4d3f-9a53-2b6b8f1f0a11");
    private static final MailIdentity IDENTITY = new MailIdentity("ringback", "ringback.example", "Ringback");
    private static final Address ANNA = new Address("mailto:anna@sales.example.co.uk");
    private static final String FROM = "From: Anna <anna@sales.example.co.uk>\n";
    private static final String PASS =
            "Authentication-Results: mx.ringback.example; dmarc=pass" + " header.from=sales.example.co.uk\n";

    private final SenderProof proof = new SenderProof(List.of("MX.ringback.example", "mx2.ringback.example"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx.ringback.example; dmarc=pass header.from=sales.example.co.uk",
                "mx.ringback.example; dmarc=pass (p=reject dis=none) header.from=Sales.Example.co.uk",
                "MX.Ringback.Example 1; dkim=pass (2048-bit key; secure) header.d=example.co.uk header.i=@example.co.uk"
                        + " header.a=rsa-sha256 header.s=s1 header.b=Ab/+cD==",
                "mx2.ringback.example;\n\tdkim=fail reason=\"bad; signature\" header.d=other.example;\n"
                        + "\tdkim=pass header.i=@mail.example.co.uk",
                "mx.ringback.example; spf=pass smtp.mailfrom=bounces+anna=x@example.co.uk smtp.helo=a.example",
                "mx.ringback.example; spf=pass (a (nested \\) one)) smtp.mailfrom=\"an na\"@example.co.uk;",
                "mx.ringback.example; spf / 1 = pass smtp . mailfrom = example.co.uk",
                "(by) mx.ringback.example (checked); dmarc=none header.from=sales.example.co.uk;"
                        + " dkim=pass header.d=sales.example.co.uk"
            })
    void annaIsProvenByWhatTheMailSystemFoundOut(String results) throws Exception {
        assertThat(isProven("Authentication-Results: " + results + "\n" + FROM)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Of others, or of nobody
                "mx.mallory.example; dmarc=pass header.from=sales.example.co.uk",
                "mx.ringback.example.mallory.example; dmarc=pass header.from=sales.example.co.uk",
                "mx.ringback.example@mallory.example; dmarc=pass header.from=sales.example.co.uk",
                "(mx.ringback.example;) mx.mallory.example; dmarc=pass header.from=sales.example.co.uk",
                "; dmarc=pass header.from=sales.example.co.uk",
                "dmarc=pass header.from=sales.example.co.uk",
                "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.co.uk; dmarc=pass header.from=sales.example.co.uk",
                "mx.ringback.example 2; dmarc=pass header.from=sales.example.co.uk",
                // Of another domain
                "mx.ringback.example; dmarc=pass header.from=mallory.example",
                "mx.ringback.example; dmarc=pass header.from=example.co.uk",
                "mx.ringback.example; dmarc=pass",
                "mx.ringback.example; dkim=pass header.d=mallory.example header.i=@sales.example.co.uk",
                "mx.ringback.example; dkim=pass header.d=co.uk",
                "mx.ringback.example; dkim=pass header.d=other.co.uk",
                "mx.ringback.example; dkim=pass header.d=notexample.co.uk",
                "mx.ringback.example; dkim=pass header.d=example.co.uk.",
                "mx.ringback.example; dkim=pass header.d=example.co.uk@mallory.example",
                "mx.ringback.example; dkim=pass",
                "mx.ringback.example; spf=pass smtp.helo=sales.example.co.uk",
                "mx.ringback.example; spf=pass smtp.mailfrom=mallory.example",
                "mx.ringback.example; spf=pass smtp.mailfrom=\"x; dkim=pass header.d=example.co.uk\"@mallory.example",
                "mx.ringback.example; spf=pass smtp.mailfrom=x;dkim=pass(header.d=example.co.uk)@mallory.example",
                "mx.ringback.example; spf=pass smtp.mailfrom=a smtp.mailfrom=example.co.uk",
                // Not passed
                "mx.ringback.example; none",
                "mx.ringback.example; dmarc=fail header.from=sales.example.co.uk",
                "mx.ringback.example; dmarc=fail header.from=sales.example.co.uk; dkim=pass header.d=sales.example.co.uk",
                "mx.ringback.example; dmarc=temperror header.from=sales.example.co.uk; spf=pass"
                        + " smtp.mailfrom=sales.example.co.uk",
                "mx.ringback.example; dmarc=pass header.from=sales.example.co.uk; dmarc=fail"
                        + " header.from=sales.example.co.uk",
                "mx.ringback.example; dkim=neutral header.d=sales.example.co.uk",
                "mx.ringback.example; dkim=passed header.d=sales.example.co.uk",
                "mx.ringback.example; spf=softfail smtp.mailfrom=sales.example.co.uk",
                "mx.ringback.example; x-dmarc=pass header.from=sales.example.co.uk",
                "mx.ringback.example; dmarc/2=pass header.from=sales.example.co.uk",
                // Not to be read
                "mx.ringback.example; dmarc=pass (header.from=sales.example.co.uk",
                "mx.ringback.example; (\\",
                "mx.ringback.example; dmarc=pass header.from=\"sales.example.co.uk",
                "mx.ringback.example; dmarc=pass header.from=sales.example.co.uk ((((((((((x))))))))))",
                "mx.ringback.example; dmarc=pass header.from=sales.example.co.uk; =",
                "mx.ringback.example; dmarc=pass\u00a0header.from=sales.example.co.uk",
                "mx.ringback.example"
            })
    void whatIsFoundOutOtherwiseProvesNothing(String results) throws Exception {
        assertThat(isProven("Authentication-Results: " + results + "\n" + FROM)).isFalse();
        assertThat(isProven("Authentication-Results : " + results + "\n" + FROM))
                .isFalse();
    }

    @Test
    void ofTwoFieldsTheUpperOneCounts() throws Exception {
        String fail = PASS.replace("dmarc=pass", "dmarc=fail");
        String dkim = "Authentication-Results: mx.ringback.example; dkim=pass header.d=sales.example.co.uk\n";
        String noDkim = dkim.replace("dkim=pass", "dkim=none");
        String unreadable = "Authentication-Results: mx.ringback.example; dmarc=fail (\n";
        String others = "Authentication-Results: relay.example; dmarc=fail header.from=sales.example.co.uk\n";

        assertThat(isProven(PASS + fail + FROM)).isTrue();
        assertThat(isProven(others + "Received: x\n" + PASS + FROM)).isTrue();
        assertThat(isProven(noDkim + PASS + FROM)).isTrue();
        assertThat(isProven(fail + PASS + FROM)).isFalse();
        assertThat(isProven(fail + dkim + FROM)).isFalse();
        assertThat(isProven(noDkim + dkim + FROM)).isFalse();
        assertThat(isProven(unreadable + PASS + FROM)).isFalse();
        assertThat(isProven(others.repeat(20) + PASS + FROM)).isFalse();
        assertThat(isProven(PASS.replace("Results:", "Results :") + PASS + FROM))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@sales.example.co.uk",
                "<Anna@Sales.Example.co.uk>",
                "Anna Andersson\n <anna@sales.example.co.uk>",
                "\"Andersson, Anna (\\\"A\\\")\" <anna@sales.example.co.uk>",
                "\"bob@mallory.example\" <anna@sales.example.co.uk>",
                "=?utf-8?Q?Ann=C3=A1_=3Cbob=40mallory.example=3E?= <anna@sales.example.co.uk>"
            })
    void oneAuthorIsTakenAsWritten(String from) throws Exception {
        assertThat(isProven(PASS + "From: " + from + "\n")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bob <bob@sales.example.co.uk>",
                "anna@sales.example.co.uk, mallory@mallory.example",
                "mallory@mallory.example, anna@sales.example.co.uk",
                "<anna@sales.example.co.uk> <mallory@mallory.example>",
                "mallory@mallory.example <anna@sales.example.co.uk>",
                "Staff: anna@sales.example.co.uk;",
                "Anna (mallory@mallory.example) <anna@sales.example.co.uk>",
                "anna@sales.example.co.uk (Anna)",
                "anna(x)@sales.example.co.uk",
                "anna @ sales.example.co.uk",
                "<@mallory.example:anna@sales.example.co.uk>",
                "<mailto:anna@sales.example.co.uk>",
                "\"Anna <anna@sales.example.co.uk>",
                "Anna <anna@sales.example.co.uk",
                "\"anna\"@sales.example.co.uk",
                "=?utf-8?Q?=3Canna=40sales.example.co.uk=3E?=",
                "=?utf-8?Q?anna?=@sales.example.co.uk",
                "ann%61@sales.example.co.uk",
                "anna@sales.example.co.uk.",
                "anna@sales.example.co.uk\u0000@mallory.example",
                "Anna \u00e5 <anna@sales.example.co.uk>",
                ""
            })
    void whereTwoReadersMightTakeTwoAuthorsNobodyIsProven(String from) throws Exception {
        assertThat(isProven(PASS + "From: " + from + "\n")).isFalse();
    }

    @Test
    void twoFromLinesProveNobody() throws Exception {
        assertThat(isProven(PASS + FROM + "From: mallory@mallory.example\n")).isFalse();
        assertThat(isProven(PASS + "From: mallory@mallory.example\n" + FROM)).isFalse();
        assertThat(isProven(PASS + FROM + FROM)).isFalse();
        assertThat(isProven(PASS)).isFalse();
    }

    @Test
    void whereNoSystemIsTrustedNobodyIsProven() throws Exception {
        assertThat(new SenderProof(List.of()).isGiven(message(PASS + FROM), ANNA))
                .isFalse();
    }

    @Test
    @Timeout(60)
    void noFieldHoweverLongOrBrokenCostsMuchOrThrows() throws Exception {
        Random random = new Random(20261130);
        String field = PASS.strip() + "; dkim=pass (x) header.d=\"a\" reason=b";
        String most = "Authentication-Results: mx.ringback.example; ";
        for (String piece : List.of("(", ")", "\\", "\"", ";", "a=", "a.b=c ", "\t")) {
            proof.isGiven(message(most + piece.repeat(100_000) + "\n" + FROM), ANNA);
            proof.isGiven(message(most + piece.repeat(3_000) + "\n" + FROM), ANNA);
            proof.isGiven(message(PASS + "From: " + piece.repeat(100_000) + "\n"), ANNA);
            proof.isGiven(message(PASS + "From: " + piece.repeat(900) + "\n"), ANNA);
        }
        for (int i = 0; i < 2_000; i++) {
            StringBuilder changed = new StringBuilder(field.substring(0, 40 + random.nextInt(field.length() - 40)));
            changed.setCharAt(24 + random.nextInt(changed.length() - 24), (char) (32 + random.nextInt(95)));
            proof.isGiven(message(changed + "\n" + FROM), ANNA);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mx example.com", "-", "mx.example.com;", "*"})
    void aSettingThatNamesNoSystemStopsTheStart(String id) {
        assertThatThrownBy(() -> new SenderProof(List.of(id)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ringback.mail.trusted-authserv-ids")
                .hasMessageContaining("such as: mx.example.com");
    }

    /** As the reader of Ringback's mailbox sees it. */
    private boolean isProven(String header) throws MessagingException {
        ReturnPath returnPath = new ReturnPath(IDENTITY, new SessionIdentifiers("only-for-tests-only-for-tests-only"));
        MimeMessage mail = message(header + "In-Reply-To: <" + LETTER + "@ringback.example>\n");
        return new MailReader(IDENTITY, returnPath, proof).read(mail) instanceof ReceivedMail.ReplyToLetter reply
                && reply.proven()
                && reply.from().equals(ANNA);
    }

    private static MimeMessage message(String header) throws MessagingException {
        String mail = (header + "\nYes").replace("\n", "\r\n");
        return new MimeMessage(null, new ByteArrayInputStream(mail.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
