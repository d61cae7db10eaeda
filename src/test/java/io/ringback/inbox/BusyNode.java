package io.ringback.inbox;

import org.springframework.context.ApplicationContext;

/** Makes a node fall behind. */
public final class BusyNode {

    private BusyNode() {}

    /** All calls that are told meanwhile are stored first, and handled together once the last has been told. */
    public static void during(ApplicationContext node, Runnable told) {
        Drain drain = node.getBean(Drain.class);
        drain.stop();
        try {
            node.getBean(Backlog.class).grows();
            told.run();
        } finally {
            drain.start();
        }
    }
}
