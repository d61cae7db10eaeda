package io.ringback.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.directory.Address;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class CalleeKeyTest {

    /** The same table that Kamailio is held to ({@code CellOfCalleeTest}). */
    @ParameterizedTest(name = "{0} -> {1}, {2}")
    @CsvFileSource(resources = "/cells/callees.csv", delimiter = '|')
    void eachAddressHasItsKeyAndSlot(String told, String key, String slot) {
        CalleeKey callee = CalleeKey.of(Address.parse(told, "SE"));

        assertThat(callee.text()).isEqualTo(key);
        assertThat(String.format("%02x", callee.slot())).isEqualTo(slot);
        assertThat(callee.hash()).hasSize(32).startsWith(slot);
        assertThat(callee).hasToString(callee.hash());
    }

    /** A number decides alone, so that all cells have as many callees. */
    @Test
    void numbersThatFollowOneAnotherAreSpreadOverAllSlots() {
        long[] callees = new long[CalleeKey.SLOTS];
        IntStream.range(0, 25_600)
                .forEach(n -> callees[
                        CalleeKey.of(new Address("tel:+4670" + (1_000_000 + n))).slot()]++);

        assertThat(LongStream.of(callees).boxed())
                .allSatisfy(many -> assertThat(many).isBetween(60L, 150L));
    }
}
