package io.ringback.telephony.speech;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How names are spoken; docs/voice.md has it for operators.
 *
 * @param enabled whether names are spoken at all
 * @param program espeak-ng; found in the path if no folder is given, and empty for none
 * @param url of an HTTP speech service, asked before {@code program}; empty for none
 * @param timeout milliseconds that either may take
 */
@ConfigurationProperties("ringback.speech")
record SpeechProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("espeak-ng") String program,
        @DefaultValue("") String url,
        @DefaultValue("3000") int timeout) {

    private static final int LONGEST_TIMEOUT = 10_000;

    SpeechProperties {
        if (!url.isBlank() && !url.matches("https?://.+")) {
            throw new IllegalArgumentException(
                    "ringback.speech.url is no http: or https: URL; write it as http://192.0.2.1:5000/");
        }
        if (timeout < 1 || timeout > LONGEST_TIMEOUT) {
            throw new IllegalArgumentException(
                    "ringback.speech.timeout is " + timeout + "; it is milliseconds, at most " + LONGEST_TIMEOUT);
        }
    }

    Duration patience() {
        return Duration.ofMillis(timeout);
    }

    boolean hasService() {
        return enabled && !url.isBlank();
    }

    /** The program that speaks, if it is wanted and installed. */
    Optional<Path> installed() {
        if (!enabled || program.isBlank()) {
            return Optional.empty();
        }
        Path named = Path.of(program);
        if (named.getNameCount() > 1 || named.isAbsolute()) {
            return Optional.of(named).filter(Files::isExecutable);
        }
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(named))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
