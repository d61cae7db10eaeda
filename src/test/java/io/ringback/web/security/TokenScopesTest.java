package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Access tokens where an issuer is configured: their scopes count, beside API keys. */
@Import(TokenScopesTest.Issuer.class)
class TokenScopesTest extends SecuredServer {

    /** Stands for the issuer's keys: a token is what it claims, unless it is forged. */
    static class Issuer {
        @Bean
        JwtDecoder jwtDecoder() {
            return token -> {
                if (token.contains("forged")) {
                    throw new BadJwtException("forged");
                }
                return Jwt.withTokenValue(token)
                        .header("alg", "RS256")
                        .subject("client")
                        .expiresAt(Instant.now().plusSeconds(60))
                        .claim("scope", token.replace('~', ' '))
                        .build();
            };
        }
    }

    @Test
    void aTokenOpensWhatItsScopesName() throws IOException {
        assertThat(get("/api/people", "Authorization", "Bearer people.read~openid")
                        .status())
                .isEqualTo(200);
        assertThat(get("/api/cases/1", "Authorization", "Bearer people.read").status())
                .isEqualTo(403);
        assertThat(get("/api/people", "Authorization", "Bearer forged").status())
                .isEqualTo(401);
        assertThat(get("/api/people", "Authorization", "Bearer " + CRM_KEY).status())
                .isEqualTo(200);
    }

    @Test
    void aTokenIsNoOperator() throws IOException {
        assertThat(get("/operations", "Authorization", "Bearer camunda-admin").status())
                .isEqualTo(302);
        assertThat(get("/actuator/prometheus", "Authorization", "Bearer operators")
                        .status())
                .isEqualTo(401);
    }
}
