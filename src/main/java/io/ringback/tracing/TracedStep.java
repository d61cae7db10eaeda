package io.ringback.tracing;

/** One step of a trace. It ends in the thread that began it. */
public interface TracedStep extends AutoCloseable {

    /** That of whoever does not trace. */
    TracedStep NONE = new TracedStep() {
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
