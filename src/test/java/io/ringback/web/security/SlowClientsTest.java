package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.web.security.SlowClients.Slow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Whoever is slow is slow alone. */
class SlowClientsTest extends SecuredServer {

    private static final int OF_EACH_KIND = 200;
    private static final int GOOD_OF_EACH_KIND = 75;
    private static final int AT_A_TIME = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void aThousandSlowClientsOfFiveKindsKeepNobodyWaiting() throws Exception {
        String session = logIn("olga");
        try (SlowClients slow = new SlowClients(port, "/logout", OF_EACH_KIND, Slow.values())) {
            await().atMost(PATIENCE).until(() -> slow.connected() >= 900);

            assertThat(statusesOf(goodOnes(session)))
                    .isEqualTo(Map.of(
                            "page 200", GOOD_OF_EACH_KIND,
                            "form 200", GOOD_OF_EACH_KIND,
                            "API 200", GOOD_OF_EACH_KIND,
                            "operator 200", GOOD_OF_EACH_KIND,
                            "health 200", GOOD_OF_EACH_KIND));
        }
    }

    private List<Callable<String>> goodOnes(String session) {
        List<Callable<String>> good = new ArrayList<>();
        for (int i = 0; i < GOOD_OF_EACH_KIND; i++) {
            String from = nextAddress();
            good.add(() -> "page " + get("/q/" + TOKEN, "X-Forwarded-For", from).status());
            good.add(() -> "form "
                    + post("/u/" + TOKEN, "a=b", "X-Forwarded-For", from).status());
            good.add(() -> "API "
                    + post("/api/failed-calls", "{}", "X-API-Key", SWITCH_KEY, "Content-Type", "application/json")
                            .status());
            good.add(() ->
                    "operator " + get("/operations/acts", "Cookie", session).status());
            good.add(() -> "health " + get("/actuator/health/liveness").status());
        }
        return good;
    }

    private static Map<String, Integer> statusesOf(List<Callable<String>> requests) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            Map<String, Integer> statuses = new TreeMap<>();
            for (Future<String> answer : clients.invokeAll(requests)) {
                statuses.merge(answer.get(), 1, Integer::sum);
            }
            return statuses;
        } finally {
            clients.shutdownNow();
        }
    }
}
