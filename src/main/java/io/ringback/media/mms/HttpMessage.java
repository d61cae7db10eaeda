package io.ringback.media.mms;

/**
 * What a route sends over HTTP.
 *
 * @param contentType media type with its parameters
 * @param body all of it
 */
public record HttpMessage(String contentType, byte[] body) {}
