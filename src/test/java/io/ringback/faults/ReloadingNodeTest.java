package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import io.ringback.peers.Peers;
import java.io.IOException;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A node with a route file that cannot run, and with one that is changed while it runs. */
@Timeout(900)
@BesideOthers
class ReloadingNodeTest {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    /** Listens at a path that is open to anybody. */
    private static final String CALLBACKS = """
            - route:
                id: callbacks
                from:
                  uri: platform-http:/gateway/sms/callbacks
                  steps:
                    - setBody:
                        constant: as before
            """;

    @RegisterExtension
    final Peers peers = new Peers();

    @TempDir
    private Path routes;

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @Test
    void startsWithoutTheSpoiledFileAndChangesTheOtherWithoutARestart() throws Exception {
        try (Stream<Path> shipped = Files.list(Path.of("camel-routes"))) {
            for (Path file : shipped.toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
        Path mailOut = routes.resolve("mail-out.camel.yaml");
        Files.writeString(routes.resolve("sms.camel.yaml"), """
                - route:
                    from:
                      uri: direct:send-sms
                      steps:
                        - to:
                            uri: nosuch:component
                """);
        Path callbacks = Files.writeString(routes.resolve("callbacks.camel.yaml"), CALLBACKS);
        Installation installation = peers.with(
                Installation.ofItsOwn("route-files", Map.of("ringback.camel-routes-directory", routes.toString())));
        RunningRingback node = installation.node();
        logIn(node);

        assertThat(page(node))
                .containsPattern("sms.camel.yaml</td><td[^>]*>5</td>")
                .contains("There is no component &quot;nosuch&quot;.")
                .containsPattern("SMS</td><td[^>]*>lost its route")
                .containsOnlyOnce("There is no");
        PlayedCase first = new PlayedCase(installation, installation::node);
        first.callFails();
        first.questionToken();
        assertThat(installation.smtp.takenFor(first.annasMail()))
                .singleElement()
                .satisfies(mail -> assertThat(mail.replyTo()).doesNotContain("reloaded"));

        Files.writeString(mailOut, Files.readString(mailOut).replace("      steps:\n", """
                      steps:
                        - script:
                            simple: ${body.setHeader('Reply-To', 'reloaded@ringback.test')}
                """));
        Files.writeString(callbacks, CALLBACKS.replace("as before", "as after"));
        assertThat(callBack(node)).isEqualTo("as before");
        Files.delete(routes.resolve("sms.camel.yaml"));
        assertThat(page(node)).contains("try it and exchange its routes");
        post(node, "/operations/routes", "/operations/routes/reload", "");

        assertThat(callBack(node)).isEqualTo("as after");
        assertThat(page(node)).contains("Nothing: all files are in force as they are.");
        PlayedCase second = new PlayedCase(installation, installation::node);
        second.callFails();
        second.questionToken();
        assertThat(installation.smtp.takenFor(second.annasMail()))
                .singleElement()
                .satisfies(mail -> assertThat(mail.replyTo()).contains("reloaded@ringback.test"));
    }

    private String callBack(RunningRingback node) throws IOException, InterruptedException {
        return node.send(HttpRequest.newBuilder(node.address("/gateway/sms/callbacks"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}")))
                .body();
    }

    private void logIn(RunningRingback node) throws IOException, InterruptedException {
        post(node, "/login", "/login", "&username=admin&password=" + Installation.ADMIN_PASSWORD);
    }

    private String page(RunningRingback node) throws IOException, InterruptedException {
        return get(node, "/operations/routes");
    }

    private String get(RunningRingback node, String path) throws IOException, InterruptedException {
        HttpResponse<String> page =
                browser.send(HttpRequest.newBuilder(node.address(path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    private void post(RunningRingback node, String form, String path, String fields)
            throws IOException, InterruptedException {
        Matcher csrf = CSRF.matcher(get(node, form));
        assertThat(csrf.find()).isTrue();
        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(node.address(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + csrf.group(1) + fields))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(302);
    }
}
