package io.ringback.wording;

import io.ringback.cases.OneLine;
import java.util.Locale;

/**
 * A line of text that one of the two has written, as the other reads it.
 *
 * @param readerName whose it is to read
 * @param language the reader's
 * @param writerName who has written it
 * @param ofCaller whether that is the caller
 */
public record LineView(String readerName, Locale language, String writerName, boolean ofCaller, OneLine line) {}
