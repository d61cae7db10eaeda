/**
 * Everything {@code bin/run} needs around Ringback on one machine: PostgreSQL, a mail server, two sample people, secrets
 * (profile {@code embedded}).
 *
 * <p>In: ports and the data folder. Out: the database's connection details, mailboxes, and what to try first. Nothing
 * else in Ringback knows that this package exists.
 */
package io.ringback.embedded;
