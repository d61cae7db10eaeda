/**
 * Third-party call control (RFC 3725): rings the callee, says that the caller is being called, rings the caller, joins the
 * two (claims 5, 8 and 22). It also talks to single phones, and holds failed calls while it is decided whether to.
 *
 * <p>In: what {@code direct:connect-call} is asked for. Out: calls of the {@link io.ringback.sip.UserAgent}, rows of the
 * table {@code connection}, progress and outcome to {@link io.ringback.conversation.Connections}.
 */
package io.ringback.callcontrol;
