package io.ringback.media.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.conversation.ReplyWord;
import io.ringback.conversation.SpokenTime;
import io.ringback.session.SessionIdentifier;
import io.ringback.session.SessionIdentifiers;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MailReaderTest {

    private static final Path CORPUS = Path.of("src", "test", "resources", "mail");
    private static final String SESSION = "00112233445566778899aabbccddeeff";
    private static final UUID LETTER = UUID.fromString("5f0c2c1a-6a0f-4d3f-9a53-2b6b8f1f0a11");
    private static final MailIdentity IDENTITY = new MailIdentity("ringback", "example.test", "Ringback");
    private static final ReturnPath RETURN_PATH =
            new ReturnPath(IDENTITY, new SessionIdentifiers("only-for-tests-only-for-tests-only"));

    private final MailReader reader = new MailReader(IDENTITY, RETURN_PATH, new SenderProof(List.of()));

    static Stream<String> replies() throws IOException {
        return files("replies");
    }

    static Stream<String> automatic() throws IOException {
        return files("automatic");
    }

    static Stream<String> bounces() throws IOException {
        return files("bounces");
    }

    @ParameterizedTest
    @MethodSource("replies")
    void aReplyAsCommonClientsWriteItIsUnderstood(String file) throws Exception {
        String expected = file.substring(0, file.indexOf('-')).toUpperCase(Locale.ROOT);

        assertThat(read(corpus("replies", file))).isInstanceOfSatisfying(ReceivedMail.Reply.class, reply -> {
            assertThat(reply.session()).isEqualTo(session());
            assertThat(reply.from().value()).isEqualTo("anna@example.test");
            assertThat(reply.word()).isEqualTo(ReplyWord.valueOf(expected));
        });
    }

    @ParameterizedTest
    @MethodSource("automatic")
    void whatAMachineWroteIsNoAnswer(String file) throws Exception {
        assertThat(read(corpus("automatic", file))).isInstanceOf(ReceivedMail.AutomaticAnswer.class);
    }

    @ParameterizedTest
    @MethodSource("bounces")
    void aDeliveryReportAsCommonServersWriteItIsUnderstood(String file) throws Exception {
        String[] name = file.split("-", 3);

        assertThat(read(corpus("bounces", file)))
                .isEqualTo(new DeliveryStatusNotification.OfOurMail(
                        LETTER,
                        DeliveryAction.valueOf(name[0].toUpperCase(Locale.ROOT)),
                        EnhancedStatusCode.parse(name[1]).orElseThrow()));
    }

    @Test
    void onlyGivingUpIsAFailure() throws Exception {
        assertThat(read(corpus("bounces", "delayed-4.4.1-sendmail.eml")))
                .matches(report -> !((DeliveryStatusNotification.OfOurMail) report).failed());
        assertThat(read(corpus("bounces", "failed-5.1.1-postfix.eml")))
                .matches(report -> ((DeliveryStatusNotification.OfOurMail) report).failed());
    }

    @Test
    void aBounceWithAForgedReturnPathSaysNothingAboutALetter() throws Exception {
        String genuine = RETURN_PATH.address(LETTER);
        char last = genuine.charAt(genuine.indexOf('@') - 1);
        String forged = genuine.replace(last + "@", (last == '0' ? '1' : '0') + "@");
        String bounce = Files.readString(CORPUS.resolve("bounces").resolve("failed-5.1.1-postfix.eml"));

        assertThat(read(bounce.replace("RETURN-PATH", forged))).isInstanceOf(ReceivedMail.Unrelated.class);
    }

    @Test
    void aReturnPathInCapitalsIsStillOurs() throws Exception {
        String bounce = Files.readString(CORPUS.resolve("bounces").resolve("failed-5.1.1-postfix.eml"));

        assertThat(read(bounce.replace(
                        "RETURN-PATH", RETURN_PATH.address(LETTER).toUpperCase(Locale.ROOT))))
                .isInstanceOf(DeliveryStatusNotification.OfOurMail.class);
    }

    @Test
    void anAutoResponderThatAnswersTheReturnPathIsNoFailure() throws Exception {
        String vacation = corpus("automatic", "sieve-vacation.eml")
                .replace("ringback+r-" + SESSION + "@example.test", RETURN_PATH.address(LETTER));

        assertThat(read(vacation)).isInstanceOf(ReceivedMail.AutomaticAnswer.class);
    }

    @Test
    void theBounceOfAMailBetweenPeopleNamesMailSenderRecipientAndEnvelope() throws Exception {
        String bounce = corpus("bounces", "failed-5.1.1-postfix.eml")
                .replace(RETURN_PATH.address(LETTER), "ringback@example.test")
                .replace("From: Ringback <ringback@example.test>", "From: \"Anna\" <Anna@Example.test>")
                .replace("Reporting-MTA:", "Original-Envelope-Id: QQ314159\nReporting-MTA:");

        assertThat(read(bounce))
                .isInstanceOfSatisfying(DeliveryStatusNotification.OfMailBetweenPeople.class, report -> {
                    assertThat(report.messageId()).isEqualTo("<" + LETTER + "@example.test>");
                    assertThat(report.sender().value()).isEqualTo("anna@example.test");
                    assertThat(report.envelopeId()).isEqualTo(Optional.of("QQ314159"));
                    assertThat(report.failures()).singleElement().satisfies(failure -> {
                        assertThat(failure.finalRecipient().value()).isEqualTo("nobody@example.test");
                        assertThat(failure.originalRecipient()).isPresent();
                        assertThat(failure.status()).isEqualTo(new EnhancedStatusCode(5, 1, 1));
                    });
                });
    }

    @Test
    void mailToThePlainMailboxIsUnrelated() throws Exception {
        assertThat(read(reply("text/plain", "Yes").replace("+r-" + SESSION, "")))
                .isInstanceOf(ReceivedMail.Unrelated.class);
    }

    @Test
    void theReplysAddressIsFoundInToWhereTheServerDoesNotSay() throws Exception {
        String bare = reply("text/plain", "Yes").replaceAll("(?m)^Delivered-To:.*\n", "");

        assertThat(word(bare)).isEqualTo(ReplyWord.YES);
        assertThat(word(bare.replace("To:", "Envelope-To:"))).isEqualTo(ReplyWord.YES);
    }

    @Test
    void aFiveMegabyteHtmlReplyCostsNoMoreThanItsBeginning() throws Exception {
        String huge = reply("text/html", "<p>Yes</p>" + "<div><b>x</b>".repeat(400_000));
        MimeMessage message = message(huge);

        long began = System.nanoTime();
        assertThat(reader.read(message)).matches(mail -> ((ReceivedMail.Reply) mail).word() == ReplyWord.YES);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    static Stream<Map.Entry<String, String>> hostile() {
        StringBuilder nested = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            nested.append("--n")
                    .append(i)
                    .append("\nContent-Type: multipart/mixed; boundary=n")
                    .append(i + 1)
                    .append("\n\n");
        }
        return Stream.of(
                Map.entry("nothing at all", ""),
                Map.entry("no header", "\n\nYes"),
                Map.entry("nested two hundred deep", reply("multipart/mixed; boundary=n0", nested.toString())),
                Map.entry(
                        "thousands of parts",
                        reply("multipart/mixed; boundary=x", "--x\nContent-Type: text/plain\n\n\n".repeat(20_000))),
                Map.entry("boundary that is nowhere", reply("multipart/mixed; boundary=gone", "Yes")),
                Map.entry("multipart without boundary", reply("multipart/mixed", "Yes")),
                Map.entry("a type that is none", reply(";;;=\"", "?")),
                Map.entry("headers without end", "X-Bomb: x\n".repeat(100_000) + reply("text/plain", "no problem")),
                Map.entry("one endless header", "To: " + "a@b.test, ".repeat(200_000) + "\n\nYes"),
                Map.entry(
                        "an endless sender", reply("text/plain", "Yes").replace("anna@", "\"(<".repeat(100_000) + "@")),
                Map.entry("no sender", reply("text/plain", "Yes").replaceAll("(?m)^From:.*\n", "")),
                Map.entry("deep HTML", reply("text/html", "<div>".repeat(50_000))),
                Map.entry("one endless line", reply("text/plain", "On 1 " + "on a den ".repeat(30_000))),
                Map.entry("many attributions", reply("text/plain", "On 1 wrote x\n".repeat(20_000))),
                Map.entry(
                        "a report of nothing",
                        reply("multipart/report; report-type=delivery-status; boundary=x", "--x\n\n--x--")));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    @Timeout(10)
    void hostileMailIsNeverActedOnNorThrows(Map.Entry<String, String> mail) throws Exception {
        ReceivedMail result = read(mail.getValue());

        assertThat(result)
                .isNotNull()
                .satisfiesAnyOf(
                        any -> assertThat(any).isInstanceOf(ReceivedMail.Unreadable.class),
                        any -> assertThat(any).isInstanceOf(ReceivedMail.Unrelated.class),
                        any -> assertThat(((ReceivedMail.Reply) any).word()).isEqualTo(ReplyWord.NONE));
        assertThat(result.toString()).doesNotContain("@b.test").doesNotContain("anna@");
    }

    static Stream<String> brokenButReadable() {
        return Stream.of(
                reply("text/plain; charset=no-such-charset", "Yes"),
                reply("text/plain; charset=\"\"", "Yes"),
                reply("text/plain\nContent-Transfer-Encoding: x-unheard-of", "Yes"),
                reply("text/plain\nContent-Transfer-Encoding: base64", "Yes, please do."),
                reply("text/plain\nContent-Transfer-Encoding: quoted-printable", "Yes =ZZ"),
                reply("text/plain", "Y\0e\0s"),
                reply("nonsense", "Yes"),
                reply("multipart/mixed; boundary=x", "--x\nContent-Type: text/plain\n\nYes"),
                reply(
                        "multipart/alternative; boundary=x",
                        "--x\nContent-Type: text/plain\n\n\n--x\nContent-Type: text/html\n\n<p>Yes\n--x--"),
                reply(
                        "multipart/mixed; boundary=x",
                        "--x\nContent-Type: text/plain\nContent-Disposition: attachment\n\nNo\n"
                                + "--x\nContent-Type: text/plain\n\nYes\n--x--"));
    }

    @ParameterizedTest
    @MethodSource("brokenButReadable")
    void aReplyThatIsBrokenInItsFormIsStillUnderstood(String mail) throws Exception {
        assertThat(word(mail)).isEqualTo(ReplyWord.YES);
    }

    @Test
    void noReplyCutOrChangedAnywhereMakesTheReaderThrow() throws Exception {
        Random random = new Random(20261123);
        for (String file : Stream.of(files("replies"), files("automatic"), files("bounces"))
                .flatMap(all -> all)
                .toList()) {
            for (String folder : new String[] {"replies", "automatic", "bounces"}) {
                if (!Files.exists(CORPUS.resolve(folder).resolve(file))) {
                    continue;
                }
                byte[] bytes = corpus(folder, file).getBytes(StandardCharsets.UTF_8);
                for (int i = 0; i < 20; i++) {
                    byte[] changed = java.util.Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                    assertThat(reader.read(new MimeMessage(null, new ByteArrayInputStream(changed))))
                            .isNotNull();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "In 10 minutes, , in PT10M",
        "'Kl. 15.30, tack', Bob, at 15:30",
        "In 10 minutes, 'No, forget it',",
        "In 10 minutes, or at 15.30 perhaps,",
        "In 10 minutes, at 15.30,",
        "Yes, ,"
    })
    void aReplyNamesATimeIfNoOtherLineOfItSaysMore(String first, String second, String when) throws Exception {
        String mail = reply("text/plain; charset=utf-8", first + "\n" + (second == null ? "" : second + "\n"));

        assertThat(read(mail)).isInstanceOfSatisfying(ReceivedMail.Reply.class, reply -> assertThat(
                        reply.when().map(SpokenTime::toString))
                .isEqualTo(Optional.ofNullable(when)));
    }

    private ReplyWord word(String mail) throws Exception {
        return read(mail) instanceof ReceivedMail.Reply reply ? reply.word() : null;
    }

    private ReceivedMail read(String mail) throws MessagingException {
        return reader.read(message(mail));
    }

    private static MimeMessage message(String mail) throws MessagingException {
        String wire = mail.replace("\r\n", "\n").replace("\n", "\r\n");
        return new MimeMessage(null, new ByteArrayInputStream(wire.getBytes(StandardCharsets.UTF_8)));
    }

    private static String reply(String contentType, String body) {
        return "Return-Path: <anna@example.test>\nDelivered-To: ringback+r-" + SESSION
                + "@example.test\nFrom: Anna <anna@example.test>\nTo: ringback+r-" + SESSION
                + "@example.test\nSubject: Re: Bob was busy\nMIME-Version: 1.0\nContent-Type: " + contentType + "\n\n"
                + body;
    }

    private static SessionIdentifier session() {
        return SessionIdentifier.fromLocalPart(SESSION).orElseThrow();
    }

    private static String corpus(String folder, String file) throws IOException {
        return Files.readString(CORPUS.resolve(folder).resolve(file))
                .replace("RETURN-PATH", RETURN_PATH.address(LETTER));
    }

    private static Stream<String> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }
}
