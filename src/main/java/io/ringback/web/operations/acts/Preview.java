package io.ringback.web.operations.acts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * Says what a batch would do, as things stand now. Of many cases that takes a while: who asks is told how far it has come, and asks again.
 * Who has been told, and asks once more, has it counted anew.
 */
@Component
class Preview {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration ASKED_AGAIN_WITHIN = Duration.ofSeconds(30);
    private static final int AT_ONCE = 2;
    private static final int MOST_COUNTS = 100;
    private static final int PORTION = 500;

    private final Batches batches;
    private final CaseActs engine;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, counting -> {
        Thread thread = new Thread(counting, "batch-preview");
        thread.setDaemon(true);
        return thread;
    });
    private final Cache<UUID, Count> counts = Caffeine.newBuilder()
            .maximumSize(MOST_COUNTS)
            .expireAfterAccess(ASKED_AGAIN_WITHIN)
            .build();

    Preview(Batches batches, CaseActs engine) {
        this.batches = batches;
        this.engine = engine;
    }

    /**
     * How far it has come.
     *
     * @param looked at so many cases
     * @param foresight empty as long as there are others
     */
    record Counted(int looked, Optional<Foresight> foresight) {}

    private record Count(AtomicInteger looked, CompletableFuture<Foresight> foresight) {}

    Counted of(Batch batch) {
        Count count = counts.get(batch.id(), first -> begin(batch));
        try {
            Foresight foresight = count.foresight().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            counts.invalidate(batch.id());
            return new Counted(batch.cases(), Optional.of(foresight));
        } catch (TimeoutException e) {
            return new Counted(count.looked().get(), Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Counted(count.looked().get(), Optional.empty());
        } catch (ExecutionException e) {
            counts.invalidate(batch.id());
            throw new CompletionException(e.getCause());
        }
    }

    private Count begin(Batch batch) {
        AtomicInteger looked = new AtomicInteger();
        return new Count(looked, CompletableFuture.supplyAsync(() -> foresee(batch, looked), threads));
    }

    private Foresight foresee(Batch batch, AtomicInteger looked) {
        List<UUID> cases = batches.cases(batch.id());
        Foresight.Sum sum = new Foresight.Sum();
        for (int from = 0; from < cases.size(); from += PORTION) {
            List<UUID> some = cases.subList(from, Math.min(from + PORTION, cases.size()));
            engine.foresee(batch.wish(), some).forEach(sum::add);
            looked.addAndGet(some.size());
        }
        return sum.total();
    }

    @PreDestroy
    void end() {
        threads.shutdownNow();
    }
}
