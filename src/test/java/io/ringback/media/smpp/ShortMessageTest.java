package io.ringback.media.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ringback.delivery.CannotBeDelivered;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortMessageTest {

    private static final int REFERENCE = 0x12345678;

    @ParameterizedTest
    @CsvSource({
        "UDH_8, a, 306, 2, 0500037802, 159",
        "UDH_8, a, 307, 3, 0500037803, 159",
        "UDH_8, я, 134, 2, 0500037802, 140",
        "UDH_16, a, 304, 2, 060804567802, 159",
        "UDH_16, a, 305, 3, 060804567803, 159",
        "UDH_16, я, 132, 2, 060804567802, 139",
        "UDH_16, я, 133, 3, 060804567803, 139"
    })
    void aHeaderSaysWhichSegmentItIs(
            Concatenation concatenation, String character, int times, int segments, String header, int octets) {
        List<ShortMessage> written = ShortMessage.segments(character.repeat(times), REFERENCE, concatenation);
        assertThat(written).hasSize(segments).allMatch(ShortMessage::hasHeader);
        for (int i = 0; i < segments; i++) {
            String all = header + "%02x".formatted(i + 1);
            assertThat(HexFormat.of().formatHex(written.get(i).octets())).startsWith(all);
        }
        assertThat(written.get(0).octets()).hasSize(octets);
    }

    @Test
    void parametersSayItWithoutAHeader() {
        List<ShortMessage> written = ShortMessage.segments("a".repeat(200), REFERENCE, Concatenation.SAR);
        assertThat(written).hasSize(2).noneMatch(ShortMessage::hasHeader);
        assertThat(written.get(0).octets()).hasSize(152);
        assertThat(written.get(1).parameters().stream()
                        .map(parameter -> HexFormat.of().formatHex(parameter.serialize())))
                .containsExactly("020c00025678", "020e000102", "020f000102");
    }

    @Test
    void aShortTextHasNeither() {
        for (Concatenation concatenation : Concatenation.values()) {
            ShortMessage only = ShortMessage.segments("a".repeat(160), REFERENCE, concatenation)
                    .get(0);
            assertThat(only.hasHeader()).isFalse();
            assertThat(only.parameters()).isEmpty();
            assertThat(only.octets()).hasSize(160).containsOnly('a');
        }
    }

    @Test
    void theSameTextIsTheSameSegmentsWhenItIsSentAgain() {
        List<ShortMessage> first = ShortMessage.segments("a".repeat(400), REFERENCE, Concatenation.UDH_8);
        List<ShortMessage> again = ShortMessage.segments("a".repeat(400), REFERENCE, Concatenation.UDH_8);
        for (int i = 0; i < first.size(); i++) {
            assertThat(Arrays.equals(first.get(i).octets(), again.get(i).octets()))
                    .isTrue();
        }
    }

    @Test
    void aTextOfMoreThan255SegmentsIsRefused() {
        assertThatExceptionOfType(CannotBeDelivered.class)
                .isThrownBy(() -> ShortMessage.segments("a".repeat(255 * 153 + 1), REFERENCE, Concatenation.UDH_8));
    }
}
