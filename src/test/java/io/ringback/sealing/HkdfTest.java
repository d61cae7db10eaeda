package io.ringback.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HkdfTest {

    /** RFC 5869, A.1 and A.3: the first 32 octets of the output. */
    @Test
    void derivesWhatTheRfcSays() {
        byte[] material = HexFormat.of().parseHex("0b".repeat(22));

        assertThat(Hkdf.derive(
                        HexFormat.of().parseHex("000102030405060708090a0b0c"),
                        material,
                        HexFormat.of().parseHex("f0f1f2f3f4f5f6f7f8f9")))
                .asHexString()
                .isEqualToIgnoringCase("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
        assertThat(Hkdf.derive(material, ""))
                .asHexString()
                .isEqualToIgnoringCase("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
    }
}
