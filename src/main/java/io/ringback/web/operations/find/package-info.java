/**
 * Finding cases: what an operator looks for, in words and filters, and the cases that are it.
 *
 * <p>In: what was typed, or the parameters of a link. Out: ids and rows of cases, the newest first, never more than a bounded number.
 * A link holds no address and no name (docs/decisions/0040-finding-cases.md).
 *
 * <p>Its table is {@code saved_view}.
 */
package io.ringback.web.operations.find;
