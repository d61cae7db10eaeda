package io.ringback.conversation;

import java.nio.file.Path;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Teaches {@link ReplyWords} the words of this installation: the files {@code *.yaml} in {@code ringback.words-directory}, of the
 * form of those in {@code words/} of the jar. Without that setting only those of the jar are understood.
 */
@Component
class OwnWords {

    /**
     * Reads the files.
     *
     * @throws IllegalArgumentException if one cannot be read; it names the file and what is wrong
     */
    OwnWords(@Value("${ringback.words-directory:}") String directory) {
        ReplyWords.learn(
                Optional.of(directory).filter(given -> !given.isBlank()).map(Path::of));
    }
}
