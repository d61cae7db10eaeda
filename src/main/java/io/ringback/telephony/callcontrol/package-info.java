/**
 * Third-party call control (RFC 3725): rings the callee, says that the caller is being called, rings the caller, joins the
 * two (claims 5, 8 and 22). Speaks scripts to phones by prompt and collect (RFC 5022; claims 19 and 20), and holds failed calls
 * while it is decided whether to ask their callers so.
 *
 * <p>{@code CallControl} and {@code VoiceControl} have the calls of this node, with what those share in {@code NodeCalls}. {@code
 * Connection} and {@code Dialogue} are the machines of one such call each, with their legs in {@code CallsInHand}; a dialogue
 * hands its phone on to a {@code Successor}, which is a connection.
 *
 * <p>In: what {@code direct:connect-call} is asked for, scripts, held calls. Out: calls of the {@link
 * io.ringback.protocol.sip.UserAgent}, rows of the tables {@code connection} and {@code voice_call}, progress and outcome to {@link
 * io.ringback.conversation.Connections} and to the scripts.
 *
 * <p>Its tables are {@code connection} and {@code voice_call}. {@link io.ringback.media.voice} joins the calls to count them;
 * {@link io.ringback.web.operations} and {@link io.ringback.web.operations.find} read both, and {@link io.ringback.privacy} the connections.
 */
package io.ringback.telephony.callcontrol;
