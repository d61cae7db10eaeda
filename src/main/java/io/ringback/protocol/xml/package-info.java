/**
 * XML from strangers and for strangers: the only package that names an XML parser.
 *
 * <p>In: documents that may come from anybody, and what each protocol says of how long, deep and wide one may be. Out: a tree
 * of {@link io.ringback.protocol.xml.Element}s, of which nothing was fetched or expanded; documents as text. What a document
 * means is for each protocol to say.
 */
package io.ringback.protocol.xml;
