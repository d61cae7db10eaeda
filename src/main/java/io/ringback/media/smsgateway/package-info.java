/**
 * SMS by an HTTP gateway (docs/sms-gateway.md). In: texts to send, from {@code camel-routes/sms-gateway.camel.yaml}, and the
 * gateway's signed callbacks. Out: the gateway's requests, and replies and reports for {@code direct:handed-in}.
 */
package io.ringback.media.smsgateway;
