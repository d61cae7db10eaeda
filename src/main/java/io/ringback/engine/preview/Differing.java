package io.ringback.engine.preview;

/**
 * What would be otherwise in one case.
 *
 * @param order where it stands among others
 * @param from what comes of what is in force
 * @param to what would come
 */
record Differing(int order, String table, String about, String from, String to) {

    String inWords() {
        return about + " " + from + " → " + to;
    }
}
