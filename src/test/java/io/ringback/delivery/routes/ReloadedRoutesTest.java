package io.ringback.delivery.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.delivery.routes.RouteFiles.Difference;
import io.ringback.delivery.routes.RouteFiles.Reload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are changed, added and taken away under a running context, and files that are broken when it starts. */
@BesideOthers
class ReloadedRoutesTest {

    private static final String MAIL_OUT = "mail-out.camel.yaml";
    private static final String EMAIL = "direct://send-email";

    @TempDir
    private Path folder;

    private RoutesInPlace place(Map<String, String> files) throws Exception {
        return new RoutesInPlace(folder, files);
    }

    private static String route(String id, String from, String to) {
        return "- route:\n    id: %s\n    from:\n      uri: %s\n      steps:\n        - to:\n            uri: %s\n"
                .formatted(id, from, to);
    }

    @Test
    void aChangedFileIsInForceAfterAReloadAndNotBefore() throws Exception {
        try (RoutesInPlace place = place(Map.of(MAIL_OUT, RoutesInPlace.MAIL_OUT))) {
            assertThat(place.files.differences()).isEmpty();
            String old = place.files.inForce().get(0).fingerprint();
            place.write(MAIL_OUT, RoutesInPlace.MAIL_OUT.replace("simple: ${header.messageId}", "constant: changed"));

            assertThat(place.files.differences()).containsExactly(new Difference(MAIL_OUT, Difference.How.CHANGED));
            assertThat(place.send("before").getMessage().getHeader("greeting")).isEqualTo("before");

            Reload reload = place.files.reload();

            assertThat(reload).isEqualTo(new Reload(List.of(MAIL_OUT), List.of(), Set.of()));
            assertThat(place.send("after").getMessage().getHeader("greeting")).isEqualTo("changed");
            assertThat(place.taken()).containsExactly("before", "after");
            assertThat(place.files.inForce().get(0).fingerprint()).isNotEqualTo(old);
            assertThat(place.files.reload().changed()).isEmpty();
        }
    }

