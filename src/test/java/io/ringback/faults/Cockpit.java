package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Camunda's Cockpit as a browser uses it. */
public final class Cockpit {

    private static final String CSRF = "X-XSRF-TOKEN";

    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final Function<String, URI> addresses;
    private final String engine;

    private Cockpit(Function<String, URI> addresses, String engine) {
        this.addresses = addresses;
        this.engine = engine;
    }

    static Cockpit login(RunningRingback node, String user, String password) throws IOException, InterruptedException {
        return login(node::address, "default", user, password);
    }

    /**
     * Logs in at Ringback's login, which opens Cockpit.
     *
     * @param addresses of paths
     * @param engine its name
     */
    public static Cockpit login(Function<String, URI> addresses, String engine, String user, String password)
            throws IOException, InterruptedException {
        Cockpit cockpit = new Cockpit(addresses, engine);
        String page = cockpit.send(HttpRequest.newBuilder(addresses.apply("/login")), 200);
        Matcher field = FORM_TOKEN.matcher(page);
        assertThat(field.find()).isTrue();
        cockpit.send(
                HttpRequest.newBuilder(addresses.apply("/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + field.group(1) + "&username=" + user
                                + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8))),
                302);
        cockpit.send(HttpRequest.newBuilder(addresses.apply("/camunda/app/cockpit/" + engine + "/")), 200);
        return cockpit;
    }

    /** "Increment Number of Retries" of a failed job. */
    void retry(String jobId) throws IOException, InterruptedException {
        HttpResponse<String> answer = call("PUT", "/job/" + jobId + "/retries", "{\"retries\":1}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    /** A request to the engine's REST interface, as Cockpit's pages make them. */
    public HttpResponse<String> call(String method, String path, String json) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(addresses.apply("/camunda/api/engine/engine/" + engine + path))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .header(CSRF, csrfToken())
                        .method(method, HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String csrfToken() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    private String send(HttpRequest.Builder request, int expected) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("%s: %s", answer.uri(), answer.body())
                .isEqualTo(expected);
        return answer.body();
    }
}
