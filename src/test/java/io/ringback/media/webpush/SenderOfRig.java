package io.ringback.media.webpush;

import static org.mockito.Mockito.mock;

import io.ringback.directory.BrowserDevices;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Ringback's own way to a push service, with a key pair of the test. */
public final class SenderOfRig {

    private static final BrowserOfRig KEYS = BrowserOfRig.make();

    private SenderOfRig() {}

    /** By what browsers know it. */
    public static String publicKey() {
        return KEYS.p256dh();
    }

    /** The other half, for the settings of a test. */
    public static String privateKey() {
        return KEYS.number();
    }

    /** Sends what a composer has written. */
    public static void send(PushServiceOfRig service, String messageId, Map<String, Object> text) {
        use(service, messages -> messages.send(messageId, text));
    }

    /** Withdraws it. */
    public static void withdraw(PushServiceOfRig service, String messageId, Map<String, Object> text) {
        use(service, messages -> messages.withdraw(messageId, text));
    }

    private static void use(PushServiceOfRig service, java.util.function.Consumer<BrowserMessages> act) {
        try (PushServices services = new PushServices(List.of(service.origin()), Duration.ofSeconds(10))) {
            act.accept(new BrowserMessages(
                    new BrowserEncryption(new SecureRandom()),
                    new VapidKey(publicKey(), privateKey(), "mailto:ringback@example.org"),
                    services,
                    mock(BrowserDevices.class),
                    Clock.systemUTC()));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
