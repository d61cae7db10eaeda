package io.ringback.agenda;

/**
 * A class of this program that is there and yet could not be loaded, mostly for want of a file descriptor. Java remembers that and
 * does not try again, so whatever needs the class fails until the node is restarted.
 */
public final class LostClass {

    private static final String INITIALIZING = "Could not initialize class ";

    private LostClass() {}

    /** Whether that is behind a failure. A class that is not there at all was forgotten by who built the program. */
    public static boolean isBehind(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoClassDefFoundError lost && lost.getMessage() != null && isThere(lost.getMessage())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isThere(String message) {
        String name = message.startsWith(INITIALIZING) ? message.substring(INITIALIZING.length()) : message;
        return LostClass.class.getClassLoader().getResource(name.replace('.', '/') + ".class") != null;
    }
}
