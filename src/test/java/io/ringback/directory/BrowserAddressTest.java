package io.ringback.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserAddressTest {

    /** Of RFC 8291, Appendix A. */
    private static final String KEY =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

    private static final String AUTH = "BTBZMqHH6r4Tts7J_aSIgg";

    @ParameterizedTest
    @CsvSource({
        "https://fcm.googleapis.com/fcm/send/dpH5lCsTSSM:APA91b_-x, https://fcm.googleapis.com/fcm/send/dpH5lCsTSSM:APA91b_-x",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAA-_x=, https://updates.push.services.mozilla.com/wpush/v2/gAAA-_x=",
        "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAB%2bx%3d, https://wns2-par02p.notify.windows.com/w/?token=BQYAAAB%2bx%3d",
        "HTTPS://Push.Example.ORG:8443/Some/Path, https://push.example.org:8443/Some/Path",
        "http://127.0.0.1:8080/push/1, http://127.0.0.1:8080/push/1",
        "http://localhost/push/1, http://localhost/push/1"
    })
    void isAnAddressThatReadsAsItIsWritten(String endpoint, String normal) {
        Address address = BrowserAddress.of(endpoint, KEY, AUTH).address();

        assertThat(address.uri()).isEqualTo("webpush:" + normal + "#" + KEY + "." + AUTH);
        assertThat(Address.parse(address.uri(), "SE")).isEqualTo(address);
        assertThat(BrowserAddress.of(address).endpoint()).hasToString(normal);
        assertThat(BrowserAddress.of(address).key()).hasSize(65);
        assertThat(Medium.INSTANT_MESSAGE.carries(address)).isTrue();
    }

    @Test
    void isASecretThatNoLogHas() {
        BrowserAddress browser = BrowserAddress.of("https://push.example.org/secret-of-bob", KEY, AUTH);

        assertThat(browser + " " + browser.address()).doesNotContain("push.example.org", "secret-of-bob", KEY, AUTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "push.example.org/x",
                "http://push.example.org/x",
                "ftp://push.example.org/x",
                "javascript:alert(1)",
                "https://",
                "https://push/x",
                "https://localhost/x",
                "https://127.0.0.1/x",
                "https://0x7f.1/x",
                "https://2130706433/x",
                "https://10.0.0.1/x",
                "https://[::1]/x",
                "https://169.254.169.254/latest/meta-data",
                "https://push.example.org",
                "https://user:secret@push.example.org/x",
                "https://push.example.org:x/x",
                "https://push.example.org:999999/x",
                "https://push.example.org/x#y",
                "https://push.example.org/{{ringback.secret}}",
                "https://push.example.org/${header.x}",
                "https://push.example.org/x y",
                "https://push.example.org/x\r\nHost: other",
                "https://push.example.org/å",
                "https://push.example.org/%zz",
                "http://127.0.0.1.example.org/x",
                "http://localhost@example.org/x",
                "http://[::1]/x"
            })
    void isOfNoEndpointThatIsNoneOfAPushService(String endpoint) {
        assertThatThrownBy(() -> BrowserAddress.of(endpoint, KEY, AUTH)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "BCVxsr7N",
                // Beside the curve by one in the last octet.
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw8",
                // The point at infinity, and zero.
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                // Larger than the field.
                "BP_______________________________________________________________________________8____8",
                "BCVxsr7N+eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
            })
    void isOfNoKeyBesideTheCurve(String key) {
        assertThatThrownBy(() -> BrowserAddress.of("https://push.example.org/x", key, AUTH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("p256dh");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BTBZMqHH6r4Tts7J_aSIg", "BTBZMqHH6r4Tts7J_aSIggg", "BTBZMqHH6r4Tts7J/aSIgg"})
    void isOfNoSecretOfAnotherLength(String auth) {
        assertThatThrownBy(() -> BrowserAddress.of("https://push.example.org/x", KEY, auth))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isNotLongerThanPushServicesWriteTheirs() {
        String longest = "https://push.example.org/" + "x".repeat(975);

        assertThat(Address.parse(BrowserAddress.of(longest, KEY, AUTH).address().uri(), "SE"))
                .isNotNull();
        assertThatThrownBy(() -> BrowserAddress.of(longest + "x", KEY, AUTH))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Address.parse("webpush:" + "x".repeat(2000), "SE"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "webpush:",
                "webpush:https://push.example.org/x",
                "webpush:https://push.example.org/x#a",
                "webpush:#."
            })
    void isNoOtherUri(String uri) {
        assertThatThrownBy(() -> Address.parse(uri, "SE")).isInstanceOf(IllegalArgumentException.class);
    }
}
