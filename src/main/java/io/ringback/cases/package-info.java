/**
 * The case that a failed call opens: its state, its journal and its outcome, and the rule that a caller and a callee have
 * at most one open case.
 *
 * <p>In: steps of the process. Out: what is known of a case, without any address. The process itself is reached through
 * {@link io.ringback.cases.CaseProcess}.
 */
package io.ringback.cases;
