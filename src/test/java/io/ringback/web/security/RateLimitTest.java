package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.web.security.RawHttp.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much anyone may ask, with the limits that hold unless configured otherwise. */
class RateLimitTest extends SecuredServer {

    @Test
    void aPersonWithAnEagerScannerIsNotLockedOut() throws IOException {
        for (int i = 0; i < 100; i++) {
            assertThat(get("/q/" + TOKEN).status()).isEqualTo(200);
        }
        Form form = open("/q/" + TOKEN, "none=none");
        assertThat(post("/q/" + TOKEN, form.field(), "Cookie", form.cookies()).status())
                .isEqualTo(200);
    }

    @Test
    void postingPagesIsLimitedAndOthersAreNotTouched() throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            statuses.add(post("/u/" + TOKEN, "").status());
        }
        assertThat(statuses)
                .startsWith(200)
                .endsWith(429)
                .filteredOn(status -> status == 200)
                .hasSizeBetween(20, 23);

        Answer person = post("/u/" + TOKEN, "", "Accept", "text/html", "Accept-Language", "sv-SE");
        assertThat(person.status()).isEqualTo(429);
        assertThat(Integer.parseInt(person.header("retry-after"))).isBetween(1, 60);
        assertThat(person.body()).contains("lang=\"sv\"").contains("Vänta");
        assertThat(person.header("content-security-policy")).contains("default-src 'none'");

        assertThat(post("/u/" + TOKEN, "", "X-Forwarded-For", nextAddress()).status())
                .isEqualTo(200);
    }

    @Test
    void anIpv6CustomerIsOneClient() throws IOException {
        for (int i = 0; i < 25; i++) {
            post("/u/" + TOKEN, "", "X-Forwarded-For", "2001:db8:1:1::" + Integer.toHexString(i + 1));
        }

        assertThat(post("/u/" + TOKEN, "", "X-Forwarded-For", "2001:db8:1:1:ffff::1")
                        .status())
                .isEqualTo(429);
        assertThat(post("/u/" + TOKEN, "", "X-Forwarded-For", "2001:db8:1:2::1").status())
                .isEqualTo(200);
    }

    @Test
    void guessingPasswordsAndCodesIsSlow() throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            statuses.add(post("/login", "username=olga&password=" + i).status());
            statuses.add(post("/login/code", "code=" + i).status());
        }

        assertThat(statuses).contains(403).endsWith(429);
    }

    @Test
    void guessingKeysIsLimitedButTheRightOneStillWorks() throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 65; i++) {
            statuses.add(
                    post("/api/failed-calls", "{}", "X-API-Key", "guess" + i).status());
        }

        assertThat(statuses).startsWith(401).endsWith(429);
        assertThat(post("/api/failed-calls", "{}", "X-API-Key", SWITCH_KEY).status())
                .isEqualTo(200);
    }
}
