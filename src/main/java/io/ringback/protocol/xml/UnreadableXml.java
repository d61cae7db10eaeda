package io.ringback.protocol.xml;

/**
 * That a document is no XML, or more of it than its reader needs. The message is a sentence without its full stop, and says
 * nothing of what is in the document.
 */
public final class UnreadableXml extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean tooLong;

    private UnreadableXml(String problem, boolean tooLong) {
        // Strangers decide how many of these there are: the trace would tell nothing.
        super(problem, null, false, false);
        this.tooLong = tooLong;
    }

    static UnreadableXml because(String problem) {
        return new UnreadableXml(problem, false);
    }

    static UnreadableXml tooLong(int most, String unit) {
        return new UnreadableXml("The document is longer than " + most + " " + unit, true);
    }

    /** Whether the whole document is too long; none of it was read then. */
    public boolean isTooLong() {
        return tooLong;
    }
}
