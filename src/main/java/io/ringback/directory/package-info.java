/**
 * Who is who: people, the devices that reach them and what they prefer (the patent's mapping means, claims 7 and 12).
 *
 * <p>In: REST and CSV writes, look-ups by address. Out: {@link io.ringback.directory.Person} with devices in the
 * person's order. Knows nothing of cases.
 *
 * <p>Its tables are {@code person}, {@code device}, {@code block}, {@code block_of_erased}, {@code standing_permission}
 * and {@code contact}. {@link io.ringback.calendar}, {@link io.ringback.conversation}, {@link io.ringback.wording},
 * {@link io.ringback.reach}, {@link io.ringback.delivery}, {@link io.ringback.texting}, {@link io.ringback.cases}, {@link
 * io.ringback.web.operations}, {@link io.ringback.web.operations.ladder}, {@link io.ringback.web.operations.cockpit}, {@link io.ringback.web.operations.story}, {@link io.ringback.engine.acts}, {@link io.ringback.web.operations.find} and {@link io.ringback.privacy} join people and devices with what is theirs in one query.
 */
package io.ringback.directory;
