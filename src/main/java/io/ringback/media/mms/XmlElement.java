package io.ringback.media.mms;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element of a document that was read by {@link XmlReader}.
 *
 * @param namespace its namespace, or nothing
 * @param name its local name
 * @param attributes by {@code {namespace}name}
 * @param text its own text, blank at neither end
 * @param children in the order of the document
 */
record XmlElement(
        String namespace, String name, Map<String, String> attributes, String text, List<XmlElement> children) {

    Optional<XmlElement> child(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).findFirst();
    }

    /** The text of a child; empty if there is no such child or nothing in it. */
    Optional<String> textOf(String childName) {
        return child(childName).map(XmlElement::text).filter(text -> !text.isEmpty());
    }

    String attribute(String attributeNamespace, String attributeName) {
        return attributes.getOrDefault(key(attributeNamespace, attributeName), "");
    }

    static String key(String attributeNamespace, String attributeName) {
        return "{" + attributeNamespace + "}" + attributeName;
    }
}
