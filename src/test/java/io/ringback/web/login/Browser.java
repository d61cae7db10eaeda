package io.ringback.web.login;

import io.ringback.web.security.RawHttp;
import io.ringback.web.security.RawHttp.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** What a browser does with cookies, redirects and forms. A proxy before Ringback is played by telling the port of each host. */
final class Browser {

    private static final int MOST_REDIRECTS = 12;

    /** Where it stands, and how it came there. */
    record Page(URI address, Answer answer, List<URI> hops) {

        String body() {
            return answer.body();
        }
    }

    private final Map<String, Integer> ports;
    private final String from;
    private final Map<String, Map<String, String>> cookies = new HashMap<>();

    /** @param from the address that the proxy tells Ringback */
    Browser(Map<String, Integer> ports, String from) {
        this.ports = ports;
        this.from = from;
    }

    Page open(String address) throws IOException {
        return follow(URI.create(address), "GET", "");
    }

    /** One request, whatever it answers. */
    Page openOnly(String address) throws IOException {
        return new Page(URI.create(address), send(URI.create(address), "GET", "", Map.of()), List.of());
    }

    /** Sends the page's form with what is typed into it. */
    Page submit(Page page, String... namesAndValues) throws IOException {
        Element form = Jsoup.parse(page.body(), page.address().toString()).selectFirst("form");
        Map<String, String> fields = new LinkedHashMap<>();
        form.select("input[type=hidden]").forEach(field -> fields.put(field.attr("name"), field.attr("value")));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return follow(URI.create(form.absUrl("action")), "POST", body);
    }

    private Page follow(URI address, String method, String body) throws IOException {
        URI at = address;
        List<URI> hops = new ArrayList<>();
        Answer answer = send(at, method, body, Map.of());
        while (answer.status() / 100 == 3) {
            if (hops.size() == MOST_REDIRECTS) {
                throw new IllegalStateException("Redirected in a circle: " + hops);
            }
            at = at.resolve(answer.header("location"));
            hops.add(at);
            answer = send(at, "GET", "", Map.of());
        }
        return new Page(at, answer, hops);
    }

    Answer send(URI at, String method, String body, Map<String, String> more) throws IOException {
        Map<String, String> jar = cookies.computeIfAbsent(at.getAuthority(), host -> new LinkedHashMap<>());
        Map<String, String> headers = new HashMap<>();
        headers.put("Host", at.getAuthority());
        headers.put("X-Forwarded-For", from);
        if (method.equals("POST")) {
            headers.put("Content-Type", "application/x-www-form-urlencoded");
        }
        if (!jar.isEmpty()) {
            headers.put(
                    "Cookie",
                    jar.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        headers.putAll(more);
        String target = at.getRawPath() + (at.getRawQuery() == null ? "" : "?" + at.getRawQuery());
        Answer answer = new RawHttp(ports.get(at.getAuthority())).send(method, target, headers, body);
        for (String cookie : answer.headers().getOrDefault("set-cookie", List.of())) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            if (pair[1].isEmpty()) {
                jar.remove(pair[0]);
            } else {
                jar.put(pair[0], pair[1]);
            }
        }
        return answer;
    }

    /** As if somebody had put it there. */
    void cookie(String host, String name, String value) {
        cookies.computeIfAbsent(host, unknown -> new LinkedHashMap<>()).put(name, value);
    }
}
