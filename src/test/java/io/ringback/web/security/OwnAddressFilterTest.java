package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a redirect leads, whatever host the request named. */
class OwnAddressFilterTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # the application's location,      what the client is told
            /operations,                       /operations
            http://own/operations?a=b#c,       /operations?a=b#c
            https://OWN:8443/operations,       /operations
            //own/operations,                  /operations
            http://x@own/operations,           /operations
            http://own,                        /
            http://own?a=b,                    /?a=b
            http://own/a b|c,                  /a b|c
            http://own//elsewhere,             /elsewhere
            'http://own/\\elsewhere',          /elsewhere
            http://issuer.example/authorize,   http://issuer.example/authorize
            http://own.example/a,              http://own.example/a
            http://elsewhere/http://own/,      http://elsewhere/http://own/
            """)
    void leadsToThisServerByPath(String location, String told) {
        assertThat(OwnAddressFilter.byPath(location, "own")).isEqualTo(told);
    }
}
