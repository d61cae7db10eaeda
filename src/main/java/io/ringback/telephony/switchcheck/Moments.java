package io.ringback.telephony.switchcheck;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Time that passes while others act. */
final class Moments {

    private Moments() {}

    static void pass(Duration time) {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS))
                .join();
    }

    static void later(Duration time, Runnable then) {
        CompletableFuture<Void> unused = CompletableFuture.runAsync(
                then, CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS));
    }
}
