/**
 * The way out: messages are rows first, written in the transaction of the step that wants them sent, and handed to the
 * adapters in {@code camel-routes/} after commit (the notification means of claim 10).
 *
 * <p>In: {@link io.ringback.delivery.Outbox#write}. Out: Camel exchanges to {@code direct:send-*} and
 * {@code direct:connect-call}, and a {@link io.ringback.delivery.DeliveryReport} of how it ended. What is to
 * leave at once is handed over in memory (docs/decisions/0036-handed-over-in-memory.md); what waits or is tried again is on the agenda
 * of db-scheduler (docs/decisions/0003-inbox-and-outbox.md).
 *
 * <p>{@link io.ringback.delivery.routes} puts those files into force.
 *
 * <p>Its tables are {@code outbound_message}, {@code asked_back}, {@code withdrawal}, {@code provider_message} and {@code early_report}. {@link io.ringback.wording},
 * {@link io.ringback.reach}, {@link io.ringback.session}, {@link io.ringback.texting}, {@link io.ringback.media.voice}, {@link
 * io.ringback.web.operations}, {@link io.ringback.web.operations.story}, {@link io.ringback.web.operations.acts}, {@link io.ringback.engine.acts}, {@link io.ringback.web.operations.find} and {@link io.ringback.privacy} join the messages with what is theirs in one query.
 */
package io.ringback.delivery;
