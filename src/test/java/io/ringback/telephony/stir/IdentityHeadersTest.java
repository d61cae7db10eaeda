package io.ringback.telephony.stir;

import static io.ringback.telephony.stir.Signature.DOES_NOT_HOLD;
import static io.ringback.telephony.stir.Signature.NONE;
import static io.ringback.telephony.stir.Signature.UNDECIDED;
import static io.ringback.telephony.stir.Signature.VOUCHES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.BesideOthers;
import io.ringback.directory.Address;
import io.ringback.peers.Authority;
import io.ringback.peers.Authority.Signed;
import io.ringback.peers.Secsipidx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls that somebody else's program has signed, and what forgers make of them. Anna calls Bob. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentityHeadersTest {

    /** When the certificates, which are made in a moment, are valid. */
    private static final Instant NOW = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

    private static final String ANNA = "46701740605";
    private static final String BOB = "46701740606";
    private static final String CAROL = "46701740607";
    private static final String CERTIFICATE = "https://certs.example/carrier.pem";

    /** Service provider code 709J. */
    private static final String PROVIDER = "3008a00616043730394a";

    /** Anna's number alone. */
    private static final String ANNAS = "300fa20d160b" + hex(ANNA);

    /** Ten numbers, the first of which is Bob's: Anna's is the one before. */
    private static final String FROM_BOB = ten(BOB);

    private Path folder;

    private Authority trusted;
    private Signed carrier;
    private Map<String, Path> certificates;

    private static String hex(String digits) {
        return HexFormat.of().formatHex(digits.getBytes(StandardCharsets.US_ASCII));
    }

    /** That many numbers from {@code first} on. */
    private static String ten(String first) {
        return "3014a1123010160b" + hex(first) + "02010a";
    }

    private static String at(String name) {
        return "https://certs.example/" + name + ".pem";
    }

    @BeforeAll
    void makeKeys(@TempDir Path keys) throws IOException {
        folder = keys;
        trusted = Authority.in(folder.resolve("trusted"));
        carrier = trusted.signForNumbers("carrier", PROVIDER);
        Signed stranger = Authority.in(folder.resolve("stranger")).signForNumbers("stranger", PROVIDER);
        Signed web = trusted.signForNumbers("web", "0500");
        Signed annas = trusted.signForNumbers("annas", ANNAS);
        Signed bobs = trusted.signForNumbers("bobs", FROM_BOB);
        Signed range = trusted.signForNumbers("range", ten("46701740600"));
        certificates = Map.of(
                at("range"),
                range.certificate(),
                CERTIFICATE,
                carrier.certificate(),
                at("stranger"),
                stranger.certificate(),
                at("web"),
                web.certificate(),
                at("annas"),
                annas.certificate(),
                at("bobs"),
                bobs.certificate());
    }

    private Path key(String certificate) {
        return Path.of(certificates.get(certificate).toString().replace(".pem", ".key"));
    }

    private IdentityHeaders headers(Optional<TrustedChains> anchors) {
        return new IdentityHeaders(
                anchors,
                where -> Optional.ofNullable(certificates.get(where.toString())).map(IdentityHeadersTest::read),
                Duration.ofSeconds(60),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static List<X509Certificate> read(Path pem) {
        try {
            return TrustedChains.read(Files.readAllBytes(pem));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Signature verify(Duration rang, String... values) {
        SignedCall call = new SignedCall(
                new Address("tel:+" + ANNA),
                List.of(new Address("tel:+" + BOB)),
                rang,
                Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(NOW, ZoneOffset.UTC))));
        return headers(Optional.of(TrustedChains.to(trusted.certificate()))).verify(List.of(values), call);
    }

    private Signature verify(String... values) {
        return verify(Duration.ZERO, values);
    }

    private String signed(String certificate, String attestation, Instant at) {
        return Secsipidx.shaken(key(certificate), ANNA, BOB, attestation, certificate, at);
    }

    private String plain(String certificate) {
        return Secsipidx.signed(
                key(certificate),
                "{\"alg\":\"ES256\",\"typ\":\"passport\",\"x5u\":\"" + certificate + "\"}",
                "{\"dest\":{\"tn\":[\"" + BOB + "\"]},\"iat\":" + NOW.getEpochSecond() + ",\"orig\":{\"tn\":\"" + ANNA
                        + "\"}}",
                certificate);
    }

    private Stream<Arguments> signatures() {
        String good = signed(CERTIFICATE, "A", NOW);
        String attestedB = signed(CERTIFICATE, "B", NOW);
        return Stream.of(
                Arguments.of("the carrier knows that the caller may use the number", VOUCHES, good),
                Arguments.of("the carrier knows the caller, but not the number", DOES_NOT_HOLD, attestedB),
                Arguments.of(
                        "the call came through the carrier's gateway", DOES_NOT_HOLD, signed(CERTIFICATE, "C", NOW)),
                Arguments.of(
                        "the attestation was raised afterwards",
                        DOES_NOT_HOLD,
                        replaced(attestedB, "\"attest\":\"B\"", "\"attest\":\"A\"")),
                Arguments.of(
                        "somebody else called",
                        DOES_NOT_HOLD,
                        Secsipidx.shaken(carrier.key(), CAROL, BOB, "A", CERTIFICATE, NOW)),
                Arguments.of(
                        "Anna called somebody else",
                        DOES_NOT_HOLD,
                        Secsipidx.shaken(carrier.key(), ANNA, CAROL, "A", CERTIFICATE, NOW)),
                Arguments.of(
                        "the certificate is of an authority that nobody trusts",
                        DOES_NOT_HOLD,
                        signed(at("stranger"), "A", NOW)),
                Arguments.of(
                        "the key is not that of the certificate",
                        DOES_NOT_HOLD,
                        Secsipidx.shaken(key(at("stranger")), ANNA, BOB, "A", CERTIFICATE, NOW)),
                Arguments.of("the certificate is that of a web server", DOES_NOT_HOLD, signed(at("web"), "A", NOW)),
                Arguments.of("the certificate is for this very number", VOUCHES, signed(at("annas"), "A", NOW)),
                Arguments.of("the certificate is for a range with this number", VOUCHES, signed(at("range"), "A", NOW)),
                Arguments.of("the certificate is for other numbers", DOES_NOT_HOLD, signed(at("bobs"), "A", NOW)),
                Arguments.of(
                        "it is minutes old, so perhaps a copy",
                        UNDECIDED,
                        signed(CERTIFICATE, "A", NOW.minusSeconds(90))),
                Arguments.of(
                        "it was signed in the future", DOES_NOT_HOLD, signed(CERTIFICATE, "A", NOW.plusSeconds(90))),
                Arguments.of(
                        "nobody has the certificate",
                        UNDECIDED,
                        Secsipidx.shaken(carrier.key(), ANNA, BOB, "A", at("gone"), NOW)),
                Arguments.of(
                        "info names another certificate than what is signed",
                        DOES_NOT_HOLD,
                        good.replace("info=<" + CERTIFICATE, "info=<" + at("annas"))),
                Arguments.of("signed with the certificate as a password", DOES_NOT_HOLD, withSecret(good)),
                Arguments.of("no signature at all", DOES_NOT_HOLD, good.replaceFirst("\\.[^.;]+;", ".;")),
                Arguments.of("a plain one for this very number", VOUCHES, plain(at("annas"))),
                Arguments.of("a plain one of a carrier, which attests nothing", DOES_NOT_HOLD, plain(CERTIFICATE)),
                Arguments.of(
                        "a plain one in its compact form",
                        VOUCHES,
                        plain(at("annas")).replaceFirst("^[^.]+\\.[^.]+\\.", "..")),
                Arguments.of(
                        "only that somebody sent the call on (RFC 8946)",
                        NONE,
                        Secsipidx.signed(
                                carrier.key(),
                                "{\"alg\":\"ES256\",\"ppt\":\"div\",\"typ\":\"passport\",\"x5u\":\"" + CERTIFICATE
                                        + "\"}",
                                "{\"dest\":{\"tn\":[\"" + BOB + "\"]},\"iat\":" + NOW.getEpochSecond()
                                        + ",\"orig\":{\"tn\":\"" + ANNA + "\"}}",
                                CERTIFICATE)),
                Arguments.of("nonsense", DOES_NOT_HOLD, "a.b.c;info=<https://certs.example/carrier.pem>"),
                Arguments.of("nothing", DOES_NOT_HOLD, ";;;"),
                Arguments.of("without end", DOES_NOT_HOLD, "a".repeat(100_000)));
    }

    /** With other claims, and the same signature. */
    private static String replaced(String value, String claim, String by) {
        String[] parts = value.split("\\.", 3);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        assertThat(claims).contains(claim);
        return parts[0] + "." + encoded(claims.replace(claim, by)) + "." + parts[2];
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** RFC 8725 2.1: whoever takes any algorithm takes a public key for a secret. */
    private String withSecret(String value) {
        String[] parts = value.split("[.;]", 4);
        String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        String input = encoded(header.replace("ES256", "HS256")) + "." + parts[1];
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Files.readAllBytes(carrier.certificate()), "HmacSHA256"));
            byte[] signature = mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature) + ";" + parts[3];
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signatures")
    void onlyASignatureOfThisCallByWhoMaySignItVouches(String what, Signature expected, String value) {
        assertThat(verify(value)).isEqualTo(expected);
    }

    @Test
    void aPhoneMayRingForLongBeforeTheCallFails() {
        assertThat(verify(Duration.ofSeconds(60), signed(CERTIFICATE, "A", NOW.minusSeconds(90))))
                .isEqualTo(VOUCHES);
    }

    @Test
    void whatSomebodyAddsBeforeASignatureTakesNothingFromIt() {
        String good = signed(CERTIFICATE, "A", NOW);
        assertThat(verify("nonsense", good)).isEqualTo(VOUCHES);
        assertThat(verify(signed(CERTIFICATE, "C", NOW), "nonsense")).isEqualTo(DOES_NOT_HOLD);
    }

    @Test
    void withoutTrustAnchorsNobodyLooks() {
        SignedCall call = new SignedCall(
                new Address("tel:+" + ANNA), List.of(new Address("tel:+" + BOB)), Duration.ZERO, Optional.empty());

        assertThat(headers(Optional.empty()).verify(List.of(signed(CERTIFICATE, "A", NOW)), call))
                .isEqualTo(NONE);
        assertThat(headers(Optional.of(TrustedChains.to(trusted.certificate()))).verify(List.of(), call))
                .isEqualTo(NONE);
    }

    @Test
    void aFileWithoutCertificatesStopsTheStart() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pem"));

        assertThatThrownBy(() -> TrustedChains.to(empty))
                .hasMessageContaining("ringback.stir.trust-anchors is " + empty)
                .hasMessageContaining("in PEM");
        assertThatThrownBy(() -> new StirProperties("", "", List.of("certs.example"), Duration.ofSeconds(60)))
                .hasMessageContaining("ringback.stir.trust-anchors is missing");
    }
}
