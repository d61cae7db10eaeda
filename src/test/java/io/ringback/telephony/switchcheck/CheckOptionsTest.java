package io.ringback.telephony.switchcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckOptionsTest {

    private static final Map<String, String> SECRETS =
            Map.of("CHECK_CALLER_PASSWORD", "a", "CHECK_CALLEE_PASSWORD", "b", "CHECK_API_KEY", "c");

    private static CheckOptions read(Map<String, String> environment, String... changed) {
        Map<String, String> usual = Map.of(
                "switch", "sip:192.0.2.1:5060",
                "domain", "example.com",
                "caller", "check1",
                "callee", "check2",
                "listen", "udp:192.0.2.7:5090",
                "ringback", "https://ringback.example.com");
        Stream<String> others = usual.entrySet().stream()
                .filter(one -> Stream.of(changed).noneMatch(other -> other.startsWith("--" + one.getKey() + "=")))
                .map(one -> "--" + one.getKey() + "=" + one.getValue());
        return CheckOptions.of(Stream.concat(others, Stream.of(changed)).toArray(String[]::new), environment);
    }

    @Test
    void whatIsGivenIsRead() {
        CheckOptions options = read(SECRETS, "--patience=9");

        assertThat(options.uri(options.callee())).isEqualTo("sip:check2@example.com");
        assertThat(options.patience()).hasSeconds(9);
        assertThat(options.listen().port()).isEqualTo(5090);
        assertThat(options.toString()).doesNotContain("CHECK", ", a", ", b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --callee=+46701740605          | --callee looks like a telephone number
            --callee=0701740605            | --callee looks like a telephone number
            --caller=900123456             | --caller looks like a telephone number
            --callee=check2@evil.example   | --callee is the name of an account alone
            --callee=check1                | The check needs two
            --callee=                      | --callee is missing
            --listen=192.0.2.7             | Write it as udp
            --patience=soon                | --patience is a number of seconds
            --to=+46900123456              | There is no option --to=+46900123456
            """)
    void whatCannotBeMeantIsRefused(String given, String said) {
        assertThatThrownBy(() -> read(SECRETS, given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    @Test
    void aNumberIsCalledOnlyIfThatIsSaid() {
        assertThat(read(SECRETS, "--callee=0701740605", "--allow-numbers").callee())
                .isEqualTo("0701740605");
        assertThat(read(SECRETS, "--callee=4711").callee()).as("an extension").isEqualTo("4711");
    }

    @Test
    void passwordsComeFromTheEnvironment() {
        assertThatThrownBy(() -> read(Map.of("CHECK_API_KEY", "c")))
                .hasMessageContaining("CHECK_CALLER_PASSWORD is missing");
    }
}
