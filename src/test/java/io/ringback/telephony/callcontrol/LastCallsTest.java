package io.ringback.telephony.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** What becomes of the calls of a node that is told to stop, in a time that passes only while it waits. */
class LastCallsTest {

    private static final Duration AT_MOST = Duration.ofMinutes(5);

    private final NodeCalls connections = nodeCalls("Connection");
    private final NodeCalls voice = nodeCalls("Voice call");
    private final List<String> happened = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private long now;

    @BeforeEach
    void start() {
        connections.start("connections", () -> {});
        voice.start("voice", () -> {});
    }

    @AfterEach
    void stop() {
        connections.stop();
        voice.stop();
    }

    @Test
    void withoutCallsItStopsAtOnce() {
        last(AT_MOST).finish();

        assertThat(happened).isEmpty();
        assertTakesNone();
    }

    @Test
    void itStopsWhenTheLastCallHasEnded() {
        UUID talk = UUID.randomUUID();
        UUID message = UUID.randomUUID();
        connections.add(talk, why -> happened.add("hung up"));
        voice.add(message, why -> happened.add("hung up"));
        meanwhile = () -> {
            assertTakesNone();
            if (now > Duration.ofMinutes(1).toNanos()) {
                connections.remove(talk);
            }
            if (now > Duration.ofMinutes(2).toNanos()) {
                voice.remove(message);
            }
        };

        last(AT_MOST).finish();

        assertThat(happened).containsExactly("leaves the agenda to the others");
        assertThat(Duration.ofNanos(now)).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
    }

    @Test
    void whoTalksForTooLongIsHungUpByTheStopThatFollows() {
        UUID talk = UUID.randomUUID();
        connections.add(talk, why -> {
            happened.add(why);
            connections.remove(talk);
        });

        last(AT_MOST).finish();
        assertThat(happened).containsExactly("leaves the agenda to the others");
        assertThat(Duration.ofNanos(now)).isBetween(AT_MOST, AT_MOST.plusSeconds(1));

        connections.stop();
        assertThat(happened).last().isEqualTo("the node was stopped");
    }

    @Test
    void asItComesNobodyIsWaitedFor() {
        UUID talk = UUID.randomUUID();
        connections.add(talk, why -> connections.remove(talk));

        last(Duration.ZERO).finish();

        assertThat(now).isZero();
        assertThat(happened).isEmpty();
    }

    /** While the rest of the node is still there: Spring tells of the end before it ends anything. */
    @Test
    void allElseStopsAfterwards() {
        UUID talk = UUID.randomUUID();
        connections.add(talk, why -> connections.remove(talk));
        try (var node = new AnnotationConfigApplicationContext()) {
            node.registerBean(LastCalls.class, () -> last(AT_MOST));
            node.registerBean("other", AutoCloseable.class, () -> () -> happened.add("the rest stops"));
            node.refresh();
        }

        assertThat(happened).containsExactly("leaves the agenda to the others", "the rest stops");
    }

    private void assertTakesNone() {
        for (NodeCalls calls : List.of(connections, voice)) {
            assertThat(calls.isRunning()).as("what is under way goes on").isTrue();
            assertThatThrownBy(calls::requireRunning).hasMessageContaining("starting or stopping");
        }
    }

    private LastCalls last(Duration atMost) {
        return new LastCalls(
                List.of(connections, voice),
                () -> happened.add("leaves the agenda to the others"),
                atMost,
                () -> now,
                pause -> {
                    now += pause;
                    meanwhile.run();
                });
    }

    private static NodeCalls nodeCalls(String kind) {
        Identity identity =
                new Identity("sip:ringback@switch.example", "Ringback", "switch.example", "127.0.0.1", "127.0.0.1");
        return new NodeCalls(kind, null, identity, null, Clock.systemUTC());
    }
}
