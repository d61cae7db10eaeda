package io.ringback.benchmark.bare;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import io.ringback.benchmark.bare.BareViews.View;
import io.ringback.directory.Medium;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.session.SessionIdentifiers;
import io.ringback.wording.Wording;
import io.ringback.wording.WordingInForce;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Event, answer and contact means, with Ringback's pages. */
final class BareEndpoints {

    private final BareCases cases;
    private final BareViews views;
    private final BarePost post;
    private final SessionIdentifiers sessions;
    private final WordingInForce wording;
    private final byte[] key;

    /** @param key without which no event is taken */
    BareEndpoints(
            BareCases cases,
            BareViews views,
            BarePost post,
            SessionIdentifiers sessions,
            WordingInForce wording,
            String key) {
        this.cases = cases;
        this.views = views;
        this.post = post;
        this.sessions = sessions;
        this.wording = wording;
        this.key = ("Bearer " + key).getBytes(StandardCharsets.UTF_8);
    }

    RouterFunction<ServerResponse> routes() {
        return route().POST("/api/failed-calls", this::failedCall)
                .GET("/c/done", request -> done("inform"))
                .GET("/q/{token}", request -> page(request, Purpose.ANSWER, "question"))
                .POST("/q/{token}", this::answer)
                .GET("/w/{token}", request -> page(request, Purpose.WITHDRAW, "withdraw"))
                .GET("/c/{token}", request -> page(request, Purpose.CONTACT, "contact"))
                .POST("/c/{token}", this::useContactMeans)
                .GET("/ready", request -> ServerResponse.ok().body("Ready."))
                .build();
    }

    private ServerResponse failedCall(ServerRequest request) throws Exception {
        byte[] given = Optional.ofNullable(request.headers().firstHeader("Authorization"))
                .orElse("")
                .getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(key, given)) {
            return ServerResponse.status(HttpStatus.UNAUTHORIZED).build();
        }
        UUID caseId = UUID.randomUUID();
        cases.failedCall(request.body(FailedCallTold.class), caseId).ifPresent(post::ask);
        return ServerResponse.accepted().body(Map.of("caseId", caseId));
    }

    private ServerResponse answer(ServerRequest request) {
        if (!request.param("answer").equals(Optional.of("yes"))) {
            // The driver says yes; what else could be said is not compared.
            return ServerResponse.badRequest().build();
        }
        return token(request)
                .flatMap(cases::answered)
                .map(notification -> {
                    post.notifyCallee(notification);
                    return seeOther("/w/"
                            + sessions.derive(notification.actedOn(), Purpose.WITHDRAW)
                                    .token());
                })
                .orElseGet(BareEndpoints::closed);
    }

    private ServerResponse useContactMeans(ServerRequest request) {
        if (!request.param("choice").equals(Optional.of("inform"))) {
            return ServerResponse.badRequest().build();
        }
        UUID device;
        try {
            device = UUID.fromString(request.param("device").orElse(""));
        } catch (IllegalArgumentException e) {
            return ServerResponse.badRequest().build();
        }
        return token(request)
                .flatMap(token -> cases.contactMeansUsed(token, device))
                .map(information -> {
                    post.inform(information);
                    return seeOther("/c/done");
                })
                .orElseGet(BareEndpoints::closed);
    }

    private ServerResponse page(ServerRequest request, Purpose purpose, String template) {
        return token(request)
                .flatMap(token -> views.view(token, purpose)
                        .map(view -> ServerResponse.ok().render(template, model(token, purpose, view))))
                .orElseGet(BareEndpoints::closed);
    }

    private Map<String, Object> model(SessionIdentifier token, Purpose purpose, View view) {
        Locale language = Locale.forLanguageTag(view.language());
        String attempt = Wording.attempt(Medium.valueOf(view.failedMedium()), false);
        Map<String, Object> model = new HashMap<>();
        model.put("token", token.token());
        model.put("reader", Wording.name(view.reader()));
        model.put("attempts", view.attempts());
        model.put("when", wording.when(view.lastTriedAt().toInstant(), ZoneId.of(view.timeZone()), language));
        if (purpose == Purpose.CONTACT) {
            model.put("caller", Wording.name(view.other()));
            model.put("heading", "notification.heading." + attempt);
            model.put("tried", "notification.tried." + attempt);
            model.put("canConnect", false);
            model.put("devices", views.devices(token));
        } else {
            model.put("callee", Wording.name(view.other()));
            model.put("tried", "question.tried." + attempt);
            model.put("cause", "cause." + view.cause());
        }
        return model;
    }

    private static ServerResponse done(String result) {
        return ServerResponse.ok().render("done", Map.of("result", result));
    }

    private static ServerResponse closed() {
        return ServerResponse.status(HttpStatus.NOT_FOUND).render("closed", Map.of());
    }

    private static ServerResponse seeOther(String path) {
        return ServerResponse.seeOther(URI.create(path)).build();
    }

    private static Optional<SessionIdentifier> token(ServerRequest request) {
        return SessionIdentifier.fromToken(request.pathVariable("token"));
    }
}
