package io.ringback.protocol.xml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element as {@link BoundedXml} reads it.
 *
 * @param namespace its namespace, or nothing
 * @param name its local name
 * @param attributes by their local name, which those in a namespace have {@code {namespace}} before
 * @param text its own text, blank at neither end
 * @param children in the order of the document
 */
public record Element(
        String namespace, String name, Map<String, String> attributes, String text, List<Element> children) {

    public Element {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }

    /** Whether it has that name in that namespace. */
    public boolean is(String expectedNamespace, String expectedName) {
        return namespace.equals(expectedNamespace) && name.equals(expectedName);
    }

    /** The first child of that name, in whatever namespace. */
    public Optional<Element> child(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).findFirst();
    }

    /** The first child of that name in that namespace. */
    public Optional<Element> child(String childNamespace, String childName) {
        return children.stream()
                .filter(child -> child.is(childNamespace, childName))
                .findFirst();
    }

    /** All children of that name, in whatever namespace. */
    public List<Element> children(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }

    /** All children of that name in that namespace. */
    public List<Element> children(String childNamespace, String childName) {
        return children.stream()
                .filter(child -> child.is(childNamespace, childName))
                .toList();
    }

    /** The text of the first child of that name, in whatever namespace; empty if it is not there or holds no text. */
    public Optional<String> textOf(String childName) {
        return child(childName).map(Element::text).filter(childText -> !childText.isEmpty());
    }

    /** An attribute without a namespace, as it is written. */
    public Optional<String> attribute(String attributeName) {
        return Optional.ofNullable(attributes.get(attributeName));
    }

    /** An attribute in a namespace, as it is written. */
    public Optional<String> attribute(String attributeNamespace, String attributeName) {
        return Optional.ofNullable(attributes.get(key(attributeNamespace, attributeName)));
    }

    static String key(String attributeNamespace, String attributeName) {
        return attributeNamespace.isEmpty() ? attributeName : "{" + attributeNamespace + "}" + attributeName;
    }
}
