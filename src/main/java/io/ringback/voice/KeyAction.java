package io.ringback.voice;

/** What a key in a voice message does. */
enum KeyAction {
    /** The caller's answers (S27). */
    YES(Phrase.WILL_NOTIFY),
    ALWAYS(Phrase.WILL_ALWAYS_NOTIFY),
    NO(Phrase.WILL_NOT_NOTIFY),
    /** The callee's contact means (claims 3 and 18): a key press, as S30 has it. */
    CONNECT(Phrase.CONNECTING),
    INFORM(Phrase.WILL_INFORM),
    NOT_NOW(Phrase.WILL_NOT_INFORM),
    /** No more messages to this phone. */
    NO_MORE(Phrase.NO_MORE);

    private final Phrase confirmation;

    KeyAction(Phrase confirmation) {
        this.confirmation = confirmation;
    }

    /** What is said once it is stored. */
    Phrase confirmation() {
        return confirmation;
    }
}
