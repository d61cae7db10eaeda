package io.ringback.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/** Writes what the switch says to a file, without the numbers and names of people that its messages about bad requests quote. */
final class SwitchLog implements Runnable {

    private static final Pattern USER = Pattern.compile("(?i)\\b(sips?|tel):[^\\s@<>;,\"']+(?=[@\\s<>;,\"']|$)");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{7,}");
    /** Of a line: whoever sends nonsense does not decide how much is written. */
    private static final int LONGEST = 1_000;

    private final InputStream said;
    private final Path file;

    SwitchLog(InputStream said, Path file) {
        this.said = said;
        this.file = file;
    }

    /** Until the switch says no more. */
    @Override
    public void run() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Files.writeString(
                        file,
                        withoutPeople(line) + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            // The switch is gone, or the disk is full: it goes on without a log.
        }
    }

    static String withoutPeople(String line) {
        String shortened = line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
        return NUMBER.matcher(USER.matcher(shortened).replaceAll("$1:...")).replaceAll("...");
    }
}
