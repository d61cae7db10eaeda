/**
 * The REST interface for switches, mail systems and directories, under {@code /api}, described by OpenAPI.
 *
 * <p>In: JSON and CSV of API clients. Out: calls of {@link io.ringback.failedcall}, {@link io.ringback.directory} and
 * {@link io.ringback.cases}; what is wrong with a request comes back as a problem (RFC 9457) that says what to do.
 */
package io.ringback.web.api;
