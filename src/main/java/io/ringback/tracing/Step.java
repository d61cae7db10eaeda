package io.ringback.tracing;

/** One step of a trace. It ends in the thread that began it. */
public interface Step extends AutoCloseable {

    /** That of whoever does not trace. */
    Step NONE = new Step() {
        @Override
        public void failed(Throwable problem) {
            // Nobody hears it.
        }

        @Override
        public void close() {
            // Nothing was begun.
        }
    };

    /** It ends by this. Its class alone is told: a message can quote an address. */
    void failed(Throwable problem);

    @Override
    void close();
}
