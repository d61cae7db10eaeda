package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.web.security.RawHttp.Answer;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.server.ResponseStatusException;

/** Who finds something that is not safe finds out whom to tell. */
class SecurityTextTest extends SecuredServer {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void aStrangerReadsWhomToTell() throws IOException {
        Answer answer = get(SecurityText.PATH);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(answer.body()).startsWith("Contact: https://ringback.example/report\nExpires: ");
    }

    @Test
    void whereNobodyIsNamedThereIsNoFile() {
        assertThatThrownBy(new SecurityText("", "https://ringback.example", NOON)::text)
                .isInstanceOf(ResponseStatusException.class);
    }

    @Test
    void theContactIsNamedWithADateInTheNextYear() {
        assertThat(new SecurityText(" mailto:security@ringback.example ", "https://ringback.example/", NOON)
                        .text()
                        .getBody())
                .isEqualTo("""
                        Contact: mailto:security@ringback.example
                        Expires: 2026-12-30T12:00:00Z
                        Preferred-Languages: en, sv
                        Canonical: https://ringback.example/.well-known/security.txt
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "security@ringback.example",
                "http://ringback.example",
                "javascript:alert(1)",
                "mailto:a@b.example\nContact: mailto:c@d.example"
            })
    void whatIsNoContactIsRefusedWithAnExample(String contact) {
        assertThatThrownBy(() -> new SecurityText(contact, "", NOON))
                .hasMessageContaining("ringback.security-contact")
                .hasMessageContaining("mailto:security@example.com");
    }
}
