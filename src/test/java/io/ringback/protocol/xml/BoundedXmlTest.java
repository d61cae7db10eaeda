package io.ringback.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** XML as strangers write it: what it says is read, and what it does to its reader is not done. */
class BoundedXmlTest {

    private static final BoundedXml XML = new BoundedXml(new XmlLimits(8_000, 5, 20, 4, 100));

    private static final String GOOD = "<root xmlns='urn:a' xmlns:b='urn:b' b:c='1' c='2'><b:child> some "
            + "text<!-- or other --> and <![CDATA[<more> & more]]> &amp;&#x41; </b:child><?be quiet?><child/></root>";

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aDocumentIsATree() throws UnreadableXml {
        Element root = XML.read("<?xml version=\"1.0\"?>" + GOOD);

        assertThat(root)
                .isEqualTo(new Element(
                        "urn:a",
                        "root",
                        Map.of("{urn:b}c", "1", "c", "2"),
                        "",
                        List.of(
                                new Element("urn:b", "child", Map.of(), "some text and <more> & more &A", List.of()),
                                new Element("urn:a", "child", Map.of(), "", List.of()))));
        assertThat(root.attribute("c")).contains("2");
        assertThat(root.attribute("urn:b", "c")).contains("1");
        assertThat(root.attribute("d")).isEmpty();
        assertThat(root.child("child")).contains(root.children().get(0));
        assertThat(root.child("urn:a", "child")).contains(root.children().get(1));
        assertThat(root.children("child")).hasSize(2);
        assertThat(root.children("urn:b", "child")).hasSize(1);
        assertThat(root.textOf("child")).contains("some text and <more> & more &A");
        assertThat(root.is("urn:a", "root")).isTrue();
        assertThat(root.is("urn:b", "root")).isFalse();
        assertThat(XML.read(utf8(GOOD), "")).isEqualTo(root);
    }

