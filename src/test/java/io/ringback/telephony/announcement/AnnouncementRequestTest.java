package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Request URIs of RFC 4240 section 3, well-meant and otherwise. */
class AnnouncementRequestTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            sip:annc@h;play=file:prompts/a.wav                                   | file:prompts/a.wav | 1          | 0    | -    | -
            sips:annc@h:5071;transport=tls;play=file:prompts/a.wav               | file:prompts/a.wav | 1          | 0    | -    | -
            SIP:annc@[::1]:5070;PLAY=file:prompts/a.wav;Repeat=2                 | file:prompts/a.wav | 2          | 0    | -    | -
            sip:annc@h;play=file:prompts/a.wav;repeat=forever;delay=500          | file:prompts/a.wav | 2147483647 | 500  | -    | -
            sip:annc@h;play=file:prompts/a.wav;duration=3000;locale=sv-SE        | file:prompts/a.wav | 1          | 0    | 3000 | sv-SE
            sip:annc@h;play=file%3A%2F%2Flocalhost%2Fprompts%2Fa.wav             | file://localhost/prompts/a.wav | 1 | 0 | -  | -
            sip:%61nnc@h;play=file:prompts/a.wav                                 | file:prompts/a.wav | 1          | 0    | -    | -
            sip:annc@h;play=file:prompts/a.wav;param1=x;extension=y;lr           | file:prompts/a.wav | 1          | 0    | -    | -
            sip:annc@h;play=file:prompts/a.wav?Subject=x&play=http://x           | file:prompts/a.wav | 1          | 0    | -    | -
            sip:annc@h;play=file:prompts/a%253B.wav                              | file:prompts/a%3B.wav | 1       | 0    | -    | -
            """)
    void areUnderstood(String uri, String play, int repeat, long delay, Long duration, String locale)
            throws RefusedException {
        AnnouncementRequest request = AnnouncementRequest.of(uri);

        assertThat(request.play()).isEqualTo(play);
        assertThat(request.repeat()).isEqualTo(repeat);
        assertThat(request.delay()).isEqualTo(Duration.ofMillis(delay));
        assertThat(request.duration().map(Duration::toMillis).orElse(null)).isEqualTo(duration);
        assertThat(request.locale().orElse(null)).isEqualTo(locale);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sip:annc@h                                            | 400
            sip:annc@h;play=                                      | 400
            sip:annc@h;play                                       | 400
            sip:annc@h;play=file:a;repeat=0                       | 400
            sip:annc@h;play=file:a;repeat=-1                      | 400
            sip:annc@h;play=file:a;repeat=often                   | 400
            sip:annc@h;play=file:a;repeat=99999999999999999999    | 400
            sip:annc@h;play=file:a;delay=1.5                      | 400
            sip:annc@h;play=file:a;duration=                      | 400
            sip:annc@h;play=file:a;duration=٣                     | 400
            sip:annc@h;play=file:a;play=file:b                    | 400
            sip:annc@h;play=file:a;%70lay=file:b                  | 400
            sip:annc@h;play=file:%                                | 400
            sip:annc@h;play=file:%4                               | 400
            sip:annc@h;play=file:%zz                              | 400
            sip:annc@h;play=file:%ff%fe                           | 400
            sip:conf@h;play=file:a                                | 488
            sip:dialog@h;voicexml=http://x                        | 488
            sip:ANNC@h;play=file:a                                | 488
            sip:annc;play=file:a                                  | 488
            sip:annc;play=file:a@h                                | 488
            sip:h;play=file:a                                     | 488
            sip:                                                  | 488
            tel:+46701234567;play=file:a                          | 416
            http://annc@h;play=file:a                             | 416
            ;                                                     | 416
            """)
    void areRefusedWithTheStatusOfTheStandard(String uri, int status) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> AnnouncementRequest.of(uri));

        assertThat(refused).isNotNull();
        assertThat(refused.status()).isEqualTo(status);
    }

    @Test
    void aReasonNeverQuotesTheUri() {
        RefusedException refused = catchThrowableOfType(
                RefusedException.class, () -> AnnouncementRequest.of("sip:+46701234567@h;play=file:a"));

        assertThat(refused).hasMessageNotContaining("46701234567");
    }
}
