package io.ringback.media.mms;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.w3c.dom.Element;

/**
 * A relay (MMS Relay/Server) as TS 23.140 has it: takes MM7_submit.REQ over HTTP (8.7.8.1: POST, SOAP with attachments) if it
 * is valid by the schema, and answers as told.
 */
public final class Mm7Relay implements AutoCloseable {

    static final String SCHEMA = "http://www.3gpp.org/ftp/Specs/archive/23_series/23.140/schema/REL-6-MM7-1-4";

    /**
     * What was submitted.
     *
     * @param headers of HTTP, in lower case
     * @param body as it came
     * @param request the SOAP message
     * @param content the parts of the content by their Content-ID
     */
    public record Submission(Map<String, String> headers, byte[] body, Element request, Map<String, Part> content) {
        /** The text of an element of the request. */
        public String text(String element) {
            return Mm7Schema.text(request, element);
        }
    }

    public record Part(String type, String location, byte[] bytes) {
        /** As UTF-8. */
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** What is answered; no body and status 0 to close the connection without a word. */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        static Answer xml(int status, String body) {
            return new Answer(
                    status, Map.of("Content-Type", "text/xml; charset=utf-8"), body.getBytes(StandardCharsets.UTF_8));
        }

        static Answer plain(int status, String... header) {
            return new Answer(
                    status,
                    header.length == 0 ? Map.of() : Map.of(header[0], header[1]),
                    "<html>No</html>".getBytes(StandardCharsets.UTF_8));
        }

        static Answer hangUp() {
            return new Answer(0, Map.of(), new byte[0]);
        }
    }

    public final List<Submission> submissions = new CopyOnWriteArrayList<>();
    /** What was wrong with a submission; empty if they were all valid. */
    public final List<Throwable> invalid = new CopyOnWriteArrayList<>();

    /** MM7_cancel.REQ. */
    final List<Element> cancels = new CopyOnWriteArrayList<>();

    volatile Function<Element, Answer> cancelAnswers = request -> cancelRsp(request, 1000);

    /** MM7_replace.REQ. */
    final List<Submission> replacements = new CopyOnWriteArrayList<>();

    volatile Function<Element, Answer> replaceAnswers = request -> replaceRsp(request, 1000);

