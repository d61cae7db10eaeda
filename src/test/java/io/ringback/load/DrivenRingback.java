package io.ringback.load;

import static java.util.Map.entry;

import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ringback.RingbackApplication;
import io.ringback.cases.SealedCase;
import io.ringback.conversation.Connections;
import io.ringback.conversation.Connections.Ending;
import io.ringback.protocol.sip.UserAgent;
import io.ringback.sealing.SealedAddresses;
import io.ringback.telephony.announcement.AnnouncementServer;
import io.ringback.telephony.callcontrol.CallControl;
import io.ringback.telephony.callcontrol.CallHoldings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.aopalliance.intercept.MethodInterceptor;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ringback with a door of its own for the load program: connections are asked for at {@code direct:connect-call} as a case
 * would, and what Ringback holds can be asked. In: HTTP on a port of loopback. Out: lines of {@code name=number}.
 */
public final class DrivenRingback {

    /** The option that says which port. */
    static final String DOOR = "--load.door=";

    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(45);
    private static final int DISPATCHERS = 8;

    private final ConfigurableApplicationContext context;
    private final Outcomes outcomes;

    private DrivenRingback(ConfigurableApplicationContext context, Outcomes outcomes) {
        this.context = context;
        this.outcomes = outcomes;
    }

    public static void main(String[] arguments) throws IOException {
        Outcomes outcomes = new Outcomes();
        ConfigurableApplicationContext context = new SpringApplicationBuilder(RingbackApplication.class)
                .initializers(starting -> starting.getBeanFactory().addBeanPostProcessor(outcomes))
                .run(arguments);
        DrivenRingback ringback = new DrivenRingback(context, outcomes);
        int port = Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(DOOR))
                .map(argument -> Integer.parseInt(argument.substring(DOOR.length())))
                .findFirst()
                .orElseThrow();
        HttpServer door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        door.createContext("/connect", exchange -> answer(exchange, ringback::connect));
        door.createContext("/settled", exchange -> answer(exchange, question -> ringback.settled()));
        door.createContext("/playing", exchange -> answer(exchange, question -> ringback.playing()));
        door.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "door");
            thread.setDaemon(true);
            return thread;
        }));
        door.start();
    }

    private static void answer(HttpExchange exchange, Function<Map<String, Integer>, Map<String, Long>> question)
            throws IOException {
        int status = 200;
        String body;
        try {
            body = question.apply(parameters(exchange.getRequestURI().getQuery())).entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining("\n"));
        } catch (RuntimeException e) {
            status = 500;
            body = e.toString();
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, Integer> parameters(String query) {
        return query == null
                ? Map.of()
                : Arrays.stream(query.split("&"))
                        .map(pair -> pair.split("="))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> Integer.parseInt(pair[1])));
    }

    private record OpenCase(UUID caseId, UUID calleeId, UUID callerId, String callee, String caller) {}

    /** Sets {@code count} connections up, {@code atOnce} at any time, unless that takes longer than {@code seconds}. */
    private Map<String, Long> connect(Map<String, Integer> asked) {
        SealedAddresses addresses = context.getBean(SealedAddresses.class);
        List<OpenCase> openCases = context.getBean(JdbcClient.class)
                .sql("""
                        select id as case_id, callee_id, caller_id, callee_sealed, caller_sealed
                          from failed_call_case order by id offset :first limit :count
                        """)
                .param("first", asked.get("first"))
                .param("count", asked.get("count"))
                .query((row, number) -> {
                    UUID caseId = row.getObject("case_id", UUID.class);
                    return new OpenCase(
                            caseId,
                            row.getObject("callee_id", UUID.class),
                            row.getObject("caller_id", UUID.class),
                            SealedCase.callee(addresses, caseId, row).uri(),
                            SealedCase.caller(addresses, caseId, row).uri());
                })
                .list();
        outcomes.begin(asked.get("atOnce"));
        CallControl callControl = context.getBean(CallControl.class);
        long start = System.nanoTime();
        long deadline = start + TimeUnit.SECONDS.toNanos(asked.get("seconds"));
        AtomicInteger next = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger mostHeld = new AtomicInteger();
        ExecutorService dispatchers = Executors.newFixedThreadPool(DISPATCHERS);
        try (ProducerTemplate template = context.getBean(CamelContext.class).createProducerTemplate()) {
            for (int dispatcher = 0; dispatcher < DISPATCHERS; dispatcher++) {
                dispatchers.execute(() -> {
                    for (int i = next.getAndIncrement(); i < openCases.size(); i = next.getAndIncrement()) {
                        if (!outcomes.roomBefore(deadline)) {
                            return;
                        }
                        begun.incrementAndGet();
                        template.sendBody("direct:connect-call", body(openCases.get(i)));
                        mostHeld.accumulateAndGet(callControl.holdings().underWay(), Math::max);
                    }
                });
            }
            dispatchers.shutdown();
            if (!dispatchers.awaitTermination(asked.get("seconds") + LONGEST_SETTLING.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Connections are stuck");
            }
            outcomes.awaitAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Map<String, Long> answer = new LinkedHashMap<>();
        answer.put("begun", (long) begun.get());
        for (Ending ending : Ending.values()) {
            answer.put(ending.name(), (long) outcomes.count(ending));
        }
        answer.put("mostHeld", (long) mostHeld.get());
        answer.put("nanoseconds", outcomes.lastAt() - start);
        return answer;
    }

    private static Map<String, String> body(OpenCase open) {
        return Map.ofEntries(
                entry("connectionId", UUID.randomUUID().toString()),
                entry("caseId", open.caseId().toString()),
                entry("calleeId", open.calleeId().toString()),
                entry("callerId", open.callerId().toString()),
                entry("callee", open.callee()),
                entry("caller", open.caller()),
                entry("callerName", "Caller Andersson"),
                entry("calleeName", "Callee Berg"),
                entry("calleeLanguage", "en"),
                entry("callerLanguage", "en"),
                entry("calleeAccepts", "ANSWER"),
                entry("callerAccepts", "ANSWER"),
                entry("announcement", "VOICE"));
    }

    /** What is held once everything is over and transactions have lived out their time (RFC 3261: 64 T1). */
    private Map<String, Long> settled() {
        long patience = System.nanoTime() + LONGEST_SETTLING.toNanos();
        Map<String, Long> held = held();
        while (held.values().stream().anyMatch(count -> count != 0) && System.nanoTime() < patience) {
            pause();
            held = held();
        }
        // The first leaves what waits for a finalizer or a reference queue.
        System.gc();
        pause();
        System.gc();
        Map<String, Long> answer = new LinkedHashMap<>(held);
        answer.put(
                "heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        answer.put("threads", (long) ManagementFactory.getThreadMXBean().getThreadCount());
        answer.put(
                "descriptors",
                ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getOpenFileDescriptorCount());
        return answer;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Long> held() {
        UserAgent.Holdings agent = context.getBean(UserAgent.class).holdings();
        CallHoldings control = context.getBean(CallControl.class).holdings();
        Map<String, Long> held = new LinkedHashMap<>(playing());
        held.put("held connections", (long) control.underWay());
        held.put("held timers of call control", (long) control.timers());
        held.put("held legs", (long) agent.legs());
        held.put("held dialogs", (long) agent.dialogs());
        held.put("held transactions", (long) agent.transactions());
        held.put("held timers", (long) agent.timers());
        return held;
    }

    private Map<String, Long> playing() {
        AnnouncementServer server = context.getBean(AnnouncementServer.class);
        Map<String, Long> playing = new LinkedHashMap<>();
        playing.put("held announcements", (long) server.playing());
        playing.put("held media ports", (long) server.portsInUse());
        return playing;
    }

    /** Hears what cases are told about their connections, after they were. */
    private static final class Outcomes implements BeanPostProcessor {

        private final Map<Ending, AtomicInteger> counts = new ConcurrentHashMap<>();
        private volatile Semaphore room = new Semaphore(0);
        private volatile int atOnce;
        private volatile long lastAt;

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (!(bean instanceof Connections)) {
                return bean;
            }
            ProxyFactory proxy = new ProxyFactory(bean);
            proxy.setProxyTargetClass(true);
            proxy.addAdvice((MethodInterceptor) call -> {
                Object result = call.proceed();
                if (call.getMethod().getName().equals("ended")) {
                    turnedOut((Ending) call.getArguments()[2]);
                }
                return result;
            });
            return proxy.getProxy();
        }

        private void turnedOut(Ending ending) {
            counts.computeIfAbsent(ending, key -> new AtomicInteger()).incrementAndGet();
            lastAt = System.nanoTime();
            room.release();
        }

        void begin(int most) {
            counts.clear();
            atOnce = most;
            room = new Semaphore(most);
            lastAt = System.nanoTime();
        }

        boolean roomBefore(long deadline) throws IllegalStateException {
            try {
                return room.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        void awaitAll() throws InterruptedException {
            if (!room.tryAcquire(atOnce, LONGEST_SETTLING.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Not all connections had an outcome");
            }
        }

        int count(Ending ending) {
            return counts.getOrDefault(ending, new AtomicInteger()).get();
        }

        long lastAt() {
            return lastAt;
        }
    }
}
