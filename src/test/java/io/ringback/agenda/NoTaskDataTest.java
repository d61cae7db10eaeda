package io.ringback.agenda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.serializer.JavaSerializer;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Whoever can write to the agenda's table does not run programs on the nodes that read it. */
class NoTaskDataTest {

    private static final AtomicBoolean RAN = new AtomicBoolean();

    /** Runs as soon as it is read, as the objects of such attacks do. */
    static final class Planted implements Serializable {
        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) {
            RAN.set(true);
        }
    }

    private final Serializer inUse =
            new AgendaConfiguration().byLanes(null, null).serializer().orElseGet(JavaSerializer::new);

    @Test
    void anObjectInTheTableIsNotRead() {
        byte[] planted = new JavaSerializer().serialize(new Planted());
        RAN.set(false);

        assertThat(inUse.<Object>deserialize(Object.class, planted)).isNull();
        assertThat(RAN).isFalse();
    }

    @Test
    void noTaskCarriesAny() {
        assertThat(inUse.serialize(null)).isNull();
        assertThatThrownBy(() -> inUse.serialize("data")).hasMessageContaining("table of your package");
    }
}
