package io.ringback.conversation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where callers who are asked may say why they called.
 *
 * @param onPage on the page of the question
 * @param byKey by key, in the call that failed
 * @param spoken there also aloud, where the built-in announcement server can record it
 */
@ConfigurationProperties("ringback.say-why")
public record SayWhyProperties(
        @DefaultValue("true") boolean onPage,
        @DefaultValue("false") boolean byKey,
        @DefaultValue("false") boolean spoken) {

    public SayWhyProperties {
        if (spoken && !byKey) {
            throw new IllegalArgumentException("ringback.say-why.spoken is one more key of the menu that"
                    + " ringback.say-why.by-key brings: set that to true as well.");
        }
    }
}
