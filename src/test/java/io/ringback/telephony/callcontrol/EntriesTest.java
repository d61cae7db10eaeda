package io.ringback.telephony.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** Entries that wait for each other share a transaction, and none is lost with another. */
class EntriesTest {

    /** What waits for the thread that writes. */
    private final Queue<Runnable> turns = new ArrayDeque<>();

    private final List<String> written = new ArrayList<>();
    private final Entries entries =
            new Entries(new Recorder("a connection", UUID.randomUUID(), turns::add), this::transaction);

    private void transaction(Runnable all) {
        int before = written.size();
        try {
            all.run();
            written.add("commit");
        } catch (RuntimeException e) {
            written.subList(before, written.size()).clear();
            throw e;
        }
    }

    private void add(String entry) {
        entries.add(() -> written.add(entry + " alone"), () -> written.add(entry));
    }

    private void letItWrite() {
        while (!turns.isEmpty()) {
            turns.remove().run();
        }
    }

    @Test
    void oneThatComesByItselfIsWrittenByItself() {
        add("ringing");
        letItWrite();
        add("answered");
        letItWrite();

        assertThat(written).containsExactly("ringing alone", "answered alone");
    }

    @Test
    void thoseThatCameMeanwhileShareATransaction() {
        add("answered");
        add("moved");
        add("announcement");
        letItWrite();

        assertThat(written).containsExactly("answered", "moved", "announcement", "commit");
    }

    @Test
    void oneWithTransactionsOfItsOwnKeepsItsPlaceBetweenTheOthers() {
        add("moved");
        add("connected");
        entries.add(() -> written.add("outcome alone"));
        add("ended");
        letItWrite();

        assertThat(written).containsExactly("moved", "connected", "commit", "outcome alone", "ended alone");
    }

    @Test
    void ifTheyCannotBeWrittenTogetherEachIsWrittenThatCan() {
        add("moved");
        entries.add(
                () -> {
                    throw new IllegalStateException("as asked");
                },
                () -> {
                    throw new DataIntegrityViolationException("as asked");
                });
        add("ended");
        letItWrite();

        assertThat(written).containsExactly("moved alone", "ended alone");
    }
}
