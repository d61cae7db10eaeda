package io.ringback.web.operations;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Counts no more often than counting is worth. With a million rows to count it takes long; then the last count stands for fifty times
 * as long as it took, so a node spends at most a fiftieth of one connection's time on it. What is counted quickly is counted anew.
 */
public final class Sparingly {

    private static final long QUICK_NANOS = 50_000_000;
    private static final int TIMES = 50;

    private final LongSupplier nanos;
    private final Map<String, Counted> last = new ConcurrentHashMap<>();

    private record Counted(Object result, long at, long took) {}

    /** @param nanos as {@link System#nanoTime()} */
    public Sparingly(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * The result of {@code count}, or that of the last time.
     *
     * @param what is counted; always of the same type
     */
    @SuppressWarnings("unchecked")
    public <T> T count(String what, Supplier<T> count) {
        long now = nanos.getAsLong();
        Counted known = last.get(what);
        if (known != null && known.took() > QUICK_NANOS && now - known.at() < TIMES * known.took()) {
            return (T) known.result();
        }
        T result = count.get();
        long done = nanos.getAsLong();
        last.put(what, new Counted(result, done, done - now));
        return result;
    }
}
