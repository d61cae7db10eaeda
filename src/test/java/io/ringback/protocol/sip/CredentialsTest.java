package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.parser.StringMsgParser;
import io.ringback.protocol.sip.SipSettings.Account;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sip.SipFactory;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.CSeqHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ProxyAuthorizationHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.junit.jupiter.api.Test;

/** How challenges are answered. */
class CredentialsTest {

    private static final String HEAD = """
            Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKone
            From: <sip:ringback@switch.example>;tag=1
            To: <sip:bob@switch.example>
            Call-ID: c1
            """;

    private final Credentials credentials = credentials(Optional.of(new Account("Mufasa", "Circle of Life")));

    @Test
    void answersTheExampleOfRfc7616WithQop() throws Exception {
        // RFC 7616 3.9.1, whose response depends on nothing but its inputs.
        assertThat(DigestAlgorithm.SHA_256.response(
                        "Mufasa",
                        "http-auth@example.org",
                        "Circle of Life",
                        "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                        "00000001",
                        "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
                        "GET",
                        "/dir/index.html"))
                .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
        assertThat(DigestAlgorithm.MD5.response(
                        "Mufasa",
                        "http-auth@example.org",
                        "Circle of Life",
                        "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                        "00000001",
                        "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
                        "GET",
                        "/dir/index.html"))
                .isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
    }

    @Test
    void answersAnOldChallengeWithoutQopAsMd5() throws Exception {
        Request answered = credentials
                .authorize(
                        response(401, "WWW-Authenticate: Digest realm=\"switch.example\", nonce=\"abc\""), register())
                .orElseThrow();

        AuthorizationHeader shown = (AuthorizationHeader) answered.getHeader(AuthorizationHeader.NAME);
        assertThat(shown.getResponse())
                .isEqualTo(DigestAlgorithm.MD5.response(
                        "Mufasa",
                        "switch.example",
                        "Circle of Life",
                        "abc",
                        "REGISTER",
                        "sip:switch.example;transport=udp"));
        assertThat(shown.getQop()).isNull();
        assertThat(shown.toString()).contains("uri=\"sip:switch.example;transport=udp\"");
        assertThat(((CSeqHeader) answered.getHeader(CSeqHeader.NAME)).getSeqNumber())
                .isEqualTo(8);
        assertThat(answered.toString()).doesNotContain("z9hG4bKone");
    }

    @Test
    void choosesTheStrongestAlgorithmOfEachRealmAndAnswersAllRealms() throws Exception {
        Request answered =
                credentials.authorize(response(407, """
                                Proxy-Authenticate: Digest realm="a", nonce="1", qop="auth", algorithm=MD5
                                Proxy-Authenticate: Digest realm="a", nonce="2", qop="auth,auth-int", algorithm=SHA-256, opaque="o"
                                Proxy-Authenticate: Digest realm="b", nonce="3", qop="auth", algorithm=MD5
                                Proxy-Authenticate: Digest realm="b", nonce="4", qop="auth", algorithm=UNKNOWN
                                """.strip()), register()).orElseThrow();

        List<ProxyAuthorizationHeader> shown = new ArrayList<>();
        Iterator<?> all = answered.getHeaders(ProxyAuthorizationHeader.NAME);
        while (all.hasNext()) {
            shown.add((ProxyAuthorizationHeader) all.next());
        }
        assertThat(shown).extracting(AuthorizationHeader::getNonce).containsExactly("2", "3");
        ProxyAuthorizationHeader first = shown.get(0);
        assertThat(first.getOpaque()).isEqualTo("o");
        assertThat(first.toString())
                .contains("qop=auth,")
                .contains("nc=00000001")
                .contains("algorithm=SHA-256");
        assertThat(first.getResponse())
                .isEqualTo(DigestAlgorithm.SHA_256.response(
                        "Mufasa",
                        "a",
                        "Circle of Life",
                        "2",
                        "00000001",
                        first.getCNonce(),
                        "REGISTER",
                        "sip:switch.example;transport=udp"));
    }

    @Test
    void countsTheUsesOfANonce() throws Exception {
        Response challenge = response(401, "WWW-Authenticate: Digest realm=\"a\", nonce=\"n\", qop=\"auth\"");

        credentials.authorize(challenge, register());

        assertThat(credentials.authorize(challenge, register()).orElseThrow().toString())
                .contains("nc=00000002");
    }

    @Test
    void doesNotRepeatCredentialsThatWereRefused() throws Exception {
        Request answered = credentials
                .authorize(response(401, "WWW-Authenticate: Digest realm=\"a\", nonce=\"1\", qop=\"auth\""), register())
                .orElseThrow();

        assertThat(credentials.authorize(
                        response(401, "WWW-Authenticate: Digest realm=\"a\", nonce=\"2\", qop=\"auth\""), answered))
                .isEmpty();
    }

    @Test
    void answersAgainWhenOnlyTheNonceWasStale() throws Exception {
        Request answered = credentials
                .authorize(response(401, "WWW-Authenticate: Digest realm=\"a\", nonce=\"1\", qop=\"auth\""), register())
                .orElseThrow();

        Request again = credentials
                .authorize(
                        response(401, "WWW-Authenticate: Digest realm=\"a\", nonce=\"2\", qop=\"auth\", stale=true"),
                        answered)
                .orElseThrow();

        assertThat(again.toString().split("Authorization: ", -1)).hasSize(2);
        assertThat(again.getHeader(AuthorizationHeader.NAME).toString()).contains("nonce=\"2\"");
    }

    @Test
    void hasNoAnswerWithoutAnAccountOrToWhatItDoesNotKnow() throws Exception {
        Response known = response(401, "WWW-Authenticate: Digest realm=\"a\", nonce=\"1\"");
        assertThat(credentials(Optional.empty()).authorize(known, register())).isEmpty();

        for (String unknown : List.of(
                "Basic realm=\"a\"",
                "Digest realm=\"a\", nonce=\"1\", algorithm=SHA3",
                "Digest realm=\"a\", nonce=\"1\", qop=\"auth-int\"",
                "Digest realm=\"a\"")) {
            assertThat(credentials.authorize(response(401, "WWW-Authenticate: " + unknown), register()))
                    .as(unknown)
                    .isEmpty();
        }
        assertThat(credentials.authorize(response(401, "Server: x"), register()))
                .isEmpty();
    }

    private static Credentials credentials(Optional<Account> account) {
        try {
            SipFactory factory = SipFactory.getInstance();
            factory.setPathName("gov.nist");
            HeaderFactory headers = factory.createHeaderFactory();
            return new Credentials(account, headers);
        } catch (javax.sip.PeerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Request register() throws Exception {
        return (Request) message("REGISTER sip:switch.example;transport=udp SIP/2.0\n" + HEAD + "CSeq: 7 REGISTER\n");
    }

    private static Response response(int status, String headers) throws Exception {
        return (Response)
                message("SIP/2.0 " + status + " Unauthorized\n" + HEAD + "CSeq: 7 REGISTER\n" + headers + "\n");
    }

    private static Message message(String text) throws Exception {
        String wire = (text + "Content-Length: 0\n\n").replace("\n", "\r\n");
        return new StringMsgParser().parseSIPMessage(wire.getBytes(StandardCharsets.UTF_8), true, true, null);
    }
}
