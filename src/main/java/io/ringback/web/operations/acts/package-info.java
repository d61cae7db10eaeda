/**
 * Acts of operators on a case, or on all cases that a search has found. Each says first what would come of it, is confirmed, and runs as a
 * batch with a name (docs/decisions/0041-acts-on-cases.md).
 *
 * <p>In: an act with its cases. Out: what {@link io.ringback.web.operations.acts.CaseActs} does to each of them, which
 * {@code engine} implements; the pages {@code /operations/batches} and {@code /operations/incidents}; lines for the operators' journal.
 *
 * <p>Its tables are {@code batch}, {@code batch_case}, {@code case_note} and {@code raised_case}.
 */
package io.ringback.web.operations.acts;
