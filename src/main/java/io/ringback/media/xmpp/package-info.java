/**
 * Instant messages over XMPP (RFC 6120, RFC 6121): Ringback's accounts on an XMPP server, kept online, and what is written
 * to and from them. SIP MESSAGE is another package's; both share the route {@code direct:send-instant-message}.
 *
 * <p>In: the map of docs/adapters.md by the bean {@code xmppAccounts}; stanzas from people. Out: stanzas; replies and
 * delivery reports to {@link io.ringback.arrival.Entrance}.
 */
package io.ringback.media.xmpp;
