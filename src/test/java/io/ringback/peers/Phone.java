package io.ringback.peers;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** A phone that is registered at a {@link Kamailio}, plays a tone into its calls and keeps what it hears. */
public interface Phone extends AutoCloseable {

    /** The user it is registered as. */
    String user();

    /** Its SIP port on 127.0.0.1. */
    int sipPort();

    /** The first of its {@link #MEDIA_PORTS} ports for RTP and RTCP. */
    int firstMediaPort();

    /** How many ports for RTP and RTCP it has, in a row. */
    int MEDIA_PORTS = 20;

    /** Calls a SIP URI. */
    void dial(String uri);

    /** Waits until a call comes in and it rings. */
    void awaitRinging();

    /** Takes the call that comes in. */
    void accept();

    /** Does not take the call that comes in; what the caller is answered is the phone's own custom. */
    void reject();

    /** Waits until a call is established. */
    void awaitTalking();

    /** Presses keys, one after another (RFC 4733). */
    void press(String keys);

    /**
     * Presses keys once something else has been heard for a second than the tone of who may be talked to.
     *
     * @param hertz of that tone
     */
    default void pressOnceAsked(int hertz, String keys) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> heard().otherThan(hertz).compareTo(Duration.ofSeconds(1)) > 0);
        press(keys);
    }

    /** Ends the call, also one that it is placing. */
    void hangUp();

    /** Waits until a call is over, however it went. */
    void awaitOver();

    /** What it heard until now in all its calls. */
    Heard heard();

    @Override
    void close();
}
