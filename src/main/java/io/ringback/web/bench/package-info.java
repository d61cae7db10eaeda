/**
 * The analyst's bench, {@code /bench}: diagrams, tables and words are edited, checked, proposed, approved and put into force in the
 * browser (docs/decisions/0044-the-bench.md).
 *
 * <p>In: the files in force through {@link io.ringback.web.bench.EngineBench}, and what analysts draw; what earlier cases would have
 * become, through {@link io.ringback.web.bench.EngineReplay}. Out: drafts and
 * proposals, and a wish to deploy.
 */
package io.ringback.web.bench;
