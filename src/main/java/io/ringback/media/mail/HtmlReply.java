package io.ringback.media.mail;

import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** Turns a reply in HTML into lines of text, without what the common clients mark as quotation or signature. */
final class HtmlReply {

    /** Everything from here to the end is the quoted letter: Outlook on the desktop, on the web and on mobiles, Word. */
    private static final String SEPARATORS = "#appendonsend, #divRplyFwdMsg, #x_divRplyFwdMsg, #stopSpelling,"
            + " .OutlookMessageHeader, #mail-editor-reference-message-container, .ms-outlook-mobile-reference-message,"
            + " #isReplyContent, div[style~=(?i)border:\\s*none;\\s*border-top:\\s*solid], div.gmail_quote:not(:has(blockquote)),"
            + " .yahoo_quoted, [id^=yahoo_quoted], .protonmail_quote, .zmail_extra";

    private static final String MARKED = "blockquote, .gmail_attr, .gmail_signature, .moz-cite-prefix, .moz-signature,"
            + " .k9mail-signature, #Signature, #AppleMailSignature, #ms-outlook-mobile-signature, #ymail_android_signature,"
            + " [id*=ymail_ctr_id], head, script, style, template, [style~=(?i)display:\\s*none], [hidden]";

    private static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "blockquote",
            "body",
            "dd",
            "div",
            "dl",
            "dt",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "td",
            "tr",
            "ul");

    private static final Set<String> LINES_KEPT = Set.of("pre", "listing", "plaintext", "textarea", "xmp");

    private static final Pattern PRE =
            Pattern.compile("white-space(?:-collapse)?\\s*:\\s*(?:pre|break-spaces)", Pattern.CASE_INSENSITIVE);

    private HtmlReply() {}

    /** The author's own text in {@code html}, a line for each line that is seen. */
    static String text(String html) {
        Document document = Jsoup.parse(html);
        for (Element separator : document.select(SEPARATORS)) {
            if (separator.hasParent()) {
                removeFrom(separator);
            }
        }
        document.select(MARKED).remove();
        Lines lines = new Lines();
        lines.traverse(document);
        return lines.text.toString();
    }

    private static void removeFrom(Element separator) {
        for (Node node = separator; node != null; node = node.parent()) {
            for (Node next = node.nextSibling(); next != null; next = node.nextSibling()) {
                next.remove();
            }
        }
        separator.remove();
    }

    private static final class Lines implements NodeVisitor {

        private final StringBuilder text = new StringBuilder();
        private int keepers;

        @Override
        public void head(Node node, int depth) {
            keepers += keepsLines(node) ? 1 : 0;
            if (node instanceof TextNode words) {
                text.append(keepers > 0 ? words.getWholeText() : words.text());
            } else if (node.nameIs("br") || BLOCKS.contains(node.normalName())) {
                text.append('\n');
            }
        }

        /** CSS Text 3, 3: the lines of the text itself are seen then, not only those that elements make. */
        private static boolean keepsLines(Node node) {
            return LINES_KEPT.contains(node.normalName())
                    || PRE.matcher(node.attr("style")).find();
        }

        @Override
        public void tail(Node node, int depth) {
            keepers -= keepsLines(node) ? 1 : 0;
            if (BLOCKS.contains(node.normalName())) {
                text.append('\n');
            }
        }
    }
}
