package io.ringback.conversation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where callers who are asked may say why they called.
 *
 * @param onPage on the page of the question
 * @param byKey by key, in the call that failed
 */
@ConfigurationProperties("ringback.say-why")
public record SayWhyProperties(
        @DefaultValue("true") boolean onPage,
        @DefaultValue("false") boolean byKey) {}
