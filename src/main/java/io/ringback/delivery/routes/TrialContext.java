package io.ringback.delivery.routes;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultComponentResolver;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.SimpleRegistry;
import org.apache.camel.support.service.ServiceSupport;

/**
 * A Camel context in which routes are made and never started. It borrows beans, settings and components from the running one,
 * and gives nothing back: what a file binds or sets up in here is gone when this is closed.
 */
final class TrialContext extends DefaultCamelContext {

    private final CamelContext running;

    private TrialContext(CamelContext running) {
        super(false);
        this.running = running;
    }

    static TrialContext beside(CamelContext running) {
        TrialContext trial = new TrialContext(running);
        trial.setApplicationContextClassLoader(running.getApplicationContextClassLoader());
        trial.getCamelContextExtension().setRegistry(new Beans(new Lent(running)));
        trial.getCamelContextExtension().addContextPlugin(ComponentResolver.class, trial.components());
        trial.getPropertiesComponent().addPropertiesSource(trial.settings());
        trial.getCamelContextExtension().setName("trial");
        trial.disableJMX();
        trial.setStartupSummaryLevel(StartupSummaryLevel.Off);
        trial.setLoadTypeConverters(false);
        trial.build();
        trial.start();
        return trial;
    }

    @Override
    public void close() {
        stop();
    }

    /** The value of a setting in the running context; empty if it has none. */
    Optional<String> setting(String name) {
        return running.getPropertiesComponent().resolveProperty(name);
    }

    private PropertiesSource settings() {
        return new PropertiesSource() {
            @Override
            public String getName() {
                return "settings of the running context";
            }

            @Override
            public String getProperty(String name) {
                return setting(name).orElse(null);
            }
        };
    }

    private ComponentResolver components() {
        ComponentResolver byClassPath = new DefaultComponentResolver();
        return (name, context) -> {
            Component own = running.getRegistry().lookupByNameAndType(name, Component.class);
            return own == null ? byClassPath.resolveComponent(name, context) : new Borrowed(running, name);
        };
    }

    /**
     * Ringback's own component, such as {@code sip}: the running one makes the endpoints, and keeps none of them. It is no
     * {@code DefaultComponent}, because Camel would set the options of the running one's class on it.
     */
    private static final class Borrowed extends ServiceSupport implements Component {

        private final CamelContext running;
        private final String name;
        private CamelContext trial;

        Borrowed(CamelContext running, String name) {
            this.running = running;
            this.name = name;
        }

        @Override
        public Endpoint createEndpoint(String uri) throws Exception {
            return running.getComponent(name).createEndpoint(uri);
        }

        @Override
        public Endpoint createEndpoint(String uri, Map<String, Object> parameters) throws Exception {
            return running.getComponent(name).createEndpoint(uri, parameters);
        }

        @Override
        public boolean useRawUri() {
            return running.getComponent(name).useRawUri();
        }

        @Override
        public boolean isAutowiredEnabled() {
            return false;
        }

        @Override
        public CamelContext getCamelContext() {
            return trial;
        }

        @Override
        public void setCamelContext(CamelContext context) {
            trial = context;
        }
    }

    /** What a file binds hides what is lent, and stays here. */
    private static final class Beans extends DefaultRegistry {

        private final SimpleRegistry own;

        Beans(BeanRepository lent) {
            this(new SimpleRegistry(), lent);
        }

        private Beans(SimpleRegistry own, BeanRepository lent) {
            super(own, lent);
            this.own = own;
        }

        @Override
        public void bind(String id, Class<?> type, Object bean) {
            own.bind(id, type, bean);
        }
    }

    /** The running registry, without the parts of Camel in it that would take this context for theirs. */
    private record Lent(CamelContext running) implements BeanRepository {

        private static boolean isLent(Object bean) {
            boolean part = bean instanceof CamelContextAware
                    && bean.getClass().getName().startsWith("org.apache.camel.");
            return bean != null && !part && !(bean instanceof CamelContext) && !(bean instanceof Component);
        }

        @Override
        public Object lookupByName(String name) {
            Object bean = running.getRegistry().lookupByName(name);
            return isLent(bean) ? bean : null;
        }

        @Override
        public <T> T lookupByNameAndType(String name, Class<T> type) {
            T bean = running.getRegistry().lookupByNameAndType(name, type);
            return isLent(bean) ? bean : null;
        }

        @Override
        public <T> Map<String, T> findByTypeWithName(Class<T> type) {
            return running.getRegistry().findByTypeWithName(type).entrySet().stream()
                    .filter(one -> isLent(one.getValue()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }

        @Override
        public <T> Set<T> findByType(Class<T> type) {
            return running.getRegistry().findByType(type).stream()
                    .filter(Lent::isLent)
                    .collect(Collectors.toSet());
        }
    }
}
