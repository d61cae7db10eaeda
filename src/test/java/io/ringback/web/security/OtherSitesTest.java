package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A neighbour below the same domain, who can set an operator's cookies and so knows the token of their forms. */
class OtherSitesTest extends SecuredServer {

    @ParameterizedTest
    @ValueSource(strings = {"same-site", "cross-site", "none"})
    void aFormOfANeighbourActsOnNothing(String site) throws IOException {
        Form form = open("/operations", logIn("ada"));

        assertThat(post("/logout", form.field(), "Cookie", form.cookies(), "Sec-Fetch-Site", site)
                        .status())
                .isEqualTo(403);
        assertThat(get("/operations", "Cookie", form.cookies()).status()).isEqualTo(200);
    }

    @Test
    void theOperatorsOwnDoes() throws IOException {
        Form form = open("/operations", logIn("ada"));

        assertThat(post("/logout", form.field(), "Cookie", form.cookies(), "Sec-Fetch-Site", "same-origin")
                        .status())
                .isEqualTo(302);
        assertThat(get("/operations", "Cookie", form.cookies()).status()).isEqualTo(302);
    }
}
