package io.ringback;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.task.Task;
import com.zaxxer.hikari.HikariDataSource;
import io.ringback.agenda.Lanes;
import io.ringback.conversation.SeenPolicy;
import io.ringback.conversation.WhenSeen;
import io.ringback.delivery.CapsPolicy;
import io.ringback.delivery.CapsProperties;
import io.ringback.delivery.DeliveryProperties;
import io.ringback.sealing.AddressKeys;
import io.ringback.sealing.SealedAddresses;
import io.ringback.session.SessionIdentifiers;
import io.ringback.texting.ShortMessageProperties;
import io.ringback.wording.SoundReader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.InterceptStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The spine from one room down, on a real database, without engine, web and wings: what those would bring, a test gives. Rows are
 * picked up by a real scheduler, and routes are real routes.
 *
 * <pre>{@code
 * try (Spine spine = Spine.from("delivery", DATABASE, composer, listener, route)) {
 *     spine.the(Outbox.class)...
 * }
 * }</pre>
 */
public final class Spine implements AutoCloseable {

    /**
     * Among the stand-ins, a setting of this node alone.
     *
     * @param name of a property
     */
    public record Setting(String name, String value) {

        /** Traces go to {@code endpoint}. */
        public static Setting tracing(String endpoint) {
            return new Setting("ringback.tracing.endpoint", endpoint);
        }

        /** How often a node says that it lives; after four times as long the others take it for dead. */
        public static Setting heartbeat(Duration interval) {
            return new Setting(HEARTBEAT, interval.toString());
        }

        /** By which it encrypts, first, and decrypts addresses. */
        public static Setting addressKeys(String... keys) {
            return new Setting(ADDRESS_KEYS, String.join(",", keys));
        }
    }

    private static final String ADDRESS_KEYS = "ringback.address-keys";
    private static final String HEARTBEAT = "db-scheduler.heartbeat-interval";

    /** From which short messages are sent. */
    public static final List<String> SENDERS = List.of("+46701000001", "+46701000002");

    /** What all nodes know. */
    public static final SessionIdentifiers SESSIONS = new SessionIdentifiers("0123456789abcdef0123456789abcdef");

    /** Top to bottom. */
    private static final List<String> ROOMS = List.of(
            "arrival",
            "texting",
            "conversation",
            "wording",
            "reach",
            "delivery",
            "ladder",
            "cases",
            "failedcall",
            "calendar",
            "cells",
            "directory",
            "session",
            "inbox",
            "agenda",
            "tracing",
            "sealing",
            "database");

    private static final Map<String, Object> SETTINGS = Map.ofEntries(
            Map.entry("ringback.public-url", "http://ringback.example"),
            Map.entry("ringback.quiet-hours", "never"),
            Map.entry("ringback.camel-routes-directory", ShippedRoutes.only()),
            Map.entry("ringback.wording-directory", ""),
            Map.entry("ringback.sms.senders", String.join(",", SENDERS)),
            Map.entry("ringback.delivery.first-retry", "20ms"),
            Map.entry("ringback.lanes.hangs-after", "300ms"),
            Map.entry("ringback.caps.per-receiver", "none"),
            Map.entry("ringback.caps.per-pair", "none"),
            Map.entry("ringback.caps.per-caller", "none"),
            Map.entry(HEARTBEAT, "PT5S"));

    private static final AtomicInteger NODES = new AtomicInteger();

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final CamelContext camel = new DefaultCamelContext();
    private final Scheduler scheduler;
    private final HikariDataSource dataSource;

