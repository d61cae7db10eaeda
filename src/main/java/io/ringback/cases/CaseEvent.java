package io.ringback.cases;

import io.ringback.directory.Medium;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened to a case, for whoever follows all of them from outside. It names no address and no person, and nothing that
 * somebody wrote.
 *
 * @param id the same each time it is told, and of no other event
 * @param medium through which it happened; null if through none
 * @param result in a word or two; null if it has none
 */
public record CaseEvent(String id, UUID caseId, Instant at, Journal.Step step, Medium medium, String result) {}
