/**
 * The codes of Ringback in plain words, for whoever reads them on a page.
 *
 * <p>In: a code, such as {@code NO_ANSWER}. Out: what people say for it, in English or Swedish.
 */
package io.ringback.web.words;
