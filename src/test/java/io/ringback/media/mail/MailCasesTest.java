package io.ringback.media.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.session.SessionIdentifiers;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Replies and bounces in the manner of public bug reports, each with what it is; {@code A|B} means that either is right. */
class MailCasesTest {

    private static final Path CASES = Path.of("src", "test", "resources", "mail", "cases");
    private static final String SESSION = "00112233445566778899aabbccddeeff";
    private static final UUID LETTER = UUID.fromString("5f0c2c1a-6a0f-4d3f-9a53-2b6b8f1f0a11");
    private static final MailIdentity IDENTITY = new MailIdentity("ringback", "example.test", "Ringback");
    private static final ReturnPath RETURN_PATH =
            new ReturnPath(IDENTITY, new SessionIdentifiers("only-for-tests-only-for-tests-only"));

    private final MailReader reader = new MailReader(IDENTITY, RETURN_PATH, new SenderProof(List.of()));

    @ParameterizedTest
    @CsvFileSource(resources = "/mail/cases/expected.tsv", delimiter = '\t')
    void aMailIsWhatAPersonWouldReadInIt(String file, String expected) throws Exception {
        assertThat(List.of(expected.split("\\|"))).contains(what(read(file), expected));
    }

    @Test
    void everyCaseIsTried() throws IOException {
        String expected = Files.readString(CASES.resolve("expected.tsv"));

        try (Stream<Path> files = Files.list(CASES)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".eml")))
                    .allSatisfy(name -> assertThat(expected).contains(name + "\t"));
        }
    }

    /** As it is, byte by byte: some are in an encoding that is not what they say. */
    private ReceivedMail read(String file) throws Exception {
        String mail = Files.readString(CASES.resolve(file), StandardCharsets.ISO_8859_1)
                .replace("RETURN-PATH", RETURN_PATH.address(LETTER))
                .replace("REPLY-TO", "ringback+r-" + SESSION + "@example.test")
                .replaceAll("\r?\n", "\r\n");
        return reader.read(new MimeMessage(null, new ByteArrayInputStream(mail.getBytes(StandardCharsets.ISO_8859_1))));
    }

    private static String what(ReceivedMail mail, String expected) {
        if (mail instanceof ReceivedMail.Reply reply) {
            String word = "Reply " + reply.word();
            return expected.contains(" from ") ? word + " from " + reply.from().value() : word;
        }
        if (mail instanceof DeliveryStatusNotification.OfOurMail report) {
            assertThat(report.messageId()).isEqualTo(LETTER);
            String what = report.failed() ? "OurFailed" : "OurOther";
            return expected.contains("OurFailed ") ? what + " " + report.status() : what;
        }
        return mail.getClass().getSimpleName();
    }
}
