package io.ringback.protocol.xml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What strangers do to a document that is good, for every reader to refuse. */
public final class HostileDocuments {

    private HostileDocuments() {}

    /**
     * By what is done to it.
     *
     * @param good a document of 200 characters or more that its reader takes, without a declaration
     * @param word stands in {@code good} as a text, where the reader looks
     */
    public static Map<String, String> of(String good, String word) {
        int root = good.indexOf('>');
        int begin = good.charAt(root - 1) == '/' ? root - 1 : root;
        Map<String, String> hostile = new LinkedHashMap<>();
        hostile.put("a document type", "<!DOCTYPE x>" + good);
        hostile.put("a document type elsewhere", "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\">" + good);
        hostile.put("an entity of its own", "<!DOCTYPE x [<!ENTITY e \"" + word + "\">]>" + good.replace(word, "&e;"));
        hostile.put(
                "an entity of a file",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" + good.replace(word, "&e;"));
        hostile.put(
                "an entity from the network",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"http://127.0.0.1:9/e\">]>" + good.replace(word, "&e;"));
        hostile.put(
                "a parameter entity",
                "<!DOCTYPE x [<!ENTITY % e SYSTEM \"http://127.0.0.1:9/e\"> %e;]>" + good.replace(word, "&e;"));
        hostile.put("a billion laughs", laughs() + good.replace(word, "&i;"));
        hostile.put("a billion laughs in an attribute", laughs() + with(good, begin, " a=\"&i;\""));
        hostile.put("an entity that nobody declared", good.replace(word, "&e;"));
        hostile.put("elements within elements", with(good, root + 1, "<a>".repeat(500) + "</a>".repeat(500)));
        hostile.put("elements without end", "<a>".repeat(1_000));
        hostile.put(
                "an element with a thousand attributes",
                with(
                        good,
                        begin,
                        IntStream.range(0, 800).mapToObj(i -> " a" + i + "=''").collect(Collectors.joining())));
        hostile.put(
                "an element with hundreds of namespaces",
                with(
                        good,
                        begin,
                        IntStream.range(0, 300)
                                .mapToObj(i -> " xmlns:n" + i + "='u'")
                                .collect(Collectors.joining())));
        hostile.put("the same attribute twice", with(good, begin, " a='1' a='2'"));
        hostile.put("a prefix that nobody declared", with(good, begin, " p:a='1'"));
        hostile.put("a character that XML has not", good.replace(word, word + "\u0001"));
        hostile.put("a reference to a character that XML has not", good.replace(word, word + "&#0;"));
        hostile.put("two roots", good + "<a/>");
        hostile.put("its end cut off", good.substring(0, good.length() - 4));
        hostile.put("nothing", "");
        hostile.put("no XML", "not XML at all");
        return hostile;
    }

    private static String with(String document, int at, String more) {
        return document.substring(0, at) + more + document.substring(at);
    }

    private static String laughs() {
        StringBuilder type = new StringBuilder("<!DOCTYPE x [<!ENTITY a \"ha\">");
        for (char c = 'b'; c <= 'i'; c++) {
            type.append("<!ENTITY ").append(c).append(" \"");
            type.append(("&" + (char) (c - 1) + ";").repeat(10)).append("\">");
        }
        return type.append("]>").toString();
    }
}
