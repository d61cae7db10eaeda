package io.ringback.telephony.switchcheck;

import io.ringback.protocol.sdp.MediaDescription;
import io.ringback.protocol.sdp.SessionDescription;
import io.ringback.telephony.announcement.G711;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The sound of a test phone: it says a tone of its own in G.711 over RTP (RFC 3550) and presses keys (RFC 4733), and knows the other
 * phone's tone when it hears it. A tone, and no pattern of octets, as it outlives a switch that puts it into another codec.
 */
final class TestSound implements AutoCloseable {

    private static final int RATE = 8000;
    private static final int FRAME = 160;
    private static final long FRAME_NANOS = 20_000_000;
    private static final int LOUD = 8000;
    private static final int QUIET = 200;

    /** The static payload types of RFC 3551. */
    private static final int MULAW = 0;

    private static final int ALAW = 8;

    private static final int HEADER = 12;
    private static final int LONGEST = 2048;
    /** What costs a flood is bounded. */
    private static final int MOST_IN_A_BEAT = 16;

    /** For as long as somebody's finger. */
    private static final int HELD_FOR = 5;

    /** The end is said three times (RFC 4733 2.5.1.4). */
    private static final int RELEASED = HELD_FOR + 3;

    private static final int VOLUME = 10;

    /** Where sound goes, and in which payload types; {@code keys} is empty if keys cannot be pressed. */
    private record Target(InetSocketAddress rtp, int sound, Optional<Integer> keys) {}

    private final DatagramChannel channel;
    private final int own;
    private final int other;
    private final int ssrc = ThreadLocalRandom.current().nextInt();
    private final ByteBuffer packet = ByteBuffer.allocate(HEADER + FRAME);
    private final ByteBuffer heard = ByteBuffer.allocate(LONGEST);
    private final AtomicInteger heardPackets = new AtomicInteger();
    private final AtomicInteger heardOfOther = new AtomicInteger();

    private volatile boolean closed;
    private volatile Optional<Target> target = Optional.empty();
    private volatile int key = -1;

    // Of the thread that speaks.
    private short sequence = (short) ThreadLocalRandom.current().nextInt();
    private int timestamp = ThreadLocalRandom.current().nextInt();
    private int keyTimestamp;
    private int keyStep;

    /**
     * @param host an address of this machine
     * @param port of it
     * @param own the tone that it says, in Hz, a multiple of 50, so that 20 ms hold whole waves
     * @param other the tone that it listens for
     * @throws CannotBeChecked if the port is taken
     */
    TestSound(InetAddress host, int port, int own, int other) {
        this.own = own;
        this.other = other;
        try {
            channel = DatagramChannel.open();
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new CannotBeChecked("The port " + port + " for RTP cannot be had: " + e.getMessage());
        }
        Thread speaking = new Thread(this::run, "test-sound");
        speaking.setDaemon(true);
        speaking.start();
    }

    /** Speaks to who is described; what has been heard so far was of others. Whom nothing can be said to is not spoken to. */
    void towards(String sdp) {
        target = SessionDescription.parse(sdp).flatMap(TestSound::target);
        heardPackets.set(0);
        heardOfOther.set(0);
    }

    private static Optional<Target> target(SessionDescription description) {
        return description
                .plainSpeech()
                .flatMap(stream -> description.connectionOf(stream).flatMap(connection -> {
                    try {
                        return Optional.of(new Target(
                                new InetSocketAddress(connection.address(), stream.port()),
                                codec(stream),
                                stream.telephoneEvents(RATE)));
                    } catch (UnknownHostException e) {
                        return Optional.empty();
                    }
                }));
    }

    private static int codec(MediaDescription stream) {
        return stream.payloadTypes().stream()
                .filter(type -> type == ALAW || type == MULAW)
                .findFirst()
                .orElse(ALAW);
    }

    /** Presses a key, 0 to 9, for a tenth of a second. */
    void press(int digit) {
        key = digit;
    }

    /** How many packets of sound have come since it was last told whom it speaks to: 50 a second. */
    int heard() {
        return heardPackets.get();
    }

    /** How many of them were the other phone's tone. */
    int heardOfOther() {
        return heardOfOther.get();
    }

    private void run() {
        long next = System.nanoTime();
        while (!closed) {
            target.ifPresent(this::speak);
            hear();
            next += FRAME_NANOS;
            long wait = next - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            } else {
                next = System.nanoTime();
            }
        }
    }

    private void speak(Target to) {
        if (key >= 0 && to.keys().isPresent()) {
            speakKey(to, to.keys().get());
        } else {
            begin(to.sound(), false, timestamp);
            for (int i = 0; i < FRAME; i++) {
                int sample = (int) (LOUD * Math.sin(2 * Math.PI * own * i / RATE));
                packet.put(to.sound() == ALAW ? G711.alaw(sample) : G711.mulaw(sample));
            }
        }
        timestamp += FRAME;
        try {
            channel.send(packet.flip(), to.rtp());
        } catch (IOException lost) {
            // As datagrams are.
            return;
        }
    }

    private void speakKey(Target to, int payloadType) {
        if (keyStep == 0) {
            keyTimestamp = timestamp;
        }
        begin(payloadType, keyStep == 0, keyTimestamp);
        boolean released = keyStep >= HELD_FOR;
        packet.put((byte) key);
        packet.put((byte) ((released ? 0x80 : 0) | VOLUME));
        packet.putShort((short) (Math.min(keyStep + 1, HELD_FOR) * FRAME));
        keyStep++;
        if (keyStep == RELEASED) {
            keyStep = 0;
            key = -1;
        }
    }

    private void begin(int payloadType, boolean marker, int at) {
        packet.clear();
        packet.put((byte) 0x80).put((byte) ((marker ? 0x80 : 0) | payloadType));
        packet.putShort(sequence++).putInt(at).putInt(ssrc);
    }

    private void hear() {
        try {
            for (int i = 0; i < MOST_IN_A_BEAT; i++) {
                heard.clear();
                if (channel.receive(heard) == null) {
                    return;
                }
                take(heard.flip());
            }
        } catch (IOException e) {
            // Closed, or somebody's ICMP: the next beat tells.
            return;
        }
    }

    private void take(ByteBuffer datagram) {
        if (datagram.limit() <= HEADER || (datagram.get(0) & 0xC0) != 0x80) {
            return;
        }
        int type = datagram.get(1) & 0x7F;
        int begin = HEADER + 4 * (datagram.get(0) & 0x0F);
        if (type != ALAW && type != MULAW || begin >= datagram.limit()) {
            return;
        }
        heardPackets.incrementAndGet();
        if (isOther(datagram, begin, type == ALAW)) {
            heardOfOther.incrementAndGet();
        }
    }

    /** Goertzel's algorithm, plainly: whether most of the sound is of this one frequency. */
    private boolean isOther(ByteBuffer datagram, int begin, boolean alaw) {
        int count = datagram.limit() - begin;
        double cosine = 0;
        double sine = 0;
        double all = 0;
        for (int i = 0; i < count; i++) {
            byte code = datagram.get(begin + i);
            double sample = alaw ? G711.fromAlaw(code) : G711.fromMulaw(code);
            double phase = 2 * Math.PI * other * i / RATE;
            cosine += sample * Math.cos(phase);
            sine += sample * Math.sin(phase);
            all += sample * sample;
        }
        boolean loud = all / count > (double) QUIET * QUIET;
        return loud && 2 * (cosine * cosine + sine * sine) / count > all / 2;
    }

    @Override
    public void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing can be done, and nothing is lost.
            return;
        }
    }
}
