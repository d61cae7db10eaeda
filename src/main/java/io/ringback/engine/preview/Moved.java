package io.ringback.engine.preview;

/**
 * What a table would decide otherwise in some cases.
 *
 * @param atNight whether it is about a message in its reader's quiet hours
 * @param from what the table in force says; null if it is not asked
 * @param to what the table in the file says; null if it is not asked
 */
record Moved(Topic topic, boolean atNight, String from, String to) {}
