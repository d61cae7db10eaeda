package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class MeasuredRequestsTest extends SecuredServer {

    @Autowired
    private MeterRegistry meters;

    @Test
    void aRequestIsTimedOnceAndNotByEachOfItsFilters() throws IOException {
        get("/q/" + TOKEN);
        get("/api/people", "Authorization", "Bearer " + CRM_KEY);
        await().until(() -> names().anyMatch("http.server.requests"::equals));
        assertThat(names()).noneMatch(name -> name.startsWith("spring.security"));
    }

    private Stream<String> names() {
        return meters.getMeters().stream().map(Meter::getId).map(Meter.Id::getName);
    }
}
