/**
 * Short messages by SMPP 3.4, on jsmpp: the Camel component {@code smsc:}, and what lies between the map of
 * docs/adapters.md and the octets on the wire.
 *
 * <p>In: texts to send, and deliver_sm. Out: submit_sm, texts that people wrote, and what became of ours.
 *
 * <p>Its table is {@code sms_segment}.
 */
package io.ringback.media.smpp;