    private Spine(String room, TestDatabase database, Object... standIns) throws Exception {
        dataSource = database.pool();
        PlatformTransactionManager transactions = new JdbcTransactionManager(dataSource);
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("spine", SETTINGS));
        Stream.of(standIns)
                .filter(Setting.class::isInstance)
                .map(Setting.class::cast)
                .forEach(setting -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource(setting.name(), Map.of(setting.name(), setting.value()))));
        // As Boot does: durations are read, and an empty setting is an empty list.
        context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
        context.register(Wiring.class);
        context.registerBean(DataSource.class, () -> dataSource, bean -> bean.setDestroyMethodName(""));
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(dataSource));
        context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(dataSource));
        context.registerBean(PlatformTransactionManager.class, () -> transactions);
        context.registerBean(TransactionTemplate.class, () -> new TransactionTemplate(transactions));
        context.registerBean(ObjectMapper.class, () -> new ObjectMapper());
        if (Stream.of(standIns).noneMatch(Clock.class::isInstance)) {
            context.registerBean(Clock.class, () -> Clock.systemUTC());
        }
        if (Stream.of(standIns).noneMatch(CapsPolicy.class::isInstance)) {
            context.registerBean(CapsPolicy.class, () -> CapsPolicy.CEILING_ALONE);
        }
        if (Stream.of(standIns).noneMatch(SeenPolicy.class::isInstance)) {
            context.registerBean(SeenPolicy.class, () -> (running, sign) -> WhenSeen.NOTHING);
        }
        context.registerBean(SoundReader.class, () -> wav -> {
            throw new IllegalStateException("There are no recordings on the spine.");
        });
        context.registerBean(SessionIdentifiers.class, () -> SESSIONS);
        context.registerBean(
                AddressKeys.class,
                () -> AddressKeys.of(
                        context.getEnvironment().getProperty(ADDRESS_KEYS, TestDatabase.ADDRESS_KEY), null));
        context.registerBean(
                SealedAddresses.class, () -> SealedAddresses.of(the(JdbcClient.class), the(AddressKeys.class)));
        context.registerBean(CamelContext.class, () -> camel, bean -> bean.setDestroyMethodName(""));
        context.registerBean(ProducerTemplate.class, () -> camel.createProducerTemplate());
        context.registerBean(Scheduler.class, () -> newScheduler(), bean -> {
            bean.setLazyInit(true);
            bean.setDestroyMethodName("");
        });
        for (int i = 0; i < standIns.length; i++) {
            context.getBeanFactory().registerSingleton("standIn" + i, standIns[i]);
        }
        context.scan(ROOMS.subList(ROOMS.indexOf(room), ROOMS.size()).stream()
                .map(name -> "io.ringback." + name)
                .toArray(String[]::new));
        context.refresh();
        scheduler = context.getBean(Scheduler.class);
        context.getBeansOfType(InterceptStrategy.class)
                .values()
                .forEach(camel.getCamelContextExtension()::addInterceptStrategy);
        for (RoutesBuilder routes : context.getBeansOfType(RoutesBuilder.class).values()) {
            camel.addRoutes(routes);
        }
        camel.start();
        scheduler.start();
    }

    /**
     * Opens the spine from {@code room} down.
     *
     * @param standIns in the place of what stands above the room or beside the spine; a clock, if it is not to be the machine's; and
     *     settings
     */
    public static Spine from(String room, TestDatabase database, Object... standIns) {
        try {
            return new Spine(room, database, standIns);
        } catch (Exception e) {
            throw new IllegalStateException("The spine from " + room + " down does not stand", e);
        }
    }

    private Scheduler newScheduler() {
        List<Task<?>> tasks = new ArrayList<>();
        context.getBeansOfType(Task.class).values().forEach(task -> tasks.add((Task<?>) task));
        DbSchedulerCustomizer lanes = the(DbSchedulerCustomizer.class);
        return Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), tasks)
                .schedulerName(new SchedulerName.Fixed("node-" + NODES.incrementAndGet()))
                .clock(the(com.github.kagkarlsson.scheduler.Clock.class))
                .threads(1000)
                .pollingInterval(Duration.ofMillis(100))
                .heartbeatInterval(Duration.parse(context.getEnvironment().getRequiredProperty(HEARTBEAT)))
                .missedHeartbeatsLimit(4)
                .pollUsingLockAndFetch(0.5, 1)
                .jdbcCustomization(lanes.jdbcCustomization().orElseThrow())
                .executorService(lanes.executorService().orElseThrow())
                .addSchedulerListener(the(Lanes.class))
                .build();
    }

    /** A part of it. */
    public <T> T the(Class<T> part) {
        return context.getBean(part);
    }

    /** Does something in one transaction. */
    public void inTransaction(Runnable action) {
        the(TransactionTemplate.class).executeWithoutResult(status -> action.run());
    }

    /** Finds something out in one transaction. */
    public <T> T inTransaction(Supplier<T> action) {
        return the(TransactionTemplate.class).execute(status -> action.get());
    }

    /** Does something in a transaction that comes to nothing. */
    public void inTransactionRolledBack(Runnable action) {
        the(TransactionTemplate.class).executeWithoutResult(status -> {
            action.run();
            status.setRollbackOnly();
        });
    }

    @Override
    public void close() {
        scheduler.stop();
        camel.stop();
        context.close();
        dataSource.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    @EnableConfigurationProperties({DeliveryProperties.class, CapsProperties.class, ShortMessageProperties.class})
    static class Wiring {}
}
