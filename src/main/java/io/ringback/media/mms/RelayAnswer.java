package io.ringback.media.mms;

import java.nio.charset.StandardCharsets;

/**
 * What the relay is answered.
 *
 * @param status of HTTP
 * @param text the SOAP message
 */
public record RelayAnswer(int status, String text) {

    public byte[] body() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
