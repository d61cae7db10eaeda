package io.ringback.media.webpush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.directory.BrowserAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserEncryptionTest {

    private final BrowserOfRig browser = BrowserOfRig.make();
    private final BrowserAddress address =
            BrowserAddress.of("https://push.example/1", browser.p256dh(), browser.auth());
    private final BrowserEncryption encryption = new BrowserEncryption(new SecureRandom());

    /** RFC 8291 5 and Appendix A: so the browser of the rig reads as the RFC says, whatever our encryption does. */
    @Test
    void theBrowserOfTheRigReadsWhatTheRfcHasEncrypted() throws Exception {
        BrowserOfRig ofRfc = BrowserOfRig.of(
                "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                "BTBZMqHH6r4Tts7J_aSIgg");

        assertThat(
                        ofRfc.read(
                                Base64.getUrlDecoder()
                                        .decode(
                                                "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
                                                        + "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN")))
                .isEqualTo("When I grow up, I want to be a watermelon");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 511, 512, 513, 2000, BrowserEncryption.LONGEST})
    void theBrowserReadsWhatWasWrittenAndItsServiceIsToldLittleOfHowMuch(int length) {
        String text = "å".repeat(length / 2) + "x".repeat(length % 2);

        byte[] body = encryption.encrypt(text.getBytes(StandardCharsets.UTF_8), address);

        assertThat(browser.read(body)).isEqualTo(text);
        assertThat(body.length).isLessThanOrEqualTo(4096);
        assertThat(body.length == 4096 || (body.length - 103) % 512 == 0)
                .as("of %s octets", body.length)
                .isTrue();
    }

    @Test
    void theSameTwiceLooksDifferent() {
        byte[] text = "the same".getBytes(StandardCharsets.UTF_8);

        byte[] first = encryption.encrypt(text, address);
        byte[] second = encryption.encrypt(text, address);

        assertThat(Arrays.copyOf(first, 16)).as("salt").isNotEqualTo(Arrays.copyOf(second, 16));
        assertThat(Arrays.copyOfRange(first, 21, 86)).as("key").isNotEqualTo(Arrays.copyOfRange(second, 21, 86));
    }

    @Test
    void anotherBrowserReadsNothing() {
        byte[] body = encryption.encrypt("secret".getBytes(StandardCharsets.UTF_8), address);

        assertThatThrownBy(() -> BrowserOfRig.make().read(body)).isInstanceOf(IllegalStateException.class);
    }
}
