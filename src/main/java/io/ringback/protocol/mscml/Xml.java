package io.ringback.protocol.mscml;

import java.util.Map;
import java.util.StringJoiner;

/** Writes MSCML: elements that have attributes only. */
final class Xml {

    private Xml() {}

    static String document(String content) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<" + Mscml.ROOT + " version=\"" + Mscml.VERSION + "\">"
                + content + "</" + Mscml.ROOT + ">\r\n";
    }

    /** @param content elements within it, already written; it is an empty element without any */
    static String element(String name, Map<String, String> attributes, String content) {
        StringJoiner begin = new StringJoiner(" ", "<", "");
        begin.add(name);
        attributes.forEach((attribute, value) -> begin.add(attribute + "=\"" + escaped(value) + '"'));
        return content.isEmpty() ? begin + "/>" : begin + ">" + content + "</" + name + ">";
    }

    /** What XML 1.0 cannot hold (section 2.2) is left out. */
    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder(value.length());
        value.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\t', '\n', '\r' -> escaped.append("&#").append(c).append(';');
                default -> {
                    if (c >= ' ' && !(c >= 0xD800 && c <= 0xDFFF) && c != 0xFFFE && c != 0xFFFF) {
                        escaped.appendCodePoint(c);
                    }
                }
            }
        });
        return escaped.toString();
    }
}