    final AtomicInteger requests = new AtomicInteger();
    volatile Function<Submission, Answer> answers = Mm7Relay::accepted;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public Mm7Relay() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/mm7", this::take);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/mm7";
    }

    /** MM7_submit.RES (8.7.1) with status 1000. */
    static Answer accepted(Submission submission) {
        return Answer.xml(
                200, submitRsp(submission.text("TransactionID"), 1000, "id-" + submission.text("TransactionID")));
    }

    static String submitRsp(String transactionId, int code, String messageId) {
        String id = messageId.isEmpty() ? "" : "<MessageID>" + messageId + "</MessageID>";
        return envelope(
                transactionId,
                "<SubmitRsp xmlns=\"" + SCHEMA + "\"><MM7Version>6.8.0</MM7Version>" + status(code) + id
                        + "</SubmitRsp>");
    }

    /** MM7_cancel.RES (8.7.3). */
    static Answer cancelRsp(Element request, int code) {
        return rsp("CancelRsp", request, code);
    }

    /** MM7_replace.RES. */
    static Answer replaceRsp(Element request, int code) {
        return rsp("ReplaceRsp", request, code);
    }

    private static Answer rsp(String name, Element request, int code) {
        return Answer.xml(
                200,
                envelope(
                        Mm7Schema.text(request, "TransactionID"),
                        "<" + name + " xmlns=\"" + SCHEMA + "\"><MM7Version>6.8.0</MM7Version>" + status(code) + "</"
                                + name + ">"));
    }

    /** RSErrorRsp in the detail of a fault (8.7.7.3). */
    static String fault(String faultCode, int code) {
        String detail = code == 0
                ? ""
                : "<detail><RSErrorRsp xmlns=\"" + SCHEMA + "\"><MM7Version>6.8.0</MM7Version>" + status(code)
                        + "</RSErrorRsp></detail>";
        return envelope(
                "",
                "<env:Fault><faultcode>env:" + faultCode + "</faultcode><faultstring>No</faultstring>" + detail
                        + "</env:Fault>");
    }

    static String status(int code) {
        return "<Status><StatusCode>" + code + "</StatusCode><StatusText>text</StatusText></Status>";
    }

    static String envelope(String transactionId, String body) {
        String header = transactionId.isEmpty()
                ? ""
                : "<env:Header><TransactionID xmlns=\"" + SCHEMA + "\" env:mustUnderstand=\"1\">" + transactionId
                        + "</TransactionID></env:Header>";
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><env:Envelope xmlns:env=\"" + SoapMessage.ENVELOPE + "\">"
                + header + "<env:Body>" + body + "</env:Body></env:Envelope>";
    }

    private void take(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        Answer answer;
        try {
            if (exchange.getRequestHeaders().getFirst("Content-Type").startsWith("text/xml")) {
                Element request = Mm7Schema.validated(exchange.getRequestBody().readAllBytes());
                assertThat(request.getElementsByTagNameNS(SCHEMA, "CancelReq").getLength())
                        .isEqualTo(1);
                cancels.add(request);
                answer = cancelAnswers.apply(request);
            } else {
                Submission submission = read(exchange);
                boolean replaces = submission
                                .request()
                                .getElementsByTagNameNS(SCHEMA, "ReplaceReq")
                                .getLength()
                        > 0;
                (replaces ? replacements : submissions).add(submission);
                answer = replaces ? replaceAnswers.apply(submission.request()) : answers.apply(submission);
            }
        } catch (MessagingException | RuntimeException | AssertionError e) {
            invalid.add(e);
            answer = Answer.plain(500);
        }
        if (answer.status() != 0) {
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            if (answer.body().length > 0) {
                exchange.getResponseBody().write(answer.body());
            }
        }
        exchange.close();
    }

    /** A submission, if it is one by the letter. */
    static Submission read(String contentType, byte[] body, Map<String, String> headers)
            throws MessagingException, IOException {
        ContentType type = new ContentType(contentType);
        assertThat(type.getBaseType()).isEqualTo("multipart/related");
        assertThat(type.getParameter("type")).isEqualTo("text/xml");
        MimeMultipart parts = new MimeMultipart(new ByteArrayDataSource(body, contentType));
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.isComplete()).isTrue();
        BodyPart soap = parts.getBodyPart(type.getParameter("start"));
        assertThat(soap).isSameAs(parts.getBodyPart(0));
        assertThat(new ContentType(soap.getContentType()).match("text/xml")).isTrue();
        Element request = Mm7Schema.validated(soap.getInputStream().readAllBytes());
        Element content =
                (Element) request.getElementsByTagNameNS(SCHEMA, "Content").item(0);
        BodyPart attachment =
                parts.getBodyPart("<" + content.getAttribute("href").substring("cid:".length()) + ">");
        assertThat(attachment).isNotNull();
        return new Submission(headers, body, request, content(attachment));
    }

    private static Map<String, Part> content(BodyPart attachment) throws MessagingException, IOException {
        ContentType type = new ContentType(attachment.getContentType());
        assertThat(type.match("multipart/related")).isTrue();
        MimeMultipart inner = (MimeMultipart) attachment.getContent();
        assertThat(inner.isComplete()).isTrue();
        Map<String, Part> content = new LinkedHashMap<>();
        for (int i = 0; i < inner.getCount(); i++) {
            BodyPart part = inner.getBodyPart(i);
            content.put(
                    part.getHeader("Content-ID")[0],
                    new Part(
                            part.getContentType(),
                            part.getHeader("Content-Location")[0],
                            part.getInputStream().readAllBytes()));
        }
        assertThat(content).containsKey(type.getParameter("start"));
        return content;
    }

    private static Submission read(HttpExchange exchange) throws IOException, MessagingException {
        assertThat(exchange.getRequestMethod()).isEqualTo("POST");
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
        // SOAP 1.1 6.1.1: a client must send it; empty in quotes: the intent is told by the URI.
        assertThat(headers.get("soapaction")).isEqualTo("\"\"");
        return read(headers.get("content-type"), exchange.getRequestBody().readAllBytes(), headers);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
