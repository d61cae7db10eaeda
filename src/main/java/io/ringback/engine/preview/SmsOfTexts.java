package io.ringback.engine.preview;

import io.ringback.delivery.MessageKind;
import java.util.Locale;

/** How many SMS a text takes. */
@FunctionalInterface
public interface SmsOfTexts {

    /**
     * How many it takes for one message.
     *
     * @param reader the language, with the brand if there is one
     */
    int of(MessageKind kind, Locale reader);
}
