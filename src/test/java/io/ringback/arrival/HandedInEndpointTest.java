package io.ringback.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code direct:handed-in} before endpoints that keep what they get. */
class HandedInEndpointTest {

    private static final Map<String, Object> TEXT = Map.of("id", "mo-1", "from", "tel:+46701234567", "text", "ja");
    private static final Map<String, Object> RECEIPT = Map.of("id", "dlr-1", "providerId", "7", "delivered", true);

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<Object> replies = new ArrayList<>();
    private final List<Object> reports = new ArrayList<>();
    private RuntimeException mistake;

    @BeforeEach
    void start() throws Exception {
        camel.addRoutes(new HandedInEndpoint());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:reply-received").process(exchange -> take(exchange, replies));
                from("direct:delivery-report").process(exchange -> take(exchange, reports));
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void take(Exchange exchange, List<Object> into) {
        if (mistake != null) {
            throw mistake;
        }
        into.add(exchange.getMessage().getBody());
    }

    private static Map<String, Object> ofKind(Object kind, Map<String, Object> fields) {
        Map<String, Object> map = new HashMap<>(fields);
        map.put("kind", kind);
        return map;
    }

    private Exception handIn(Object body) {
        return camel.createFluentProducerTemplate()
                .to("direct:handed-in")
                .withBody(body)
                .send()
                .getException();
    }

    static Stream<Arguments> whatIsTaken() {
        Map<String, Object> withNull = ofKind("REPLY", TEXT);
        withNull.put("inReplyTo", null);
        return Stream.of(
                Arguments.of(HandedIn.reply(TEXT), List.of(TEXT), List.of()),
                Arguments.of(HandedIn.report(RECEIPT), List.of(), List.of(RECEIPT)),
                Arguments.of(HandedIn.NOTHING, List.of(), List.of()),
                Arguments.of(ofKind("REPLY", TEXT), List.of(TEXT), List.of()),
                Arguments.of(ofKind("REPORT", RECEIPT), List.of(), List.of(RECEIPT)),
                Arguments.of(ofKind(HandedIn.Kind.REPORT, RECEIPT), List.of(), List.of(RECEIPT)),
                Arguments.of(ofKind("NOTHING", TEXT), List.of(), List.of()),
                Arguments.of(withNull, List.of(TEXT), List.of()));
    }

    @ParameterizedTest(name = "[{index}]")
    @MethodSource("whatIsTaken")
    void eachKindGoesWhereItIsTaken(Object body, List<Object> toReplies, List<Object> toReports) {
        assertThat(handIn(body)).isNull();
        assertThat(replies).isEqualTo(toReplies);
        assertThat(reports).isEqualTo(toReports);
    }

    static Stream<Arguments> whatIsRefused() {
        return Stream.of(
                Arguments.of(TEXT, "The field kind is missing. See docs/adapters.md."),
                Arguments.of(
                        ofKind("PIGEON", TEXT),
                        "The field kind is not one of [REPLY, REPORT, NOTHING]. See docs/adapters.md."),
                Arguments.of(
                        ofKind("reply", TEXT),
                        "The field kind is not one of [REPLY, REPORT, NOTHING]. See docs/adapters.md."),
                Arguments.of("ja", "What is handed in is no map. See docs/adapters.md."),
                Arguments.of(null, "What is handed in is no map. See docs/adapters.md."));
    }

    @ParameterizedTest(name = "[{index}] {1}")
    @MethodSource("whatIsRefused")
    void whatIsOfNoKindIsRefusedAndGoesNowhere(Object body, String problem) {
        assertThat(handIn(body)).isInstanceOf(IllegalArgumentException.class).hasMessage(problem);
        assertThat(replies).isEmpty();
        assertThat(reports).isEmpty();
    }

    @Test
    void whatTheEndpointBehindItThrowsIsThrownToWhoeverHandsIn() {
        mistake = new IllegalStateException("no database");

        assertThat(handIn(HandedIn.reply(TEXT))).isSameAs(mistake);
    }

    @Test
    void neitherAddressesNorTextsStandInWhatIsLogged() {
        assertThat(HandedIn.reply(TEXT)).hasToString("REPLY");
    }
}
