package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.peers.Haproxy;
import io.ringback.peers.Peers;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base32;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two nodes behind a real balancer that sends each request to the next one: an operator does not notice, also when one dies. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Installation.SHARED)
@TestMethodOrder(OrderAnnotation.class)
class LoginAtEveryNodeTest {

    private static final Installation INSTALLATION = Installation.shared();
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final String OWN = "/operations/second-factor";

    @RegisterExtension
    static final Peers PEERS = new Peers();

    private static RunningRingback one;
    private static RunningRingback other;
    private static Haproxy balancer;

    private final Set<String> answered = new HashSet<>();

    @BeforeAll
    static void startBoth() {
        one = INSTALLATION.node();
        other = PEERS.with(INSTALLATION.anotherNode());
        balancer = PEERS.with(Haproxy.before(one.address("/"), other.address("/")));
    }

    @AfterAll
    static void noDevices() {
        INSTALLATION.jdbc().sql("delete from second_factor").update();
    }

    /** An operator's browser, which knows the balancer alone. */
    private final class Browser {
        private final CookieManager cookies = new CookieManager();
        private final HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(cookies)
                .build();

        HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            answer.headers().firstValue(Haproxy.NODE).ifPresent(answered::add);
            return answer;
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder(balancer.address(path)));
        }

        /** Presses the button of a form that the page before, of another node, has. */
        HttpResponse<String> press(String page, String path, String fields) throws IOException, InterruptedException {
            Matcher token = FORM_TOKEN.matcher(get(page).body());
            assertThat(token.find()).as(page).isTrue();
            return send(HttpRequest.newBuilder(balancer.address(path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + token.group(1) + fields)));
        }

        void password(String account) throws IOException, InterruptedException {
            press(
                    "/login",
                    "/login",
                    "&username=" + account + "&password="
                            + URLEncoder.encode(Installation.ADMIN_PASSWORD, StandardCharsets.UTF_8));
        }

        String cookie(String name) {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals(name))
                    .map(HttpCookie::getValue)
                    .findFirst()
                    .orElseThrow();
        }

        /** The statuses of a page, asked for at each node twice. */
        List<Integer> statuses(String path) throws IOException, InterruptedException {
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                statuses.add(get(path).statusCode());
            }
            return statuses;
        }
    }

    private Browser loggedIn(String account) throws IOException, InterruptedException {
        Browser browser = new Browser();
        browser.password(account);
        assertThat(browser.get("/operations").statusCode()).isEqualTo(200);
        return browser;
    }

    private void bothHaveAnswered() {
        assertThat(answered).containsExactlyInAnyOrder("node1", "node2");
        answered.clear();
    }

    /** RFC 6238, as the operator's device does it. */
    private static String code(byte[] secret) {
        INSTALLATION.jdbc().sql("update second_factor set last_step = 0").update();
        byte[] step = ByteBuffer.allocate(Long.BYTES)
                .putLong(Instant.now().getEpochSecond() / 30)
                .array();
        byte[] hash = new HmacUtils(HmacAlgorithms.HMAC_SHA_1, secret).hmac(step);
        int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & Integer.MAX_VALUE;
        return "%06d".formatted(number % 1_000_000);
    }

    @Test
    @Order(1)
    void aLoginOfTwoHalvesAndAllBehindItWorkWhicheverNodeAnswers() throws Exception {
        Browser first = loggedIn("olga");
        first.press(OWN, OWN + "/begin", "");
        byte[] secret = new Base32()
                .decode(Jsoup.parse(first.get(OWN).body())
                        .selectFirst("code.key")
                        .text()
                        .replace(" ", ""));
        assertThat(first.press(OWN, OWN + "/confirm", "&code=" + code(secret)).statusCode())
                .isEqualTo(302);

        Browser olga = new Browser();
        olga.password("olga");
        assertThat(olga.statuses("/operations")).as("half a login is none").containsOnly(302);
        assertThat(olga.press("/login/code", "/login/code", "&code=" + code(secret))
                        .headers()
                        .firstValue("Location"))
                .hasValue("/operations");
        bothHaveAnswered();

        assertThat(olga.statuses("/operations")).containsOnly(200);
        bothHaveAnswered();
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> codes = olga.press(OWN, OWN + "/recovery-codes", "");
            assertThat(Jsoup.parse(codes.body()).select("ol.codes code")).hasSize(10);
        }
    }

    @Test
    @Order(2)
    void cockpitWorksWhicheverNodeAnswers() throws Exception {
        Browser admin = loggedIn("admin");
        assertThat(admin.statuses("/camunda/app/cockpit/default/")).containsOnly(200);
        answered.clear();

        for (int i = 0; i < 4; i++) {
            HttpResponse<String> counted = admin.send(HttpRequest.newBuilder(
                            balancer.address("/camunda/api/engine/engine/default/process-instance/count"))
                    .header("Content-Type", "application/json")
                    .header("X-XSRF-TOKEN", admin.cookie("XSRF-TOKEN"))
                    .POST(HttpRequest.BodyPublishers.ofString("{}")));
            assertThat(counted.statusCode()).as(counted.body()).isEqualTo(200);
        }
        bothHaveAnswered();
    }

    @Test
    @Order(3)
    void aLogoutEndsItAtBothAndWhatACaseTellsItsBrowserAtTheOther() throws Exception {
        Browser anders = loggedIn("anders");
        Browser still = loggedIn("anders");
        UUID opened = new PlayedCase(INSTALLATION, () -> one).callFails();
        String session = "JSESSIONID=" + anders.cookie("JSESSIONID");
        CompletableFuture<HttpResponse<String>> watching = anders.http.sendAsync(
                HttpRequest.newBuilder(one.address("/operations/cases/" + opened + "/live"))
                        .header("Cookie", session)
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        Matcher token = FORM_TOKEN.matcher(anders.get("/operations").body());
        assertThat(token.find()).isTrue();
        URI elsewhere = other.address("/logout");
        anders.send(HttpRequest.newBuilder(elsewhere)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + token.group(1))));

        assertThat(watching.get(Installation.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .body())
                .contains("event:over");
        for (RunningRingback node : List.of(one, other)) {
            assertThat(node.send(HttpRequest.newBuilder(node.address("/operations"))
                                    .header("Cookie", session))
                            .statusCode())
                    .isEqualTo(302);
        }
        answered.clear();
        assertThat(still.statuses("/operations")).containsOnly(200);
        bothHaveAnswered();
    }

    @Test
    @Order(4)
    void aNodeThatDiesTakesNoLoginWithIt() throws Exception {
        Browser anders = loggedIn("anders");
        assertThat(anders.statuses("/operations")).containsOnly(200);
        bothHaveAnswered();

        other.kill();

        assertThat(anders.statuses("/operations")).containsOnly(200);
        assertThat(answered).containsExactly("node1");
    }
}
