package io.ringback.voice;

import java.util.List;

/** What is said, as play URLs (RFC 4240). */
interface Sayings {

    /** The message itself, with the keys it offers. */
    List<String> message(SpokenMessage message);

    /** What is said in answer to a key, or to none. */
    List<String> phrase(Phrase phrase, SpokenMessage message);
}
