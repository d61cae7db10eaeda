/**
 * The case that a failed call opens: its state, its journal and its outcome, and the rule that a caller and a callee have
 * at most one open case.
 *
 * <p>In: steps of the process. Out: what is known of a case, without any address. The process itself is reached through
 * {@link io.ringback.cases.CaseProcess}.
 *
 * <p>Its tables are {@code failed_call_case}, {@code open_pair}, {@code journal_entry} and {@code told_case_events}, with the
 * views {@code journal} and {@code token_way}. {@link io.ringback.session}, {@link io.ringback.wording},
 * {@link io.ringback.reach}, {@link io.ringback.delivery}, {@link io.ringback.texting}, {@link io.ringback.media.voice},
 * {@link io.ringback.telephony.callcontrol}, {@link io.ringback.engine}, {@link io.ringback.engine.preview},
 * {@link io.ringback.web.operations}, {@link io.ringback.ladder}, {@link io.ringback.web.operations.ladder}, {@link io.ringback.web.operations.cockpit}, {@link io.ringback.web.operations.story}, {@link io.ringback.web.operations.acts}, {@link io.ringback.engine.acts}, {@link io.ringback.web.operations.find} and {@link io.ringback.privacy} join the cases
 * with what is theirs in one query.
 */
package io.ringback.cases;
