package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What a request meets at a node that is being started or stopped. */
class NotNowFilterTest {

    private static final FilterChain ANSWERS =
            (request, response) -> response.getWriter().write("answered");

    private final ApplicationAvailabilityBean availability = new ApplicationAvailabilityBean();
    private final NotNowFilter filter =
            new NotNowFilter(availability, new LostProgram(this::hear), new Refusals(new ObjectMapper()));
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void aPageOfANodeThatIsBeingStartedIsToBeAskedForAgain() throws Exception {
        filter.doFilter(request("/q/abc", "text/html"), response, ANSWERS);

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        assertThat(response.getContentAsString())
                .contains("<h1>One moment</h1>")
                .doesNotContain("answered");
    }

    @Test
    void aProgramIsToldSoToo() throws Exception {
        filter.doFilter(request("/api/v1/failed-calls", "application/json"), response, ANSWERS);

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContentType()).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"/actuator/health/readiness, REFUSING_TRAFFIC", "/q/abc, ACCEPTING_TRAFFIC"})
    void monitoringAndWhatComesLaterAreAnswered(String path, ReadinessState state) throws Exception {
        node(state);

        filter.doFilter(request(path, "text/html"), response, ANSWERS);

        assertThat(response.getContentAsString()).isEqualTo("answered");
    }

    @Test
    void aRequestThatOutlivesItsNodeIsToBeSentAgain() throws Exception {
        node(ReadinessState.ACCEPTING_TRAFFIC);

        filter.doFilter(request("/c/abc", "text/html"), response, (request, answer) -> {
            node(ReadinessState.REFUSING_TRAFFIC);
            throw new ServletException(new IllegalStateException("The pool has been closed"));
        });

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
    }

    @Test
    void whileItCannotBeToldWhoHasLoggedInTheRequestIsToBeSentAgain() throws Exception {
        node(ReadinessState.ACCEPTING_TRAFFIC);

        filter.doFilter(request("/operations", "text/html"), response, (request, answer) -> {
            throw new LoginsNotReadable(new IllegalStateException("The database is away"));
        });

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContentAsString()).contains("<h1>One moment</h1>");
    }

    @Test
    void aFaultOfANodeThatIsReadyStaysAFault() {
        node(ReadinessState.ACCEPTING_TRAFFIC);

        assertThatThrownBy(() -> filter.doFilter(request("/c/abc", "text/html"), response, (request, answer) -> {
                    throw new IllegalStateException("a mistake");
                }))
                .hasMessage("a mistake");
    }

    @Test
    void aNodeThatHasLostAClassIsToBeRestartedAndTakesNothingMore() throws Exception {
        node(ReadinessState.ACCEPTING_TRAFFIC);

        filter.doFilter(request("/c/abc", "text/html"), response, (request, answer) -> {
            throw new ServletException(new NoClassDefFoundError("io/ringback/web/security/NotNowFilter"));
        });

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(availability.getLivenessState()).isEqualTo(LivenessState.BROKEN);
        MockHttpServletResponse next = new MockHttpServletResponse();
        filter.doFilter(request("/c/abc", "text/html"), next, ANSWERS);
        assertThat(next.getStatus()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"io/ringback/NoSuchClass", "Could not initialize class io.ringback.NoSuchClass"})
    void aClassThatIsNotThereIsAMistakeThatNoRestartMends(String message) {
        node(ReadinessState.ACCEPTING_TRAFFIC);

        assertThatThrownBy(() -> filter.doFilter(request("/c/abc", "text/html"), response, (request, answer) -> {
                    throw new ServletException(new NoClassDefFoundError(message));
                }))
                .hasRootCauseMessage(message);
        assertThat(availability.getLivenessState()).isEqualTo(LivenessState.CORRECT);
    }

    private void hear(Object event) {
        availability.onApplicationEvent((AvailabilityChangeEvent<?>) event);
    }

    private void node(ReadinessState state) {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.refresh();
            availability.onApplicationEvent(new AvailabilityChangeEvent<>(context, state));
            availability.onApplicationEvent(new AvailabilityChangeEvent<>(context, LivenessState.CORRECT));
        }
    }

    private static MockHttpServletRequest request(String path, String accept) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.addHeader("Accept", accept);
        return request;
    }
}
