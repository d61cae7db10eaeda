package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.faults.TwoCells.Told;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What {@code bin/show-cells} shows, with few calls: each is in its callee's cell once, whichever cell was told, and by whichever way. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("kafka")
class TwoCellsTest {

    private static TwoCells cells;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        cells = new TwoCells();
    }

    @AfterAll
    static void stop() {
        if (cells != null) {
            cells.close();
        }
    }

    private static String calleeOf(String cell) {
        return Stream.generate(cells::callee)
                .filter(callee -> TwoCells.cellOf(callee).equals(cell))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachCallIsInTheCellOfItsCalleeAndOfWhoMovedInTheNewOne() throws IOException {
        List<Told> all = new ArrayList<>(cells.byHttp(20));
        all.addAll(cells.byKafka(20));
        all.addAll(cells.bySip(20));
        cells.awaitStored(all);
        assertThat(cells.account("in all", all)).matches(TwoCells.Account::isRight);
        assertThat(cells.account("in all", all).north()).isPositive();
        assertThat(cells.account("in all", all).south()).isPositive();

        String callee = calleeOf("north");
        UUID person = cells.person("north", callee);
        Told before = cells.byHttp("south", callee);
        cells.move(person, callee);
        List<Told> after = new ArrayList<>(List.of(cells.byHttp("north", callee), cells.byKafka(callee)));
        after.addAll(cells.bySip(List.of(callee)));
        cells.awaitStored(after);
        assertThat(cells.has("north", before.inboxId())).isTrue();
        assertThat(after)
                .allMatch(one -> cells.has("south", one.inboxId()))
                .noneMatch(one -> cells.has("north", one.inboxId()));
        assertThat(cells.request("south", "GET", "/api/people/" + person, "").body())
                .contains("\"never\":true");
    }

    @Test
    void anAnsweredCallIsKnownInTheCellsOfBoth() {
        String northerner = calleeOf("north");
        String southerner = calleeOf("south");
        for (String told : List.of("north", "south")) {
            String id = cells.answered(told, southerner, northerner);

            assertThat(List.of("north", "south")).allMatch(cell -> cells.has(cell, id));
        }
        String southernOnly = cells.answered("north", southerner, calleeOf("south"));
        assertThat(cells.has("south", southernOnly)).isTrue();
        assertThat(cells.has("north", southernOnly)).isFalse();
    }
}
