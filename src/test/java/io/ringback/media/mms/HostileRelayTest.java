package io.ringback.media.mms;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.ringback.protocol.xml.HostileDocuments;
import io.ringback.texting.OwnSenders;
import io.ringback.web.security.RawHttp;
import io.ringback.web.security.RawHttp.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.w3c.dom.Element;

/** Whoever sends to {@code /mm7}: nothing but MM7 by the relay is taken, and all else costs little and tells little. */
@Isolated
@ExtendWith(OutputCaptureExtension.class)
class HostileRelayTest extends MmsServer {

    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    @AfterEach
    void nothingWasHandedOn() {
        assertThat(REPLIES).isEmpty();
        assertThat(REPORTS).isEmpty();
    }

    private static void faulty(Answer answer, int status, String faultCode, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        Element message = Mm7Schema.validated(answer.body());
        assertThat(Mm7Schema.text(message, "faultcode")).isEqualTo("env:" + faultCode);
        assertThat(Mm7Schema.text(message, "StatusCode")).isEqualTo(code);
        assertThat(message.getElementsByTagNameNS(Mm7Relay.SCHEMA, "VASPErrorRsp")
                        .getLength())
                .isEqualTo(1);
    }

    private static String report() {
        return Requests.deliveryReportReq("t-1", "id-7", "Expired");
    }

    @Test
    void entitiesAreNotExpanded() throws IOException {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE lolz [<!ENTITY a \"ha\">");
        for (char c = 'b'; c <= 'j'; c++) {
            laughs.append("<!ENTITY ").append(c).append(" \"").append(("&" + (char) (c - 1) + ";").repeat(10));
            laughs.append("\">");
        }
        String bomb = report().replace("?>", "?>" + laughs + "]>").replace("Expired", "&j;");

        faulty(post(Requests.XML, bomb), 500, "Client", "4004");
        faulty(post(Requests.RELATED, Requests.related(bomb)), 500, "Client", "4004");
    }

