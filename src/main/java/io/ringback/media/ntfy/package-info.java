/**
 * Push messages by a server that speaks ntfy's HTTP interface (docs/ntfy.md). In: texts to send and to withdraw, from {@code
 * camel-routes/ntfy.camel.yaml}. Out: what is published and deleted there. Nothing comes back by it: people answer on the page.
 */
package io.ringback.media.ntfy;