    @Test
    void blanksAroundADocumentAreNoMatter() throws UnreadableXml {
        String document = "\r\n \t<?xml version=\"1.0\"?><a/>\r\n";

        assertThat(XML.read(document).name()).isEqualTo("a");
        assertThat(XML.read(utf8(document), "").name()).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, '', ''",
        "UTF-8, '', UTF-8",
        "UTF-8, '', utf-8",
        "UTF-16, UTF-16, ''",
        "UTF-16BE, '', UTF-16BE",
        "ISO-8859-1, ISO-8859-1, ''",
        "ISO-8859-1, '', ISO-8859-1",
        "ISO-8859-1, UTF-8, ISO-8859-1",
        "windows-1252, windows-1252, ''"
    })
    void bytesAreReadInTheEncodingThatTheyAreIn(String encoding, String declared, String said) throws UnreadableXml {
        String declaration = declared.isEmpty() ? "" : "<?xml version=\"1.0\" encoding=\"" + declared + "\"?>";

        Element root = XML.read((declaration + "<a>Åsa</a>").getBytes(Charset.forName(encoding)), said);

        assertThat(root.text()).isEqualTo("Åsa");
    }

    @Test
    void aByteOrderMarkIsNoText() throws UnreadableXml {
        assertThat(XML.read(utf8("\uFEFF<a>Åsa</a>"), "").text()).isEqualTo("Åsa");
        assertThat(XML.read(utf8("\uFEFF<a>Åsa</a>"), "UTF-8").text()).isEqualTo("Åsa");
    }

    @ParameterizedTest
    @CsvSource({
        "ISO-8859-1, '', ''",
        "ISO-8859-1, UTF-8, ''",
        "ISO-8859-1, '', UTF-8",
        "UTF-8, UTF-16, ''",
        "UTF-8, no-such, ''",
        "UTF-8, '', no-such",
        "UTF-8, '', 'not a name'"
    })
    void bytesInAnotherEncodingThanTheySayAreRefused(String encoding, String declared, String said) {
        String declaration = declared.isEmpty() ? "" : "<?xml version=\"1.0\" encoding=\"" + declared + "\"?>";
        byte[] document = (declaration + "<a>Åsa</a>").getBytes(Charset.forName(encoding));

        assertThat(refused(document, said)).hasMessage("The document is not well formed");
    }

    @Test
    void aTextIsReadWhateverItSaysOfItsEncoding() throws UnreadableXml {
        assertThat(XML.read("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>Åsa</a>")
                        .text())
                .isEqualTo("Åsa");
    }

    static Stream<Arguments> hostile() {
        return HostileDocuments.of(GOOD, "text").entrySet().stream()
                .map(one -> Arguments.of(one.getKey(), one.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void whatIsHostileIsRefused(String name, String document) {
        for (UnreadableXml refused : List.of(refused(document), refused(utf8(document), ""))) {
            assertThat(refused.isTooLong()).isFalse();
            assertThat(refused)
                    .hasMessageMatching("[^.]+")
                    .hasMessageNotContaining("text")
                    .hasNoCause();
        }
    }

    @Test
    void nothingIsFetched() throws IOException {
        AtomicInteger fetched = new AtomicInteger();
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            fetched.incrementAndGet();
            exchange.close();
        });
        elsewhere.start();
        try {
            String url = "127.0.0.1:" + elsewhere.getAddress().getPort();
            HostileDocuments.of(GOOD, "text").values().stream()
                    .map(document -> document.replace("127.0.0.1:9", url))
                    .forEach(BoundedXmlTest::refused);
        } finally {
            elsewhere.stop(0);
        }
        assertThat(fetched).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <a><a><a><a><a/></a></a></a></a>         | <a><a><a><a><a><a/></a></a></a></a></a>  | nested too deep
            <a %s b='' c='' d='' e=''/>              | <a b='' c='' d='' e='' f=''/>            | too many attributes
            <a xmlns='u' b='' c='' d=''/>            | <a xmlns='u' b='' c='' d='' e=''/>       | too many attributes
            """)
    void upToItsLimitADocumentIsTakenAndNotBeyond(String most, String more, String says) throws UnreadableXml {
        assertThat(XML.read(most.replace("%s", "")).name()).isEqualTo("a");
        assertThat(refused(more).getMessage()).contains(says);
    }

    @Test
    void lengthNumberAndTextsHaveLimitsToo() throws UnreadableXml {
        String blanks = " ".repeat(8_000 - 4);
        assertThat(XML.read("<a/>" + blanks).name()).isEqualTo("a");
        assertThat(refused("<a/> " + blanks))
                .hasMessage("The document is longer than 8000 characters")
                .returns(true, UnreadableXml::isTooLong);
        assertThat(refused(utf8("<a/> " + blanks), ""))
                .hasMessage("The document is longer than 8000 bytes")
                .returns(true, UnreadableXml::isTooLong);

        assertThat(XML.read("<a>" + "<b/>".repeat(19) + "</a>").children()).hasSize(19);
        assertThat(refused("<a>" + "<b/>".repeat(20) + "</a>")).hasMessage("The document has too many elements");

        String text = "x".repeat(100);
        assertThat(XML.read("<a b='" + text + "'>" + text + "</a>").text()).hasSize(100);
        for (String more : List.of("<a>x" + text + "</a>", "<a>" + text + "<b/>x</a>", "<a b='x" + text + "'/>")) {
            assertThat(refused(more)).hasMessage("A text in the document is longer than 100 characters");
        }
    }

    /** With a seed of its own, so that a failure comes again. */
    @Test
    void whateverIsBrokenIsReadOrRefused() {
        Random random = new Random(4235);
        BoundedXml generous = new BoundedXml(new XmlLimits(100_000, 100, 1_000, 100, 10_000));
        List<String> documents =
                HostileDocuments.of("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + GOOD, "text").values().stream()
                        .toList();
        for (int i = 0; i < 3_000; i++) {
            ByteArrayOutputStream broken = new ByteArrayOutputStream();
            for (byte one : utf8(documents.get(i % documents.size()))) {
                switch (random.nextInt(60)) {
                    case 0 -> broken.write(random.nextInt(256));
                    case 1 -> broken.writeBytes(new byte[] {one, one});
                    case 2 -> {}
                    default -> broken.write(one);
                }
            }
            for (String charset : List.of("", "UTF-8", "UTF-16", "ISO-8859-1")) {
                try {
                    assertThat(generous.read(broken.toByteArray(), charset)).isNotNull();
                } catch (UnreadableXml e) {
                    assertThat(e).hasMessageMatching("[^.]+");
                }
            }
        }
    }

    private static UnreadableXml refused(String document) {
        UnreadableXml refused = catchThrowableOfType(UnreadableXml.class, () -> XML.read(document));
        assertThat(refused).as(document).isNotNull();
        return refused;
    }

    private static UnreadableXml refused(byte[] document, String charset) {
        UnreadableXml refused = catchThrowableOfType(UnreadableXml.class, () -> XML.read(document, charset));
        assertThat(refused).isNotNull();
        return refused;
    }
}
