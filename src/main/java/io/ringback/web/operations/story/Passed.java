package io.ringback.web.operations.story;

import java.time.Instant;

/** The token came to an element of the diagram. */
record Passed(Instant at, String element) {}
