package io.ringback.benchmark.flowable;

import io.ringback.benchmark.shared.LetterSender;
import io.ringback.benchmark.shared.Letters;
import io.ringback.benchmark.shared.PeopleOfCall;
import io.ringback.failedcall.Cause;
import java.time.Clock;
import java.util.UUID;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Starts the flow on Flowable. What is on its class path is what {@code pom.xml} beside it names, and Ringback's letters. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class FlowableColumn {

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(FlowableColumn.class)
                .properties(
                        "flowable.process-definition-location-prefix=classpath*:/",
                        "flowable.process-definition-location-suffixes=flowable.bpmn20.xml",
                        // Whichever comes first, the engine's tables or Flyway's person and device.
                        "spring.flyway.baseline-on-migrate=true",
                        "spring.flyway.baseline-version=0",
                        // Its addresses are readable, as it finds them.
                        "spring.flyway.target=24?")
                .run(arguments);
    }

    @Bean
    Letters letters(@Value("${flow.smtp.port}") int port, @Value("${flow.public-url}") String publicUrl) {
        return new Letters(new LetterSender(port), Clock.systemUTC(), publicUrl);
    }

    @Bean
    RouterFunction<ServerResponse> endpoints(RuntimeService runtime) {
        return new FlowableEndpoints(runtime).routes();
    }

    @Bean
    JavaDelegate lookUpPeople(JdbcClient jdbc) {
        return execution -> {
            PeopleOfCall people = PeopleOfCall.find(
                    jdbc, execution.getVariable("caller", String.class), execution.getVariable("callee", String.class));
            execution.setVariable("callerName", people.callerName());
            execution.setVariable("callerMail", people.callerMail());
            execution.setVariable("calleeId", people.calleeId().toString());
            execution.setVariable("calleeName", people.calleeName());
            execution.setVariable("calleeMail", people.calleeMail());
        };
    }

    @Bean
    JavaDelegate askCaller(Letters letters) {
        return execution -> sent(() -> letters.ask(
                execution.getVariable("callerName", String.class),
                execution.getVariable("callerMail", String.class),
                execution.getVariable("calleeName", String.class),
                Cause.valueOf(execution.getVariable("cause", String.class)),
                execution.getProcessInstanceBusinessKey()));
    }

    @Bean
    JavaDelegate notifyCallee(Letters letters) {
        return execution -> sent(() -> letters.notify(
                execution.getVariable("calleeName", String.class),
                execution.getVariable("calleeMail", String.class),
                execution.getVariable("callerName", String.class),
                execution.getProcessInstanceBusinessKey()));
    }

    @Bean
    JavaDelegate informCaller(Letters letters, JdbcClient jdbc) {
        return execution -> sent(() -> letters.inform(
                execution.getVariable("callerName", String.class),
                execution.getVariable("callerMail", String.class),
                execution.getVariable("calleeName", String.class),
                PeopleOfCall.label(
                        jdbc,
                        UUID.fromString(execution.getVariable("calleeId", String.class)),
                        execution.getVariable("device", String.class))));
    }

    private interface Sending {
        void send() throws Exception;
    }

    /** Flowable's delegates throw no checked exceptions; the executor tries a job again whatever it threw. */
    private static void sent(Sending sending) {
        try {
            sending.send();
        } catch (Exception e) {
            throw new IllegalStateException("The letter was not taken", e);
        }
    }
}
