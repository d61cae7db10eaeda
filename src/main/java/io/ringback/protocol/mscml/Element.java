package io.ringback.protocol.mscml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element as {@link Document} reads it. MSCML has no text in its elements.
 *
 * @param name its local name; MSCML has no namespace
 * @param attributes by name
 */
record Element(String name, Map<String, String> attributes, List<Element> children) {

    Optional<String> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    List<Element> children(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }
}
