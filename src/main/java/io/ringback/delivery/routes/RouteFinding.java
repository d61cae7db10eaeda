package io.ringback.delivery.routes;

/**
 * Why a route file, or a change of one, is not in force.
 *
 * @param file its name in {@code camel-routes/}
 * @param line where; 0 if it is about the whole file
 * @param problem what is wrong, as a sentence without the value of any setting
 * @param mend what to do about it, as a sentence
 */
public record RouteFinding(String file, int line, String problem, String mend) {

    /** All of it as one line of text. */
    public String sentence() {
        return file + (line == 0 ? "" : ", line " + line) + ": " + problem + " " + mend;
    }
}
