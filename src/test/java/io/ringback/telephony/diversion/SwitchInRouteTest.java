package io.ringback.telephony.diversion;

import static io.ringback.telephony.diversion.SwitchRequests.invite;
import static io.ringback.telephony.diversion.SwitchRequests.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.ShippedRoutes;
import io.ringback.inbox.TooManyEvents;
import io.ringback.protocol.sip.IncomingCall;
import io.ringback.protocol.sip.SipRequest;
import io.ringback.telephony.callcontrol.HeldCalls;
import io.ringback.telephony.callcontrol.WaitingCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code camel-routes/switch-in.camel.yaml} between a switch and the inbound endpoints. */
class SwitchInRouteTest {

    private static final String BUSY = "Diversion: <sip:bob@example.com>;reason=user-busy";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Map<?, ?>> failed = new CopyOnWriteArrayList<>();
    private final List<Map<?, ?>> answered = new CopyOnWriteArrayList<>();
    private final HeldCalls heldCalls = WaitingCall.holder();
    private final UUID caseId = UUID.randomUUID();
    private RuntimeException problem;
    private boolean asksOnTheSpot;
    private final List<Map<?, ?>> dialled = new CopyOnWriteArrayList<>();
    private boolean numberIsAnswered;

    private void start(String proxy) throws Exception {
        context.getPropertiesComponent().addInitialProperty("ringback.sip.proxy", proxy);
        context.getRegistry().bind("switchCalls", SwitchRequests.calls(null));
        context.getRegistry().bind("heldCalls", heldCalls);
        context.getRegistry().bind("ownNumber", new PlayedNumber());
        RoutesBuilder inbound = new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:failed-call").process(exchange -> take(exchange, failed));
                from("direct:answered-call").process(exchange -> take(exchange, answered));
            }
        };
        context.addRoutes(inbound);
        ShippedRoutes.load(context, "switch-in");
        if (!proxy.isEmpty()) {
            AdviceWith.adviceWith(context, "switch-in-diverted", route -> route.replaceFromWith("direct:invite"));
            AdviceWith.adviceWith(context, "switch-in-published", route -> route.replaceFromWith("direct:publish"));
        }
        context.start();
    }

    /** What the route asks about who dials Ringback's own number. */
    public final class PlayedNumber {

        public int answer(Map<?, ?> fields, IncomingCall call, int refusal) {
            dialled.add(fields);
            return numberIsAnswered ? 100 : refusal;
        }
    }

    private void take(Exchange exchange, List<Map<?, ?>> calls) {
        if (problem != null) {
            throw problem;
        }
        Map<?, ?> call = exchange.getMessage().getBody(Map.class);
        calls.add(call);
        if (asksOnTheSpot) {
            heldCalls.keep(call.get("id").toString(), caseId);
        }
    }

    @AfterEach
    void stop() {
        context.stop();
        heldCalls.close();
    }

    private static SipRequest withOffer(SipRequest invite) {
        return new SipRequest(
                invite.method(), invite.uri(), invite.headers(), Optional.of(WaitingCall.OFFER), invite.peer());
    }

    private Exchange send(String endpoint, SipRequest request) {
        return context.createFluentProducerTemplate()
                .to(endpoint)
                .withBody(request.body().orElse(""))
                .withHeader("CamelSipRequest", request)
                .withHeader("CamelSipCall", new WaitingCall(request))
                .send();
    }

    private static Integer status(Exchange exchange) {
        return exchange.getMessage().getHeader("CamelSipStatus", Integer.class);
    }

    @Test
    void aDivertedCallIsHandedInAndAnsweredAsItEnded() throws Exception {
        start("sip:192.0.2.1");

        Exchange exchange = send("direct:invite", invite("sip:ringback@192.0.2.9", BUSY));

        assertThat(exchange.getException()).isNull();
        assertThat(status(exchange)).isEqualTo(486);
        assertThat(exchange.getMessage().getBody()).isEqualTo("");
        assertThat(failed).singleElement().satisfies(call -> assertThat(call.get("callee"))
                .isEqualTo("sip:bob@example.com"));
    }

    @ParameterizedTest
    @CsvSource({"true, 100", "false, 480"})
    void whoDialsRingbacksNumberIsTalkedToAndNothingIsHandedIn(boolean answered, int status) throws Exception {
        start("sip:192.0.2.1");
        numberIsAnswered = answered;

        Exchange exchange = send(
                "direct:invite",
                invite(
                        "sip:+46101234567@192.0.2.9",
                        "P-Asserted-Identity: <sip:bob@example.com;verstat=TN-Validation-Passed>"));

        assertThat(exchange.getException()).isNull();
        assertThat(status(exchange)).isEqualTo(status);
        assertThat(exchange.getMessage().getBody()).isEqualTo("");
        assertThat(dialled).singleElement().satisfies(fields -> {
            assertThat(fields.get("caller")).isEqualTo("sip:bob@example.com");
            assertThat(fields.get("callerVerified")).isEqualTo("true");
        });
        assertThat(failed).isEmpty();
        assertThat(this.answered).isEmpty();
    }

    @Test
    void aCallWhoseCallerIsAskedOnTheSpotIsLeftUnanswered() throws Exception {
        start("sip:192.0.2.1");
        asksOnTheSpot = true;

        Exchange exchange = send("direct:invite", withOffer(invite("sip:ringback@192.0.2.9", BUSY)));

        assertThat(status(exchange)).isEqualTo(100);
        assertThat(exchange.getMessage().getBody()).isEqualTo("");
        assertThat(failed).hasSize(1);
        assertThat(heldCalls.isHeld(failed.get(0).get("id").toString())).isTrue();
    }

    @Test
    void aCallerWhoIsNotAskedHearsHowTheCallEnded() throws Exception {
        start("sip:192.0.2.1");

        Exchange exchange = send("direct:invite", withOffer(invite("sip:ringback@192.0.2.9", BUSY)));

        assertThat(status(exchange)).isEqualTo(486);
        assertThat(heldCalls.isHeld(failed.get(0).get("id").toString())).isFalse();
    }

    @Test
    void aPhoneWithoutKeysIsNotAskedWhateverTheCaseWants() throws Exception {
        start("sip:192.0.2.1");
        asksOnTheSpot = true;

        assertThat(status(send("direct:invite", invite("sip:ringback@192.0.2.9", BUSY))))
                .isEqualTo(486);
    }

    @Test
    void anAnsweredCallIsHandedInToo() throws Exception {
        start("sip:192.0.2.1");

        Exchange exchange = send("direct:publish", publish("", DialogStatesTest.document("confirmed", "", "")));

        assertThat(status(exchange)).isEqualTo(200);
        assertThat(answered).hasSize(1);
        assertThat(failed).isEmpty();
    }

    @Test
    void whatIsRefusedOrOpensNothingIsHandedToNobody() throws Exception {
        start("sip:192.0.2.1");

        assertThat(status(send("direct:invite", invite("sip:ringback@192.0.2.9", "Diversion: <"))))
                .isEqualTo(400);
        assertThat(status(send("direct:invite", invite("sip:ringback@192.0.2.9", BUSY + "\nPrivacy: id"))))
                .isEqualTo(486);
        assertThat(failed).isEmpty();
    }

    @Test
    void aCallThatWasToldBeforeIsAnsweredTheSameAgain() throws Exception {
        start("sip:192.0.2.1");
        problem = new IllegalArgumentException("The field id was used before for something else.");

        Exchange exchange = send("direct:invite", invite("sip:ringback@192.0.2.9", BUSY));

        assertThat(exchange.getException()).isNull();
        assertThat(status(exchange)).isEqualTo(486);
    }

    @Test
    void aCallThatCannotBeStoredIsAnException() throws Exception {
        start("sip:192.0.2.1");
        problem = new IllegalStateException("The database is down.");

        assertThat(send("direct:invite", invite("sip:ringback@192.0.2.9", BUSY)).getException())
                .isSameAs(problem);
    }

    @Test
    void moreCallsThanCanBeStoredAreToBeToldAgain() throws Exception {
        start("sip:192.0.2.1");
        problem = new TooManyEvents(1000);

        Exchange diverted = send("direct:invite", withOffer(invite("sip:ringback@192.0.2.9", BUSY)));
        Exchange published = send("direct:publish", publish("", DialogStatesTest.document("confirmed", "", "")));

        for (Exchange refused : List.of(diverted, published)) {
            assertThat(refused.getException()).isNull();
            assertThat(status(refused)).isEqualTo(503);
            assertThat(refused.getMessage().getHeader("CamelSipRetryAfter")).isEqualTo("5");
        }
    }

    @Test
    void withoutASwitchThereAreNoRoutesAndNothingStandsInTheWay() throws Exception {
        start("");

        assertThat(context.getRoutes()).hasSize(2);
    }
}
