package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    @Test
    void anIpv6NetworkIsOneClientAndAnIpv4AddressIsOne() {
        assertThat(ClientAddress.parse("2001:db8::1")).isEqualTo(ClientAddress.parse("2001:db8:0:0:ffff::2"));
        assertThat(ClientAddress.parse("2001:db8::1")).isNotEqualTo(ClientAddress.parse("2001:db8:0:1::1"));
        assertThat(ClientAddress.parse("192.0.2.1")).isNotEqualTo(ClientAddress.parse("192.0.2.2"));
        assertThat(ClientAddress.parse("::ffff:192.0.2.1")).isEqualTo(ClientAddress.parse("192.0.2.1"));
        assertThat(ClientAddress.parse("fe80::1%eth0")).isEqualTo(ClientAddress.parse("fe80::1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "unknown", "dead.beef", "example.com", "300.1.1.1", ":::", "1.2.3", "[evil]:1", "a:b.example"
            })
    void whatIsNoAddressSharesOneLimit(String text) {
        assertThat(ClientAddress.parse(text)).isEqualTo(ClientAddress.parse(null));
    }
}
