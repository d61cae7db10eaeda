package io.ringback.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellTableTest {

    private static final CalleeKey BOB = new CalleeKey("+46701740606");

    private static CellTable table(String lines) {
        return CellTable.read(List.of(lines.split(";")));
    }

    @Test
    void aCalleeBelongsToTheCellOfTheirSlotUnlessTheyLiveElsewhere() {
        String cells = "# Two; ;cell south 80-ff https://south.example/ sip:ringback@192.0.2.10;"
                + "cell north 00-7f http://127.0.0.1:8080 # the first";
        Cell own = table(cells).of(BOB);
        String other = own.name().equals("north") ? "south" : "north";

        assertThat(own.has(BOB.slot())).isTrue();
        assertThat(table(cells).cells())
                .containsExactly(
                        new Cell("south", 0x80, 0xff, URI.create("https://south.example")),
                        new Cell("north", 0, 0x7f, URI.create("http://127.0.0.1:8080")));
        assertThat(table(cells + ";lives " + BOB.hash() + " " + other).of(BOB).name())
                .isEqualTo(other);
        assertThat(table(cells).named("west")).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            cell a 00-7f http://a                                     | The slot 80 belongs to no cell
            cell a 01-ff http://a                                     | The slot 00 belongs to no cell
            cell a 00-7f http://a;cell b 81-ff http://b               | The slot 80 belongs to no cell
            cell a 00-80 http://a;cell b 80-ff http://b               | The slot 80 belongs to two cells
            cell a 00-ff http://a;cell b 10-20 http://b               | The slot 10 belongs to two cells
            cell a 00-7f http://a;cell a 80-ff http://b               | The cell a is there twice
            cell a 7f-00 http://a;cell b 80-ff http://b               | last slot of the cell a comes before its first
            cell a 00-ff                                              | Line 1 is neither
            cell a 00-ff ftp://a                                      | Line 1 is neither
            cell a 00-ff http://a?b=c                                 | Line 1 is neither
            cell a 00-100 http://a                                    | Line 1 is neither
            cell A 00-ff http://a                                     | Line 1 is neither
            cell a 00-ff http://a sip:x"y@z                           | Line 1 is neither
            cell a 00-ff http://a;lives +46701740606 a                | Line 2 is neither
            cell a 00-ff http://a;lives 0123456789abcdef0123456789abcdef b | lives in the cell b, which the table does not have
            cell a 00-ff http://a;lives 0123456789abcdef0123456789abcdef a;lives 0123456789abcdef0123456789abcdef a | Line 3 names a callee who is there already
            # nothing                                                 | The slot 00 belongs to no cell
            """)
    void aTableThatGivesASlotNoCellOrTwoIsRefusedWithWhatToDo(String lines, String problem) {
        assertThatThrownBy(() -> table(lines))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }
}
