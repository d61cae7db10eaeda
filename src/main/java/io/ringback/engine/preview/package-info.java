/**
 * Says what a deploy would change, before it is confirmed (docs/decisions/0018-what-is-in-force.md): how the tables would have
 * decided the newest cases, or those of a week, and what is drawn otherwise. It decides nothing and stores nothing.
 *
 * <p>In: the files, the tables in force, earlier cases and their people as they are today. Out: sentences and numbers, for
 * {@link io.ringback.cases.DeployPreview} and {@link io.ringback.cases.Replayed}.
 */
package io.ringback.engine.preview;
