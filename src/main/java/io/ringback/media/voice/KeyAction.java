package io.ringback.media.voice;

/** What a key in a voice message does. */
enum KeyAction {
    /** The caller's answers (S27). */
    YES(Phrase.NOTED_YES),
    ALWAYS(Phrase.NOTED_ALWAYS),
    NO(Phrase.NOTED_NO),
    /** The caller takes back that the callee is told. */
    WITHDRAW(Phrase.NOTED_WITHDRAW),
    /** The callee's contact means (claims 3 and 18): a key press, as S30 has it. */
    CONNECT(Phrase.CONNECTING),
    INFORM(Phrase.NOTED_INFORM),
    NOT_NOW(Phrase.NOTED_NOT_NOW),
    /** The two are connected in ten minutes. */
    LATER(Phrase.NOTED_LATER),
    /** No more messages to this phone. */
    STOP(Phrase.NOTED_STOP);

    private final Phrase confirmation;

    KeyAction(Phrase confirmation) {
        this.confirmation = confirmation;
    }

    /** What is said once it is stored. */
    Phrase confirmation() {
        return confirmation;
    }
}
