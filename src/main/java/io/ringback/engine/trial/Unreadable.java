package io.ringback.engine.trial;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Why a file could not be read or tried, in words for an analyst.
 *
 * @param problem as a sentence
 * @param mend as a sentence
 */
record Unreadable(String problem, String mend) {

    private static final int BEGINNING = 4_000;

    /** @param content what is in the file; {@code failure} came of it */
    static Unreadable of(byte[] content, Throwable failure) {
        String begins =
                new String(Arrays.copyOf(content, Math.min(content.length, BEGINNING)), StandardCharsets.ISO_8859_1);
        if (content.length == 0) {
            return new Unreadable("It is empty.", "Save it in Camunda Modeler once more, or take it away.");
        }
        if (begins.startsWith("\u00fe\u00ff") || begins.startsWith("\u00ff\u00fe")) {
            return new Unreadable("It is written in UTF-16.", "Save it as UTF-8, as Camunda Modeler does.");
        }
        if (begins.indexOf('\0') >= 0 || begins.indexOf('<') < 0) {
            return new Unreadable(
                    "It is no XML file.", "Save the diagram or table in Camunda Modeler, or take the file away.");
        }
        if (begins.toUpperCase(Locale.ROOT).contains("<!DOCTYPE")) {
            return new Unreadable(
                    "It has a document type (<!DOCTYPE ...>), which is not read.", "Delete that part of the file.");
        }
        if (failure instanceof StackOverflowError) {
            return new Unreadable(
                    "A cell, a condition or the file itself is nested too deeply to be read.",
                    "Make the longest cell or condition shorter: write several rows or ways instead.");
        }
        return new Unreadable(
                "It cannot be read: " + FileTrial.innermost(failure) + ".",
                "Open it in Camunda Modeler, which shows what is broken, or take back the last change.");
    }
}
