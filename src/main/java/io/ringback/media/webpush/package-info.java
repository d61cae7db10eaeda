/**
 * Web Push (docs/web-push.md): RFC 8030 with the encryption of RFC 8291 and the identification of RFC 8292. In: texts to send and to
 * withdraw, from {@code camel-routes/web-push.camel.yaml}. Out: what is posted to the push services of people's browsers. Nothing comes back
 * by it: people answer on the page.
 */
package io.ringback.media.webpush;
