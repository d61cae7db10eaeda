/**
 * SIP (RFC 3261) for Camel: the component {@code sip:}, and the user agent beneath it, on JAIN-SIP. It knows nothing of
 * Ringback and could be published with {@code sdp}.
 *
 * <p>In: requests of the peers it was told of. Out: requests of its own, and {@link io.ringback.protocol.sip.Leg}s: calls that are
 * placed, answered, steered and hung up by whoever uses the {@link io.ringback.protocol.sip.UserAgent}.
 *
 * <p>Inside, {@code JainStack} is JAIN-SIP from start to close, and {@code AgentMessages} builds what is sent. {@code Legs} are
 * the calls: each begins as an {@code OutgoingInvite}, or as one of the {@code IncomingInvites}, and once it is answered is a
 * {@code Session} of {@code OwnOffers}, {@code PeerOffers}, {@code InDialogRequests} and a {@code SessionRefresh}. Requests
 * outside of calls are {@code OutgoingRequests} and {@code IncomingRequests}; {@code Subscriptions} have dialogs of their own.
 */
package io.ringback.protocol.sip;
