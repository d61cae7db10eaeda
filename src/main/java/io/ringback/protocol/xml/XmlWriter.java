package io.ringback.protocol.xml;

/**
 * Writes a document in UTF-8. What XML 1.0 cannot hold (section 2.2) is left out of texts and attributes; line ends and tabs
 * come through as they are.
 */
public final class XmlWriter {

    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n");

    /** That the name of an element stands there, and attributes may follow. */
    private boolean inTag;

    private XmlWriter() {}

    /** Writes what an element holds: its attributes, and then texts and other elements. */
    @FunctionalInterface
    public interface Content {
        void write(XmlWriter xml);
    }

    /**
     * A whole document.
     *
     * @param root the name of its only element, with its prefix if it has one
     */
    public static String document(String root, Content content) {
        XmlWriter xml = new XmlWriter();
        xml.element(root, content);
        return xml.out.append("\r\n").toString();
    }

    /**
     * An element.
     *
     * @param name with its prefix if it has one
     */
    public void element(String name, Content content) {
        closeTag();
        out.append('<').append(name);
        inTag = true;
        content.write(this);
        if (inTag) {
            out.append("/>");
            inTag = false;
        } else {
            out.append("</").append(name).append('>');
        }
    }

    /** An element that holds a text. */
    public void element(String name, String text) {
        element(name, xml -> xml.text(text));
    }

    /**
     * An attribute of the element that was begun last; a namespace is declared so too.
     *
     * @throws IllegalStateException if something is in that element already
     */
    public void attribute(String name, String value) {
        if (!inTag) {
            throw new IllegalStateException("The attribute " + name + " comes after the element's content");
        }
        out.append(' ').append(name).append("=\"");
        escape(value);
        out.append('"');
    }

    /** A text in the element that was begun last. */
    public void text(String text) {
        closeTag();
        escape(text);
    }

    private void closeTag() {
        if (inTag) {
            out.append('>');
            inTag = false;
        }
    }

    private void escape(String text) {
        fit(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\t', '\n', '\r' -> out.append("&#").append(c).append(';');
                default -> out.appendCodePoint(c);
            }
        });
    }

    /** The text without the characters that XML 1.0 section 2.2 has no place for. */
    public static String fit(String text) {
        StringBuilder fit = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c == '\t'
                        || c == '\n'
                        || c == '\r'
                        || c >= 0x20 && c <= 0xd7ff
                        || c >= 0xe000 && c <= 0xfffd
                        || c >= 0x10000)
                .forEach(fit::appendCodePoint);
        return fit.toString();
    }
}
