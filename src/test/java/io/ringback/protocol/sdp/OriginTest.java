package io.ringback.protocol.sdp;

import static io.ringback.protocol.sdp.Descriptions.withMedia;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What tells the descriptions of a session apart. */
class OriginTest {

    @Test
    void theVersionGoesUpWhenTheDescriptionChangesAndOnlyThen() {
        Origin origin = new Origin("192.0.2.1");
        SessionDescription audio = withMedia("m=audio 4000 RTP/AVP 8");

        List<String> origins = Stream.of(audio, audio, audio.bothWays(), audio)
                .map(origin::write)
                .map(text -> text.lines()
                        .filter(line -> line.startsWith("o="))
                        .findFirst()
                        .orElseThrow())
                .toList();

        assertThat(origins).allMatch(line -> line.matches("o=- [0-9]+ [1-3] IN IP4 192.0.2.1"));
        assertThat(origins).extracting(line -> line.split(" ")[2]).containsExactly("1", "1", "2", "3");
        assertThat(new Origin("192.0.2.1").write(audio)).doesNotContain(origins.get(0));
    }

    /** A setting may have it as a URI does. */
    @Test
    void anIpv6AddressStandsWithoutBrackets() {
        assertThat(new Origin("[2001:db8::1]").write(withMedia("m=audio 4000 RTP/AVP 8")))
                .containsPattern("o=- [0-9]+ 1 IN IP6 2001:db8::1\r\n");
    }
}
