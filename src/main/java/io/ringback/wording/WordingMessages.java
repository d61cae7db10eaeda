package io.ringback.wording;

import java.text.MessageFormat;
import java.util.Locale;
import org.springframework.context.support.AbstractMessageSource;

/** The texts in force as templates ask for them: the locale is the reader's, with their brand. */
final class WordingMessages extends AbstractMessageSource {

    private final WordingInForce wording;
    private final TextsOf[] of;

    WordingMessages(WordingInForce wording, TextsOf... of) {
        this.wording = wording;
        this.of = of;
    }

    @Override
    protected MessageFormat resolveCode(String key, Locale reader) {
        return wording.format(key, reader, of).orElse(null);
    }
}
