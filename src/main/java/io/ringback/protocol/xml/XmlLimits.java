package io.ringback.protocol.xml;

/**
 * How much of a document is read at most.
 *
 * @param length of the document: bytes where it came as bytes, characters where it came as text
 * @param depth how many elements may be open at once
 * @param elements in the whole document
 * @param attributes of one element, declarations of namespaces among them
 * @param text characters of one element's own text, and of one attribute
 */
public record XmlLimits(int length, int depth, int elements, int attributes, int text) {}
