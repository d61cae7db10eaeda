package io.ringback.media.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.delivery.MailThread;
import io.ringback.directory.Address;
import io.ringback.session.SessionIdentifiers;
import io.ringback.wording.Letter;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer stands below the mail that it answers, whatever that mail's headers look like. */
class ThreadHeadersTest {

    private static final MailIdentity IDENTITY = new MailIdentity("ringback", "example.test", "Ringback");
    private static final MailWriter WRITER = new MailWriter(
            IDENTITY,
            new ReturnPath(IDENTITY, new SessionIdentifiers("only-for-tests-only-for-tests-only")),
            Clock.systemUTC());

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Message-ID: <c@x>~References: <a@x> <b@x>~In-Reply-To: <b@x>   | <c@x> | <a@x> <b@x> <c@x>
            Message-ID: <c@x>~In-Reply-To: <b@x>                           | <c@x> | <b@x> <c@x>
            Message-ID: <c@x>~In-Reply-To: <a@x> <b@x>                     | <c@x> | <c@x>
            Message-ID: <c@x>                                              | <c@x> | <c@x>
            References: <a@x>~ <b@x>                                       | ''    | <a@x> <b@x>
            Message-ID: c@x (no brackets)~References: nonsense <b@x        | ''    | ''
            Message-ID: <c@x>, <d@x>~References: <a@x>,<b@x>(a comment)    | <c@x> | <a@x> <b@x> <c@x>
            Message-ID: <c c@x>~References: <a\u00e5@x>                    | ''    | ''
            """)
    void theHeadersAreThoseOfTheGrammar(String mail, String inReplyTo, String references) throws Exception {
        assertThat(below(mail.replace("~", "\r\n"))).isEqualTo(new MailThread(inReplyTo, references));
    }

    @Test
    void aThreadOfAYearIsCutToItsEnd() throws Exception {
        String all = IntStream.range(0, 200).mapToObj(i -> "<m" + i + "@x>").collect(Collectors.joining("\r\n "));

        assertThat(below("Message-ID: <own@x>\r\nReferences: " + all).references())
                .hasSizeLessThan(200)
                .endsWith("<m199@x> <own@x>");
    }

    @Test
    void anAnswerSaysThatItIsOneByItself() throws Exception {
        String references = IntStream.range(0, 12)
                .mapToObj(i -> "<a-rather-long-identifier-" + i + "@client.example>")
                .collect(Collectors.joining(" "));

        MimeMessage answer = written(new MailThread("<c@x>", references));

        assertThat(answer.getHeader("Auto-Submitted", null)).isEqualTo("auto-replied");
        assertThat(answer.getHeader("In-Reply-To", null)).isEqualTo("<c@x>");
        assertThat(answer.getHeader("References", null).replaceAll("\\s+", " ")).isEqualTo(references);
        assertThat(answer.getHeader("References", null).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(998));
        MimeMessage toNothing = written(MailThread.NONE);
        assertThat(toNothing.getHeader("Auto-Submitted", null)).isEqualTo("auto-replied");
        assertThat(toNothing.getHeader("In-Reply-To")).isNull();
        assertThat(toNothing.getHeader("References")).isNull();
    }

    private static MailThread below(String header) throws Exception {
        return ThreadHeaders.below(message(header + "\r\nSubject: x\r\n\r\nx"));
    }

    private static MimeMessage written(MailThread thread) throws Exception {
        MimeMessage message = WRITER.write(new OutgoingMail(
                UUID.randomUUID(),
                Address.parse("anna@example.test", "SE"),
                "Anna",
                Locale.ENGLISH,
                new Letter("s", "t", "h"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(thread),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        return message(bytes.toString(StandardCharsets.US_ASCII));
    }

    private static MimeMessage message(String text) throws Exception {
        return new MimeMessage(null, new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
