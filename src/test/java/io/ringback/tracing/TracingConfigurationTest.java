package io.ringback.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Nobody is told of events who has not been named. */
class TracingConfigurationTest {

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(TracingConfiguration.class);

    @Test
    void itIsOffUntilSomebodyNamesACollector() {
        application.run(started -> assertThat(started.getBean(Tracing.class)).isSameAs(Tracing.off()));
    }

    @Test
    void itIsOnForACollector() {
        application
                .withPropertyValues("ringback.tracing.endpoint=http://localhost:1/v1/traces")
                .run(started -> assertThat(started.getBean(Tracing.class)).isNotSameAs(Tracing.off()));
    }

    @Test
    void aShareThatIsNoneIsRefusedWithWhatToSet() {
        application.withPropertyValues("ringback.tracing.share=2").run(started -> assertThat(started)
                .getFailure()
                .rootCause()
                .hasMessageContaining("ringback.tracing.share is 2.0; set it to 0 (none) up to 1 (all)"));
    }
}