    @Test
    void nothingIsFetchedForAnEntity() throws IOException {
        AtomicInteger fetched = new AtomicInteger();
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            fetched.incrementAndGet();
            exchange.close();
        });
        elsewhere.start();
        try {
            String url = "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/x.dtd";
            for (String type : new String[] {
                "<!DOCTYPE e SYSTEM \"" + url + "\">",
                "<!DOCTYPE e [<!ENTITY x SYSTEM \"" + url + "\">]>",
                "<!DOCTYPE e [<!ENTITY % x SYSTEM \"" + url + "\"> %x;]>",
                "<!DOCTYPE e [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
            }) {
                Answer answer =
                        post(Requests.XML, report().replace("?>", "?>" + type).replace("id-7", "&x;"));
                faulty(answer, 500, "Client", "4004");
                assertThat(answer.body()).doesNotContain("root:");
            }
        } finally {
            elsewhere.stop(0);
        }
        assertThat(fetched).hasValue(0);
    }

    @Test
    void hostileDocumentsAreRefused() throws IOException {
        Map<String, String> hostile = HostileDocuments.of(report().replaceFirst("<\\?xml.*?\\?>\\s*", ""), "Expired");
        hostile.remove("nothing");
        for (String document : hostile.values()) {
            faulty(post(Requests.XML, document), 500, "Client", "4004");
        }
    }

    @Test
    void deepAndWideDocumentsAreRefused() throws IOException {
        faulty(
                post(Requests.XML, report().replace("Expired", "<a>".repeat(10_000) + "</a>".repeat(10_000))),
                500,
                "Client",
                "4004");
        faulty(post(Requests.XML, report().replace("Expired", "<a/>".repeat(10_000))), 500, "Client", "4004");
        StringBuilder attributes = new StringBuilder("<MMStatus");
        for (int i = 0; i < 5_000; i++) {
            attributes.append(" a").append(i).append("=\"\"");
        }
        faulty(post(Requests.XML, report().replace("<MMStatus", attributes)), 500, "Client", "4004");
    }

    @Test
    void longBodiesAreNotReadToTheirEnd() throws IOException {
        String long10 = report().replace("Expired", "x".repeat(10_000_000));

        assertThat(post(Requests.XML, long10).status()).isEqualTo(413);
        assertThat(new RawHttp(port)
                        .sendChunked("POST", MM7, headers(Requests.RELATED), long10)
                        .status())
                .isEqualTo(413);
        faulty(post(Requests.XML, report().replace("Expired", "x".repeat(900_000))), 500, "Client", "4004");
    }

    @Test
    void nothingIsUnpacked() throws IOException {
        Map<String, String> headers = headers(Requests.XML);
        headers.put("Content-Encoding", "gzip");

        assertThat(new RawHttp(port).send("POST", MM7, headers, report()).status())
                .isEqualTo(403);
    }

    @Test
    void partsNestedTooDeepAreRefused() throws IOException {
        StringBuilder nested = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            nested.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\r\n\r\n--b");
            nested.append(i).append("\r\n");
        }
        nested.append(Requests.text("Ja"));
        Answer answer = post(Requests.RELATED, Requests.related(Requests.deliverReq("t-1", "", ""), nested.toString()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(Mm7Schema.text(Mm7Schema.validated(answer.body()), "StatusCode"))
                .isEqualTo("2007");
    }

    @Test
    void thousandsOfPartsAreRefused() throws IOException {
        String[] parts = new String[20_000];
        java.util.Arrays.fill(parts, "\r\nx");

        faulty(
                post(Requests.RELATED, Requests.related(Requests.deliverReq("t-1", "", ""), parts)),
                500,
                "Client",
                "4004");
    }

    @Test
    void aReplyWhoseContentIsMissingIsCorrupt() throws IOException {
        for (Answer answer : new Answer[] {
            post(Requests.RELATED, Requests.related(Requests.deliverReq("t-1", "", ""))),
            post(Requests.XML, Requests.deliverReq("t-1", "", ""))
        }) {
            assertThat(answer.status()).isEqualTo(200);
            Element message = Mm7Schema.validated(answer.body());
            assertThat(Mm7Schema.text(message, "StatusCode")).isEqualTo("2007");
            assertThat(Mm7Schema.text(message, "TransactionID")).isEqualTo("t-1");
        }
    }

    @Test
    void aReplyThatIsCutOffIsNotTaken() throws IOException {
        String whole = Requests.related(
                Requests.deliverReq("t-1", "", ""), Requests.content(Requests.text("Ja, men inte i dag")));
        for (int cut : new int[] {1, 6, 30, 100, 300, whole.length() - 40}) {
            Answer answer = post(Requests.RELATED, whole.substring(0, whole.length() - cut - 4));
            faulty(answer, 500, "Client", "4004");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=NextPart_1",
                "multipart/mixed; boundary=NextPart_1",
                "multipart/related; boundary=",
                "multipart/related",
                "; ; ;"
            })
    void otherTypesAreRefused(String type) throws IOException {
        Answer answer = post(type, report());

        assertThat(answer.status()).isIn(400, 415, 500);
        if (answer.body().startsWith("<?xml")) {
            assertThat(Mm7Schema.text(Mm7Schema.validated(answer.body()), "faultcode"))
                    .isEqualTo("env:Client");
        }
    }

    @Test
    void laterSoapIsAnotherVersion() throws IOException {
        String soap12 = "http://www.w3.org/2003/05/soap-envelope";

        faulty(post(Requests.XML, report().replace(SoapMessage.ENVELOPE, soap12)), 500, "VersionMismatch", "4004");
        faulty(
                post("application/soap+xml; charset=utf-8", report().replace(SoapMessage.ENVELOPE, soap12)),
                500,
                "VersionMismatch",
                "4004");
    }

    @Test
    void whatMustBeUnderstoodAndIsNotIsSaid() throws IOException {
        String header = "<env:Header><x:Pay xmlns:x=\"urn:x\" env:mustUnderstand=\"1\"/>";

        faulty(post(Requests.XML, report().replace("<env:Header>", header)), 500, "MustUnderstand", "4004");
    }

    @Test
    void otherOperationsAreNotSupported() throws IOException {
        faulty(post(Requests.XML, Mm7Relay.submitRsp("t-1", 1000, "m-1")), 500, "Client", "4003");
        faulty(post(Requests.XML, Mm7Relay.envelope("t-1", "<x:Buy xmlns:x=\"urn:x\"/>")), 500, "Client", "4003");
        faulty(post(Requests.XML, report().replace(" env:mustUnderstand=\"1\">t-1<", "><")), 500, "Client", "4004");
    }

    @Test
    void onlyTheRelayIsLetIn() throws IOException {
        for (String authorization : new String[] {
            null,
            "",
            "Basic",
            "Basic !!!",
            "Bearer " + RELAY_PASSWORD,
            basic(RELAY, "wrong"),
            basic(RELAY, RELAY_PASSWORD + " "),
            basic("someone", RELAY_PASSWORD),
            basic(RELAY, ""),
            "Basic " + "A".repeat(8_000)
        }) {
            Map<String, String> headers = stranger();
            if (authorization != null) {
                headers.put("Authorization", authorization);
            }
            Answer answer = new RawHttp(port).send("POST", MM7, headers, report());
            assertThat(answer.status()).as(authorization).isEqualTo(401);
            assertThat(answer.header("www-authenticate")).startsWith("Basic ");
        }
    }

    @Test
    void guessingIsSlowedDownAndTheRelayIsNot() throws IOException {
        Map<String, String> headers = stranger();
        headers.put("Authorization", basic(RELAY, "guess"));
        int last = 0;
        for (int i = 0; i < 70 && last != 429; i++) {
            last = new RawHttp(port).send("POST", MM7, headers, "").status();
        }
        assertThat(last).isEqualTo(429);

        headers.put("Authorization", basic(RELAY, RELAY_PASSWORD));
        assertThat(new RawHttp(port).send("POST", MM7, headers, "<x/>").status())
                .isEqualTo(500);
    }

    @Test
    void nothingButPostAndNothingBelowThePathIsOpen() throws IOException {
        assertThat(new RawHttp(port).send("GET", MM7, headers(Requests.XML), "").status())
                .isIn(403, 405);
        assertThat(new RawHttp(port)
                        .send("POST", MM7 + "/x", headers(Requests.XML), report())
                        .status())
                .isIn(403, 404);
        assertThat(new RawHttp(port)
                        .send("POST", MM7 + ";x=1", headers(Requests.XML), report())
                        .status())
                .isIn(400, 403, 404);
    }

    @Test
    void noAddressAndNoTextComesIntoTheLog(CapturedOutput log) throws IOException {
        post(Requests.RELATED, Requests.related(Requests.deliverReq("t-1", "", "")));
        post(Requests.XML, report().replace("</MessageID>", "</MessageID"));
        mistake = new IllegalStateException("+46701740605 said Ja");
        post(
                Requests.RELATED,
                Requests.related(
                        Requests.deliverReq("t-1", "", ""), Requests.content(Requests.text("Ja, men hemligt"))));

        assertThat(log.getAll()).contains("MM7 2007").contains("cannot be stored now: IllegalStateException");
        assertThat(log.getAll())
                .doesNotContain("701740605")
                .doesNotContain("hemligt")
                .doesNotContain("\\tat ");
    }

    /** With a seed of its own, so that a failure comes again. */
    @Test
    void whateverIsBrokenIsAnswered() {
        Random random = new Random(23140);
        Mm7Requests requests = new Mm7Requests(
                new Mm7Properties(
                        "http://relay.example",
                        "",
                        "",
                        "v",
                        "",
                        "",
                        Mm7Relay.SCHEMA,
                        "6.8.0",
                        "Auto",
                        java.time.Duration.ofDays(1),
                        "",
                        ""),
                new OwnSenders(List.of()));
        byte[] whole = Requests.related(Requests.deliverReq("t-1", "l", "r"), Requests.content(Requests.text("Ja")))
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 300; i++) {
            byte[] broken = whole.clone();
            for (int change = random.nextInt(8); change >= 0; change--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            RelayNotice notice = requests.read(broken, Requests.RELATED);
            // The answer is in the schema of the request, and that may be broken too.
            if (notice.refused().text().contains(Mm7Relay.SCHEMA + "\"")) {
                Mm7Schema.validated(notice.refused().text());
            }
        }
    }

    private static Map<String, String> stranger() {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", Requests.XML);
        headers.put("X-Forwarded-For", "198.51.100." + ADDRESSES.incrementAndGet());
        return headers;
    }
}
