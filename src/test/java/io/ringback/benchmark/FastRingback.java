package io.ringback.benchmark;

import io.ringback.RingbackApplication;
import io.ringback.agenda.DatabaseClock;
import java.util.Arrays;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Ringback with a clock that goes faster, so that a day of timers and of what is forgotten passes in minutes. */
public final class FastRingback {

    /** The option that says how many times as fast. */
    static final String SPEED = "--soak.speed=";

    private FastRingback() {}

    public static void main(String[] arguments) {
        double speed = Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(SPEED))
                .map(argument -> Double.parseDouble(argument.substring(SPEED.length())))
                .findFirst()
                .orElseThrow();
        new SpringApplicationBuilder(RingbackApplication.class)
                .initializers(starting -> starting.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
                    @Override
                    public Object postProcessAfterInitialization(Object bean, String name) {
                        return bean instanceof DatabaseClock clock ? new FastClock(clock, speed) : bean;
                    }
                }))
                .run(arguments);
    }
}
