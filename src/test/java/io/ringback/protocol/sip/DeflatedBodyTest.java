package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** Bodies that come deflated, and what only pretends to be one. */
class DeflatedBodyTest {

    private static byte[] deflated(byte[] body) {
        Deflater deflater = new Deflater();
        deflater.setInput(body);
        deflater.finish();
        byte[] deflated = new byte[body.length + 100];
        int length = deflater.deflate(deflated);
        deflater.end();
        return Arrays.copyOf(deflated, length);
    }

    @Test
    void isWhatItWas() {
        byte[] body = {1, 2, 3, 3, 3, 3};

        assertThat(DeflatedBody.inflate(deflated(body)))
                .hasValueSatisfying(inflated -> assertThat(inflated).isEqualTo(body));
    }

    @Test
    void isReadNoFurtherThanAMessageMayBe() {
        assertThat(DeflatedBody.inflate(deflated(new byte[50_000_000])))
                .hasValueSatisfying(inflated -> assertThat(inflated).hasSize(65_537))
                .hasValueSatisfying(
                        inflated -> assertThat(DeflatedBody.isTooLong(inflated)).isTrue());
    }

    @Test
    void isNothingIfItIsCutOffOrNotDeflated() {
        byte[] whole = deflated(new byte[1_000]);

        assertThat(DeflatedBody.inflate(Arrays.copyOf(whole, whole.length / 2))).isEmpty();
        assertThat(DeflatedBody.inflate(new byte[] {'H', 'i'})).isEmpty();
    }
}
