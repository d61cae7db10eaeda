package io.ringback.media.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptIdsTest {

    @ParameterizedTest
    @CsvSource({
        "AS_SENT, 00AB12, ab12",
        "AS_SENT, AB12, 00ab12",
        "AS_SENT, 0, 0000",
        "AS_SENT, b1946ac9-2d, B1946AC9-2D",
        "HEX_TO_DECIMAL, 0000001F, 31",
        "HEX_TO_DECIMAL, 1f, 0000000031",
        "HEX_TO_DECIMAL, FFFFFFFFFFFFFFFFFF, 4722366482869645213695",
        "HEX_TO_DECIMAL, not-hex, NOT-HEX",
        "DECIMAL_TO_HEX, 31, 1F",
        "DECIMAL_TO_HEX, 0000000031, 0000001f",
        "DECIMAL_TO_HEX, no-number, no-number"
    })
    void theIdOfAReceiptIsThatOfTheResponse(ReceiptIds ids, String response, String receipt) {
        assertThat(ids.ofResponse(response)).isEqualTo(ids.ofReceipt(receipt));
    }
}
