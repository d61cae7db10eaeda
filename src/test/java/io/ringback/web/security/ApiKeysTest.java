package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.web.security.ApiKeyProperties.Key;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiKeysTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final Set<String> SCOPES = Set.of("calls.write");

    @Test
    void onlyTheWholeKeyIsRight() {
        ApiKeys keys = new ApiKeys(Map.of("switch", new Key(KEY, null, SCOPES)));

        assertThat(keys.find(KEY)).map(ApiClient::scopes).contains(Set.of(Scope.CALLS_WRITE));
        assertThat(keys.find(KEY.substring(1))).isEmpty();
        assertThat(keys.find(KEY + "0")).isEmpty();
        assertThat(keys.find(KEY.toUpperCase(java.util.Locale.ROOT))).isEmpty();
        assertThat(keys.find("")).isEmpty();
        assertThat(keys.find("x".repeat(100_000))).isEmpty();
    }

    @Test
    void aKeyThatCannotBeUsedIsRefusedInASentenceWithoutIt() {
        String shortKey = KEY.substring(1);
        refused(new Key(shortKey, null, SCOPES), "ringback.api.keys.switch.value must have 32", shortKey);
        refused(new Key(KEY, null, Set.of()), "ringback.api.keys.switch.scopes is missing", KEY);
        refused(new Key(KEY, null, Set.of("all")), "names all, which is none of: calls.write", KEY);
        refused(new Key(KEY, "00".repeat(32), SCOPES), "either .value (the key) or .sha256", KEY);
        refused(new Key(null, null, SCOPES), "either .value (the key) or .sha256", KEY);
        refused(new Key(null, "zz".repeat(32), SCOPES), "64 hexadecimal digits", KEY);
    }

    @Test
    void twoClientsDoNotShareAKey() {
        Key key = new Key(KEY, null, SCOPES);

        assertThatThrownBy(() -> new ApiKeys(Map.of("one", key, "two", key)))
                .hasMessageContaining("have the same key")
                .hasMessageNotContaining(KEY);
    }

    @Test
    void aPrintedKeyIsHidden() {
        assertThat(new ApiKeyProperties(Map.of("switch", new Key(KEY, null, SCOPES))).toString())
                .doesNotContain(KEY);
    }

    private static void refused(Key key, String sentence, String secret) {
        assertThatThrownBy(() -> new ApiKeys(Map.of("switch", key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining(secret);
    }
}
