package io.ringback.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents as they leave. */
class XmlWriterTest {

    private static final BoundedXml XML = new BoundedXml(new XmlLimits(1_000, 10, 10, 10, 100));

    @Test
    void aDocumentIsWrittenAsItIsNested() {
        assertThat(XmlWriter.document("p:a", root -> {
                    root.attribute("xmlns:p", "urn:p");
                    root.element("b", one -> one.attribute("c", "1"));
                    root.element("d", "text");
                    root.element("e", two -> two.element("f", three -> {}));
                }))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
                        + "<p:a xmlns:p=\"urn:p\"><b c=\"1\"/><d>text</d><e><f/></e></p:a>\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<&\"'>]]>", "a\r\n\tb\nc\rd", "é 😀 \uFFFD", "</a><a b='c'>", "&amp;", "<!-- x -->"})
    void whatIsWrittenIsReadAsTheSame(String text) throws UnreadableXml {
        assertThat(XML.read(XmlWriter.document("a", root -> {
                    root.attribute("b", text);
                    root.text(text);
                })))
                .isEqualTo(new Element("", "a", Map.of("b", text), text, List.of()));
    }

    @Test
    void whatXmlCannotHoldIsLeftOut() throws UnreadableXml {
        String text = "a\u0000b\u0008c\u001bd\uD800e\uFFFEf\uFFFFg\uDC00h";

        assertThat(XmlWriter.fit(text)).isEqualTo("abcdefgh");
        assertThat(XML.read(XmlWriter.document("a", root -> {
                    root.attribute("b", text);
                    root.text(text);
                })))
                .isEqualTo(new Element("", "a", Map.of("b", "abcdefgh"), "abcdefgh", List.of()));
    }

    @Test
    void anAttributeAfterContentIsAFault() {
        assertThatThrownBy(() -> XmlWriter.document("a", root -> {
                    root.text("b");
                    root.attribute("c", "d");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The attribute c ");
    }
}
