package io.ringback.telephony.diversion;

import io.ringback.protocol.xml.BoundedXml;
import io.ringback.protocol.xml.Element;
import io.ringback.protocol.xml.UnreadableXml;
import io.ringback.protocol.xml.XmlLimits;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an {@code application/dialog-info+xml} (RFC 4235 section 4) says of its one dialog. Elements of other namespaces are
 * passed over.
 *
 * @param state as it is written: confirmed, terminated ...
 * @param event why it is in that state; empty if it does not say
 * @param code the status that ended it; empty if it does not say
 * @param caller the URI of who called; empty if it does not say
 * @param callee the URI of who was called; empty if it does not say
 * @param conference the URI of the side that is a focus, or nothing
 */
record DialogInfo(String state, String event, String code, String caller, String callee, Optional<String> conference) {

    private static final String NAMESPACE = "urn:ietf:params:xml:ns:dialog-info";

    private static final int LONGEST = 16_384;

    /** A session description is the longest text that can stand in it. */
    private static final BoundedXml XML = new BoundedXml(new XmlLimits(LONGEST, 16, 200, 40, 8_192));

    private static final int TOO_LARGE = 413;

    /** @throws UnreadableRequest if it is malformed or too long, or has another number of dialogs than one */
    static DialogInfo parse(String body) {
        Element root;
        try {
            root = XML.read(body);
        } catch (UnreadableXml e) {
            throw new UnreadableRequest(e.isTooLong() ? TOO_LARGE : 400, e.getMessage());
        }
        List<Element> dialogs = root.children(NAMESPACE, "dialog");
        if (!root.is(NAMESPACE, "dialog-info") || dialogs.size() != 1) {
            throw UnreadableRequest.malformed("The body does not have exactly one dialog");
        }
        return of(dialogs.get(0));
    }

    private static DialogInfo of(Element dialog) {
        boolean recipient = !dialog.attribute("direction").orElse("").strip().equals("initiator");
        Optional<Element> state = dialog.child(NAMESPACE, "state");
        String local = identity(dialog, "local");
        String remote = identity(dialog, "remote");
        return new DialogInfo(
                state.map(DialogInfo::text).orElse(""),
                state.map(one -> attribute(one, "event")).orElse(""),
                state.map(one -> attribute(one, "code")).orElse(""),
                recipient ? remote : local,
                recipient ? local : remote,
                focus(dialog));
    }

    private static String identity(Element dialog, String side) {
        return dialog.child(NAMESPACE, side)
                .flatMap(participant -> participant.child(NAMESPACE, "identity"))
                .map(DialogInfo::text)
                .map(SipGrammar::printable)
                .orElse("");
    }

    /** A target says what its URI can do; that of a conference is a focus (RFC 4579). */
    private static Optional<String> focus(Element dialog) {
        return Stream.of("local", "remote")
                .flatMap(side -> dialog.children(NAMESPACE, side).stream())
                .flatMap(participant -> participant.children(NAMESPACE, "target").stream())
                .filter(target -> target.children(NAMESPACE, "param").stream()
                        .anyMatch(param -> attribute(param, "pname").equals("isfocus")))
                .map(target -> SipGrammar.printable(attribute(target, "uri")))
                .findFirst();
    }

    private static String attribute(Element element, String name) {
        return element.attribute(name).orElse("").strip();
    }

    /** A URI with an element within it would be read as another one. */
    private static String text(Element element) {
        if (!element.children().isEmpty()) {
            throw UnreadableRequest.malformed("The " + element.name() + " has elements within its text");
        }
        return element.text();
    }
}
