/**
 * What Ringback says, for analysts to read: letters, texts, pages and spoken phrases in each language, with a thought-of case in
 * them. Whoever changes them does so in {@code web.bench}. What comes in: what lies in {@code wording/}. What goes out: a page; nothing is changed here.
 */
package io.ringback.web.bench.words;