    @Test
    void noMessageIsLostWhileRoutesAreExchanged() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        String waiting = RoutesInPlace.MAIL_OUT.replace("uri: bean:stamp", "uri: bean:gate");
        try (RoutesInPlace place = place(Map.of())) {
            place.camel.getRegistry().bind("gate", new Gate(entered, gate));
            place.write(MAIL_OUT, waiting);
            place.files.reload();
            assertThat(place.files.isSettled(EMAIL)).isTrue();

            CompletableFuture<Exchange> first = CompletableFuture.supplyAsync(() -> sent(place, "first"));
            entered.await();
            place.write(MAIL_OUT, RoutesInPlace.MAIL_OUT);
            CompletableFuture<Reload> reload = CompletableFuture.supplyAsync(place.files::reload);
            await().until(() -> !place.files.isSettled(EMAIL));
            assertThat(place.files.isSettled("direct://send-sms")).isTrue();
            CompletableFuture<Exchange> second = CompletableFuture.supplyAsync(() -> sent(place, "second"));
            gate.countDown();

            assertThat(reload.get().findings()).isEmpty();
            assertThat(first.get().getException()).isNull();
            assertThat(second.get().getException()).isNull();
            assertThat(place.files.isSettled(EMAIL)).isTrue();
            assertThat(place.taken()).containsExactlyInAnyOrder("first", "second");
        }
    }

    /** Holds the first message until it is opened. */
    public record Gate(CountDownLatch entered, CountDownLatch gate) {
        /** Lets the body through once the gate is open. */
        public Object mark(Object body) throws InterruptedException {
            entered.countDown();
            gate.await();
            return body;
        }
    }

    private static Exchange sent(RoutesInPlace place, String subject) {
        try {
            return place.send(subject);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFileThatIsTakenAwaySaysWhichEndpointLostItsRouteUntilThatIsConfirmed() throws Exception {
        try (RoutesInPlace place = place(Map.of(
                MAIL_OUT, RoutesInPlace.MAIL_OUT, "sms.camel.yaml", route("sms", "direct:send-sms", "bean:stamp")))) {
            place.delete("sms.camel.yaml");
            assertThat(place.files.differences())
                    .containsExactly(new Difference("sms.camel.yaml", Difference.How.REMOVED));
            assertThat(place.files.foreseen().lost()).isEqualTo(Map.of("sms.camel.yaml", Set.of("direct://send-sms")));
            assertThat(place.camel.getRoute("sms"))
                    .as("nothing has changed yet")
                    .isNotNull();

            Reload reload = place.files.reload();

            assertThat(reload.changed()).containsExactly("sms.camel.yaml");
            assertThat(reload.lost()).containsExactly("direct://send-sms").isEqualTo(place.files.lost());
            assertThat(place.camel.getRoute("sms")).isNull();
            assertThat(place.send("mail goes on").getException()).isNull();

            place.files.reload();
            assertThat(place.files.lost()).as("pressed once more, and so meant").isEmpty();
        }
    }

    @Test
    void whatAChangedFileWouldCostOrWhyItWouldBeRefusedIsKnownBeforeTheReload() throws Exception {
        String sms = route("sms", "direct:send-sms", "bean:stamp");
        try (RoutesInPlace place = place(Map.of(MAIL_OUT, RoutesInPlace.MAIL_OUT, "sms.camel.yaml", sms))) {
            place.write("sms.camel.yaml", sms.replace("send-sms", "send-sns"));
            place.write(MAIL_OUT, RoutesInPlace.MAIL_OUT.replace("bean:stamp", "bean:nosuch"));

            RouteFiles.Foreseen foreseen = place.files.foreseen();

            assertThat(foreseen.lost()).isEqualTo(Map.of("sms.camel.yaml", Set.of("direct://send-sms")));
            assertThat(foreseen.findings()).singleElement().satisfies(one -> assertThat(one.file())
                    .isEqualTo(MAIL_OUT));
            place.write("sms.camel.yaml", sms.replace("bean:stamp", "log:taken"));
            assertThat(place.files.foreseen().lost().get("sms.camel.yaml")).isEmpty();
            assertThat(place.files.findings()).isEmpty();
        }
    }

    @Test
    void linksThatAreSwappedAtOnceAreLoadedAndTheirSwapIsNoticed() throws Exception {
        mounted("..first", RoutesInPlace.MAIL_OUT);
        mounted("..second", RoutesInPlace.MAIL_OUT.replace("simple: ${header.messageId}", "constant: changed"));
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..first"));
        Files.createSymbolicLink(folder.resolve(MAIL_OUT), Path.of("..data", MAIL_OUT));
        try (RoutesInPlace place = place(Map.of())) {
            assertThat(place.files.inForce())
                    .extracting(RouteFiles.InForce::file)
                    .containsExactly(MAIL_OUT);

            Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..second"));
            Files.move(folder.resolve("..data_tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

            assertThat(place.files.differences()).containsExactly(new Difference(MAIL_OUT, Difference.How.CHANGED));
            assertThat(place.files.reload().changed()).containsExactly(MAIL_OUT);
            assertThat(place.send("after").getMessage().getHeader("greeting")).isEqualTo("changed");
        }
    }

    /** A folder as Kubernetes writes one for each version of what it mounts. */
    private void mounted(String version, String mailOut) throws IOException {
        Files.createDirectory(folder.resolve(version));
        Files.writeString(folder.resolve(version).resolve(MAIL_OUT), mailOut);
    }

    @Test
    void aRouteMayMoveFromOneFileToAnotherInOneReload() throws Exception {
        try (RoutesInPlace place = place(Map.of("a.camel.yaml", RoutesInPlace.MAIL_OUT))) {
            place.delete("a.camel.yaml");
            place.write("b.camel.yaml", RoutesInPlace.MAIL_OUT);

            assertThat(place.files.reload())
                    .isEqualTo(new Reload(List.of("a.camel.yaml", "b.camel.yaml"), List.of(), Set.of()));
            assertThat(place.send("moved").getException()).isNull();
        }
    }

    @Test
    void twoFilesWithOneRouteAreBothRefusedAndNameEachOther() throws Exception {
        try (RoutesInPlace place = place(Map.of(
                "a.camel.yaml",
                route("one", "direct:a", "bean:stamp"),
                "b.camel.yaml",
                route("one", "direct:b", "bean:stamp"),
                "c.camel.yaml",
                route("three", "direct:c", "bean:stamp"),
                "d.camel.yaml",
                route("four", "direct:c", "bean:stamp"),
                MAIL_OUT,
                RoutesInPlace.MAIL_OUT))) {
            assertThat(place.files.findings().stream().map(RouteFinding::sentence))
                    .anyMatch(one -> one.startsWith("a.camel.yaml, line 1") && one.contains("b.camel.yaml, line 1"))
                    .anyMatch(one -> one.startsWith("b.camel.yaml, line 1") && one.contains("a.camel.yaml, line 1"))
                    .anyMatch(one -> one.startsWith("c.camel.yaml, line 1") && one.contains("d.camel.yaml, line 1"))
                    .anyMatch(one -> one.startsWith("d.camel.yaml, line 1") && one.contains("c.camel.yaml, line 1"))
                    .hasSize(4);
            assertThat(place.send("the others run").getException()).isNull();
        }
    }

    @Test
    void aRouteToWhichOthersHandMessagesCannotBeTakenAwayAlone() throws Exception {
        Map<String, String> files = Map.of(
                "caller.camel.yaml", route("caller", "direct:send-sms", "direct:inner"),
                "inner.camel.yaml", route("inner", "direct:inner", "bean:stamp"));
        try (RoutesInPlace place = place(files)) {
            assertThat(place.files.findings()).isEmpty();
            place.delete("inner.camel.yaml");

            Reload refused = place.files.reload();

            assertThat(refused.changed()).isEmpty();
            assertThat(refused.findings()).singleElement().satisfies(one -> assertThat(one.sentence())
                    .startsWith("inner.camel.yaml: ")
                    .contains("direct://inner", "caller.camel.yaml, line 6"));
            assertThat(place.camel.getRoute("inner")).isNotNull();

            place.delete("caller.camel.yaml");
            assertThat(place.files.reload().changed()).containsExactly("caller.camel.yaml", "inner.camel.yaml");
        }
    }

    @Test
    void aRouteThatIsOffByItsPreconditionNeedsNoSettingsAndStillCountsAsThere() throws Exception {
        String off = route("off", "direct:inner", "smtp://{{not.set}}")
                .replace("id: off", "id: off\n    precondition: \"'{{not.set:}}' != ''\"");
        try (RoutesInPlace place = place(Map.of(
                "caller.camel.yaml", route("caller", "direct:send-sms", "direct:inner"), "off.camel.yaml", off))) {
            assertThat(place.files.findings()).isEmpty();
            assertThat(place.files.inForce().get(1).off()).isEqualTo(1);
            assertThat(place.files.inForce().get(1).routes()).isEmpty();
        }
    }

    @Test
    void aFileThatIsBrokenAtTheStartIsRefusedAndTheOthersRun() throws Exception {
        try (RoutesInPlace place = place(Map.of(
                MAIL_OUT,
                RoutesInPlace.MAIL_OUT,
                "sms.camel.yaml",
                route("sms", "direct:send-sms", "nosuch:gateway"),
                "voice.camel.yaml",
                "- route: [\n"))) {
            assertThat(place.files.findings().stream().map(RouteFinding::file))
                    .containsExactly("sms.camel.yaml", "voice.camel.yaml");
            assertThat(place.files.lost()).containsExactly("direct://send-sms");
            assertThat(place.send("works").getException()).isNull();

            place.write("sms.camel.yaml", route("sms", "direct:send-sms", "bean:stamp"));
            place.delete("voice.camel.yaml");
            assertThat(place.files.reload().findings()).isEmpty();
            assertThat(place.files.lost()).isEmpty();
        }
    }

    @Test
    void ifTheNewRoutesDoNotStartTheOldOnesComeBackAndOtherFilesChangeNevertheless() throws Exception {
        try (RoutesInPlace place = place(Map.of(MAIL_OUT, RoutesInPlace.MAIL_OUT))) {
            place.camel.addComponent("taken", new TakenPort());
            place.camel.getRegistry().bind("taken", place.camel.getComponent("taken"));
            place.write(MAIL_OUT, RoutesInPlace.MAIL_OUT + route("listens", "taken:port", "bean:stamp"));
            place.write("sms.camel.yaml", route("sms", "direct:send-sms", "bean:stamp"));

            Reload reload = place.files.reload();

            assertThat(reload.changed()).containsExactly("sms.camel.yaml");
            assertThat(reload.findings()).singleElement().satisfies(one -> assertThat(one.sentence())
                    .startsWith(MAIL_OUT + ": ")
                    .contains("do not start", "The port is taken")
                    .doesNotContain(RoutesInPlace.PASSWORD));
            assertThat(place.send("old one").getException()).isNull();
            assertThat(place.camel.getRoute("listens")).isNull();
        }
    }

    /** Its endpoints can be made, but nobody can listen there. */
    private static final class TakenPort extends DefaultComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    return new DefaultConsumer(this, processor) {
                        @Override
                        protected void doStart() {
                            throw new IllegalStateException("The port is taken by " + RoutesInPlace.PASSWORD);
                        }
                    };
                }
            };
        }
    }
}
