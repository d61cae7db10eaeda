package io.ringback.peers;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Ends peers with the test, the last to come first, however the test ends. Registered as a static field it ends them after
 * the last test of the class, otherwise after each.
 *
 * <pre>{@code
 * @RegisterExtension
 * final Peers peers = new Peers();
 *
 * Kamailio kamailio = peers.with(Kamailio.start());
 * }</pre>
 */
public final class Peers implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private final Deque<AutoCloseable> present = new ArrayDeque<>();
    private boolean wholeClass;

    /** Takes {@code peer} into care. */
    public <T extends AutoCloseable> T with(T peer) {
        present.push(peer);
        return peer;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        wholeClass = true;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (!wholeClass) {
            closeAll();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        closeAll();
    }

    private void closeAll() throws Exception {
        Exception first = null;
        while (!present.isEmpty()) {
            try {
                present.pop().close();
            } catch (Exception e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
