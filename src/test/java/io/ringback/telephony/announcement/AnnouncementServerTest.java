package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.peers.Ports;
import io.ringback.telephony.announcement.FakeUserAgent.Caller;
import io.ringback.telephony.announcement.Listener.Rtcp;
import io.ringback.telephony.announcement.Listener.Rtp;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server between a user agent that is told what to do and real sockets. */
@BesideOthers
class AnnouncementServerTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00.500Z"), ZoneOffset.UTC);

    private static final String TONE = "sip:annc@127.0.0.1:5070;play=file:prompts/tone.wav";

    /** 200 ms that are like nothing else, so that a packet tells its place. */
    private static final int FRAMES = 10;

    @TempDir
    private Path recordings;

    private final FakeUserAgent agent = new FakeUserAgent();
    private final SpokenPrompts spoken = new SpokenPrompts(Duration.ofMinutes(5), 10, Clock.systemUTC());
    private byte[] tone;
    private Listener listener;
    private AnnouncementServer server;

    @BeforeEach
    void start() throws IOException {
        short[] samples = new short[FRAMES * Codec.FRAME];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (i * 20 - 16000);
        }
        Files.write(recordings.resolve("tone.wav"), wav(samples));
        tone = Codec.PCMA.encode(samples);
        listener = new Listener();
        server = server(3, Duration.ofMinutes(1));
    }

    @AfterEach
    void nothingIsLeft() {
        server.close();
        listener.close();
        assertThat(server.playing()).isZero();
        assertThat(server.portsInUse()).isZero();
    }

    private AnnouncementServer server(int most, Duration longest) throws IOException {
        int ports = Ports.free(8);
        AnnouncementServer made = new AnnouncementServer(
                agent,
                new Prompts(Optional.of(recordings), "en", spoken, Optional.empty()),
                new RtpPorts(InetAddress.getLoopbackAddress(), ports, ports + 7),
                MediaHosts.of(List.of("127.0.0.9")),
                "127.0.0.1",
                new AnnouncementServer.Limits(most, longest),
                NOON);
        made.start();
        return made;
    }

    @Test
    void aPromptIsPlayedOnceFromItsBeginningToItsEndAndThenTheListenerIsHungUpOn() {
        Caller caller = agent.call(TONE, Optional.of(listener.sdp()));
        assertThat(caller.status()).isEqualTo(200);
        assertThat(listener.packets()).as("before the ACK").isEmpty();

        caller.server().acknowledged(Optional.empty());

        await().until(caller::hungUp);
        await().until(() -> listener.packets().size() == FRAMES);
        assertThat(listener.sound()).isEqualTo(tone);
        assertThat(server.playing()).isZero();
        assertThat(server.portsInUse()).isZero();
    }

    @Test
    void soundIsNotAimedAtWhoHasSentNone() throws IOException {
        try (Listener stranger = new Listener("127.0.0.2")) {
            Caller caller = agent.call(TONE, Optional.of(stranger.sdp()));
            caller.server().acknowledged(Optional.empty());

            await().until(caller::hungUp);
            assertThat(stranger.packets()).isEmpty();
            assertThat(stranger.reports()).isEmpty();
        }
    }

    @Test
    void whoSendsFromWhereTheOfferSaysHearsItFromItsBeginning() throws IOException {
        try (Listener phone = new Listener("127.0.0.2");
                Listener stranger = new Listener("127.0.0.3")) {
            Caller caller = agent.call(TONE, Optional.of(phone.sdp()));
            caller.server().acknowledged(Optional.empty());

            stranger.send(Listener.packet(), audioPort(caller.sdp()));
            await().during(Duration.ofMillis(200)).until(() -> phone.packets().isEmpty());
            phone.send(Listener.packet(), audioPort(caller.sdp()));

            await().until(() -> phone.packets().size() == FRAMES);
            assertThat(phone.sound()).isEqualTo(tone);
            assertThat(stranger.packets()).isEmpty();
        }
    }

    @Test
    void aMediaHostOfTheTrunkNeedNotSendFirst() throws IOException {
        try (Listener host = new Listener("127.0.0.9")) {
            Caller caller = agent.call(TONE, Optional.of(host.sdp()));
            caller.server().acknowledged(Optional.empty());

            await().until(() -> host.packets().size() == FRAMES);
        }
    }

    @Test
    void whoIsHeardCannotTurnTheSoundToSomebodyElse() throws IOException {
        try (Listener stranger = new Listener("127.0.0.2")) {
            Caller caller = play(TONE + ";repeat=20");
            await().until(() -> listener.packets().size() > 2);

            caller.server().offered(Optional.of(stranger.sdp()));

            await().until(caller::hungUp);
            assertThat(stranger.packets()).isEmpty();
            assertThat(stranger.reports()).isEmpty();
        }
    }

    @Test
    void packetsAreThoseOfRfc3550() {
        Caller caller = play(TONE + ";repeat=3");
        await().until(caller::hungUp);
        await().until(() -> listener.packets().size() == 3 * FRAMES);

        List<Rtp> packets = listener.packets();
        Rtp first = packets.get(0);
        assertThat(packets).extracting(Rtp::ssrc).containsOnly(first.ssrc());
        assertThat(packets).extracting(Rtp::payloadType).containsOnly(8);
        assertThat(packets).extracting(packet -> packet.sound().size()).containsOnly(160);
        assertThat(packets).extracting(Rtp::fromPort).containsOnly(audioPort(caller.sdp()));
        assertThat(packets.subList(1, packets.size())).extracting(Rtp::marker).containsOnly(false);
        assertThat(first.marker()).isTrue();
        for (int i = 0; i < packets.size(); i++) {
            assertThat(packets.get(i).sequence()).isEqualTo((first.sequence() + i) & 0xFFFF);
            assertThat(packets.get(i).timestamp()).isEqualTo(first.timestamp() + i * 160);
        }
    }

    @Test
    void theClockDoesNotDrift() {
        Caller caller = play(TONE + ";repeat=20");
        await().until(caller::hungUp);
        await().until(() -> listener.packets().size() == 20 * FRAMES);

        // Single packets may come late, on a busy machine by much; but the best of the last must not be later than the
        // best
        // of the first, as they would be if lateness added up.
        assertThat(lateness(150) - lateness(0)).isLessThan(Duration.ofMillis(10).toNanos());
    }

    /** How late the least late of 50 packets was, in nanoseconds. */
    private long lateness(int from) {
        List<Rtp> packets = listener.packets();
        return IntStream.range(from, from + 50)
                .mapToLong(
                        i -> packets.get(i).nanos() - Duration.ofMillis(20L * i).toNanos())
                .min()
                .orElseThrow();
    }

    @Test
    void noTwoAnnouncementsBeginAtTheSameNumbers() {
        Set<Integer> sources = new HashSet<>();
        Set<Integer> timestamps = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            int before = listener.packets().size();
            Caller caller = play(TONE + ";duration=40");
            await().until(caller::hungUp);
            await().until(() -> listener.packets().size() == before + 2);
            sources.add(listener.packets().get(before).ssrc());
            timestamps.add(listener.packets().get(before).timestamp());
        }
        assertThat(sources).hasSize(3);
        assertThat(timestamps).hasSize(3);
    }

    @Test
    void silenceBetweenRepetitionsSendsNothingAndTheNextPacketIsMarked() {
        Caller caller = play(TONE + ";repeat=2;delay=100");
        await().until(caller::hungUp);
        await().until(() -> listener.packets().size() == 2 * FRAMES);

        Rtp before = listener.packets().get(FRAMES - 1);
        Rtp after = listener.packets().get(FRAMES);
        assertThat(after.marker()).isTrue();
        assertThat(after.sequence()).isEqualTo((before.sequence() + 1) & 0xFFFF);
        assertThat(after.timestamp() - before.timestamp()).isEqualTo(6 * 160);
    }

    @Test
    void theEndIsSaidByRtcpWithAReportAndARandomName() {
        Caller caller = play(TONE);
        await().until(caller::hungUp);
        await().until(() -> listener.reports().stream().anyMatch(report -> report.type() == 203));

        int last = listener.reports().get(listener.reports().size() - 1).datagram();
        List<Rtcp> compound = listener.reports().stream()
                .filter(report -> report.datagram() == last)
                .toList();
        assertThat(compound).extracting(Rtcp::type).containsExactly(200, 202, 203);
        Rtp packet = listener.packets().get(FRAMES - 1);
        ByteBuffer report = compound.get(0).content();
        assertThat(report.getInt(0)).isEqualTo(packet.ssrc());
        // Noon and half a second, in NTP's seconds since 1900 and 2^-32 seconds.
        assertThat(report.getInt(4) & 0xFFFFFFFFL)
                .isEqualTo(Instant.parse("2026-01-01T12:00:00Z").getEpochSecond() + 2_208_988_800L);
        assertThat(report.getInt(8)).isEqualTo(0x80000000);
        assertThat(report.getInt(16)).isEqualTo(FRAMES);
        assertThat(report.getInt(20)).isEqualTo(FRAMES * 160);
        ByteBuffer name = compound.get(1).content();
        assertThat(name.get(4)).as("CNAME").isEqualTo((byte) 1);
        byte[] cname = new byte[name.get(5)];
        name.get(6, cname);
        assertThat(new String(cname, StandardCharsets.US_ASCII)).matches("[0-9a-f]{24}");
        assertThat(compound.get(2).content().getInt(0)).isEqualTo(packet.ssrc());
    }

    @Test
    void aLongAnnouncementReportsWhileItPlays() {
        play(TONE + ";repeat=forever");

        await().atMost(Duration.ofSeconds(10)).until(() -> listener.reports().size() >= 2);
        assertThat(listener.reports()).extracting(Rtcp::type).startsWith(200, 202);
    }

    @Test
    void aListenerWhoHangsUpHearsNoMore() {
        Caller caller = play(TONE + ";repeat=forever");
        await().until(() -> listener.packets().size() > 5);

        caller.server().ended(true);

        assertThat(server.playing()).isZero();
        assertThat(server.portsInUse()).isZero();
        await().until(() -> listener.reports().stream().anyMatch(report -> report.type() == 203));
        int heard = listener.packets().size();
        await().during(Duration.ofMillis(100)).until(() -> listener.packets().size() <= heard + 1);
    }

    @Test
    void withoutAnOfferOneIsMadeAndTheAnswerInTheAckDecides() {
        Caller caller = agent.call(TONE, Optional.empty());
        assertThat(caller.sdp()).contains("RTP/AVP 8 0 101", "a=sendrecv");

        caller.server().acknowledged(Optional.of(listener.sdp("0", new String[0])));

        await().until(caller::hungUp);
        await().until(() -> listener.packets().size() == FRAMES);
        assertThat(listener.packets()).extracting(Rtp::payloadType).containsOnly(0);
        assertThat(G711.fromMulaw(listener.sound()[0])).isCloseTo(-16000, org.assertj.core.data.Offset.offset(512));
    }

    @ParameterizedTest
    @CsvSource({"''", "v=0~c=IN IP4 127.0.0.1~m=audio 0 RTP/AVP 8", "rubbish"})
    void anAnswerThatTakesNothingEndsTheCall(String answer) {
        Caller caller = agent.call(TONE, Optional.empty());

        caller.server().acknowledged(Optional.of(answer.replace("~", "\r\n")).filter(text -> !text.isEmpty()));

        await().until(caller::hungUp);
        assertThat(server.portsInUse()).isZero();
        assertThat(listener.packets()).isEmpty();
    }

    @Test
    void aReInviteMovesThePromptWithoutBeginningItAgain() throws IOException {
        try (Listener elsewhere = new Listener()) {
            Caller caller = play(TONE);
            await().until(() -> listener.packets().size() >= 3);

            caller.server().offered(Optional.of(elsewhere.sdp()));
            caller.server().acknowledged(Optional.empty());

            await().until(caller::hungUp);
            await().until(() -> listener.packets().size() + elsewhere.packets().size() == FRAMES);
            assertThat(elsewhere.packets()).isNotEmpty();
            assertThat(elsewhere.packets().get(0).ssrc())
                    .isEqualTo(listener.packets().get(0).ssrc());
            ByteBuffer all =
                    ByteBuffer.allocate(tone.length).put(listener.sound()).put(elsewhere.sound());
            assertThat(all.array()).isEqualTo(tone);
        }
    }

    @ParameterizedTest
    @CsvSource({"inactive, inactive", "sendonly, recvonly"})
    void aListenerOnHoldMissesNothing(String hold, String answer) {
        Caller caller = play(TONE + ";repeat=5");
        await().until(() -> listener.packets().size() >= 3);

        caller.server().offered(Optional.of(listener.sdp(hold)));
        assertThat(caller.sdp()).contains("a=" + answer);
        int heard = listener.packets().size();
        await().during(Duration.ofMillis(150)).until(() -> listener.packets().size() <= heard + 1);
        int held = listener.packets().size();
        caller.server().offered(Optional.of(listener.sdp("sendrecv")));

        await().until(caller::hungUp);
        await().until(() -> listener.packets().size() == 5 * FRAMES);
        byte[] five = new byte[tone.length * 5];
        IntStream.range(0, 5).forEach(i -> System.arraycopy(tone, 0, five, i * tone.length, tone.length));
        assertThat(listener.sound()).isEqualTo(five);
        assertThat(listener.packets().get(held).marker()).isTrue();
        assertThat(listener.packets().get(held).timestamp()
                        - listener.packets().get(held - 1).timestamp())
                .isGreaterThan(160 * 5);
    }

    @Test
    void aReInviteWithoutAnOfferGetsOne() {
        Caller caller = play(TONE + ";repeat=forever");
        caller.server().offered(Optional.empty());

        assertThat(caller.sdp()).contains("RTP/AVP 8 0 101");
        caller.server().acknowledged(Optional.of(listener.sdp("0", new String[0])));
        await().until(() -> listener.packets().stream().anyMatch(packet -> packet.payloadType() == 0));
    }

    @Test
    void aReInviteThatCannotBeMetChangesNothing() {
        Caller caller = play(TONE + ";repeat=forever");

        caller.server().offered(Optional.of("v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 4000 RTP/SAVP 8\r\n"));

        assertThat(caller.status()).isEqualTo(488);
        int heard = listener.packets().size();
        await().until(() -> listener.packets().size() > heard + 3);
    }

    @ParameterizedTest
    @CsvSource({
        "sip:annc@h, 400",
        "sip:annc@h;play=tone.wav, 400",
        "sip:annc@h;play=file:prompts/tone.wav;repeat=x, 400",
        "sip:annc@h;play=file:prompts/unknown.wav, 404",
        "sip:annc@h;play=file:spoken/00000000000000000000000000000000.wav, 404",
        "sip:annc@h;play=file:///etc/passwd, 404",
        "sip:annc@h;play=file:prompts/../tone.wav, 404",
        "sip:annc@h;play=file:prompts/%2e%2e%2ftone.wav, 404",
        "sip:annc@h;play=file:prompts/tone.wav%00.txt, 404",
        "sip:annc@h;play=http://192.0.2.1/tone.wav, 403",
        "sip:annc@h;play=https:tone.wav, 403",
        "sip:annc@h;play=jar:file:prompts/tone.wav, 403",
        "sip:conf@h;play=file:prompts/tone.wav, 488",
    })
    void whatCannotBePlayedIsRefused(String uri, int status) {
        Caller caller = agent.call(uri, Optional.of(listener.sdp()));

        assertThat(caller.status()).isEqualTo(status);
        assertThat(caller.headers().get("Warning")).startsWith("399 announcements \"");
        assertThat(server.portsInUse()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"rubbish, 400", "v=0~c=IN IP4 127.0.0.1~m=audio 0 RTP/AVP 8, 488", "v=0~m=video 1 RTP/AVP 8, 488"})
    void anOfferThatCannotBeMetIsRefused(String offer, int status) {
        Caller caller = agent.call(TONE, Optional.of(offer.replace("~", "\r\n")));

        assertThat(caller.status()).isEqualTo(status);
        assertThat(server.playing()).isZero();
    }

    @Test
    void oneMoreThanTheMostIsAskedToComeLater() {
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            callers.add(play(TONE + ";repeat=forever"));
        }

        Caller oneMore = agent.call(TONE, Optional.of(listener.sdp()));
        assertThat(oneMore.status()).isEqualTo(503);
        assertThat(oneMore.headers()).containsEntry("Retry-After", "5");

        callers.get(0).server().ended(true);
        assertThat(agent.call(TONE, Optional.of(listener.sdp())).status()).isEqualTo(200);
    }

    @Test
    void withoutAPortAnAnnouncementIsAskedToComeLater() throws IOException {
        server.close();
        server = server(10, Duration.ofMinutes(1));
        for (int i = 0; i < 4; i++) {
            assertThat(play(TONE + ";repeat=forever").status()).isEqualTo(200);
        }

        assertThat(agent.call(TONE, Optional.of(listener.sdp())).status()).isEqualTo(503);
        assertThat(server.playing()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void noAnnouncementIsLongerThanTheLongest(boolean acknowledged) throws IOException {
        server.close();
        server = server(10, Duration.ofMillis(300));
        Caller caller = agent.call(TONE + ";repeat=forever", Optional.of(listener.sdp()));
        if (acknowledged) {
            caller.server().acknowledged(Optional.empty());
        }

        await().until(caller::hungUp);
        assertThat(listener.packets().size()).isLessThanOrEqualTo(15);
        assertThat(server.portsInUse()).isZero();
    }

    @Test
    void theServerHangsUpOnEverybodyWhenItStops() {
        List<Caller> callers = List.of(play(TONE + ";repeat=forever"), play(TONE + ";repeat=forever"));

        server.close();

        assertThat(callers).allMatch(Caller::hungUp);
    }

    @Test
    void aSpokenPromptIsPlayedToWhoKnowsItsName() {
        String id = spoken.add(Prompt.of(new short[320]));

        Caller caller = play("sip:annc@h;play=file:spoken/" + id + ".wav");

        await().until(caller::hungUp);
        await().until(() -> listener.packets().size() == 2);
    }

    @Test
    void anotherBodyThanSdpIsRefused() throws IOException {
        Caller caller = agent.call(TONE, Optional.of(listener.sdp()), "text/plain");

        assertThat(caller.status()).isEqualTo(415);
        assertThat(caller.headers()).containsEntry("Accept", "application/sdp");
    }

    private Caller play(String uri) {
        Caller caller = agent.call(uri, Optional.of(listener.sdp()));
        caller.server().acknowledged(Optional.empty());
        return caller;
    }

    private static int audioPort(String sdp) {
        return sdp.lines()
                .filter(line -> line.startsWith("m=audio "))
                .map(line -> Integer.parseInt(line.split(" ")[1]))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] wav(short[] samples) {
        ByteBuffer wav = ByteBuffer.allocate(44 + samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples.length * 2);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16000);
        wav.putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples.length * 2);
        for (short sample : samples) {
            wav.putShort(sample);
        }
        return Arrays.copyOf(wav.array(), wav.capacity());
    }
}
