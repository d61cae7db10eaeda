/**
 * Voice as a medium: questions, notifications and information as phone calls, the offer in the call that failed, and
 * what those hear who dial Ringback's own number.
 *
 * <p>In: outbound rows, by {@code direct:send-voice}; keys that people press. Out: calls by {@link
 * io.ringback.telephony.callcontrol.Dialogues} that say what {@link io.ringback.media.voice.Phrases} has, answers to {@link
 * io.ringback.conversation.Conversation}, reports on deliveries.
 */
package io.ringback.media.voice;
