package io.ringback.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyedHashTest {

    /** RFC 4231, test case 2; the same for each text, however many are hashed at once. */
    @Test
    void hashesAsTheRfcSays() {
        KeyedHash hash = new KeyedHash("Jefe".getBytes(StandardCharsets.US_ASCII));

        assertThat(IntStream.range(0, 1000)
                        .parallel()
                        .mapToObj(i -> hash.of("what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII))))
                .allSatisfy(one -> assertThat(one)
                        .asHexString()
                        .isEqualToIgnoringCase("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    }
}
