package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Ports;
import io.ringback.protocol.mscml.Mscml;
import io.ringback.protocol.mscml.MscmlException;
import io.ringback.protocol.mscml.MscmlResponse;
import io.ringback.protocol.mscml.MscmlResponses;
import io.ringback.telephony.announcement.FakeUserAgent.Caller;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service {@code ivr} between a user agent that is told what to do and real sockets. */
@Execution(ExecutionMode.CONCURRENT)
class IvrServiceTest {

    private static final String IVR = "sip:ivr@127.0.0.1:5070";

    /** 200 ms each, unlike each other. */
    private static final int FRAMES = 10;

    private final FakeUserAgent agent = new FakeUserAgent();
    private final SpokenPrompts spoken = new SpokenPrompts(Duration.ofMinutes(5), 10, Clock.systemUTC());
    private final String first = "file:spoken/" + spoken.add(tone(1000)) + ".wav";
    private final String second = "file:spoken/" + spoken.add(tone(9000)) + ".wav";
    private final Listener listener = new Listener();
    private AnnouncementServer server;
    private Caller caller;
    private Keypad keypad;

    IvrServiceTest() throws IOException {}

    private static Prompt tone(int level) {
        short[] samples = new short[FRAMES * Codec.FRAME];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (level + i);
        }
        return Prompt.of(samples);
    }

    @BeforeEach
    void start() {
        server = server(Duration.ofMinutes(1));
    }

    private AnnouncementServer server(Duration longest) {
        int ports = Ports.free(8);
        AnnouncementServer made = new AnnouncementServer(
                agent,
                new Prompts(Optional.empty(), "en", spoken, Optional.empty()),
                new RtpPorts(InetAddress.getLoopbackAddress(), ports, ports + 7),
                MediaHosts.of(List.of("127.0.0.9")),
                "127.0.0.1",
                new AnnouncementServer.Limits(3, longest),
                Clock.systemUTC());
        made.start();
        return made;
    }

    @AfterEach
    void nothingIsLeft() {
        server.close();
        listener.close();
        assertThat(server.playing()).isZero();
        assertThat(server.portsInUse()).isZero();
    }

    private void call() {
        call(101);
    }

    private void call(int payloadType) {
        caller = agent.call(IVR, Optional.of(listener.sdp("8 " + payloadType, new String[] {
            "rtpmap:" + payloadType + " telephone-event/8000"
        })));
        assertThat(caller.status()).isEqualTo(200);
        caller.server().acknowledged(Optional.empty());
        keypad = new Keypad(payloadType, packet -> listener.send(packet, audioPort()));
    }

    private void ask(String request) {
        caller.server().info(Mscml.CONTENT_TYPE, mscml(request));
    }

    private static String mscml(String request) {
        return "<MediaServerControl version=\"1.0\"><request>" + request + "</request></MediaServerControl>";
    }

    private String prompt(String... urls) {
        StringBuilder prompt = new StringBuilder("<prompt>");
        for (String url : urls) {
            prompt.append("<audio url=\"").append(url).append("\"/>");
        }
        return prompt.append("</prompt>").toString();
    }

    private MscmlResponse response(int number) {
        await().until(() -> caller.infos().size() > number);
        String info = caller.infos().get(number);
        assertThat(info).startsWith(Mscml.CONTENT_TYPE + "\n");
        try {
            return MscmlResponses.read(info.substring(info.indexOf('\n') + 1));
        } catch (MscmlException e) {
            throw new AssertionError(e);
        }
    }

    /** Code, reason and digits. */
    private String outcome(int number) {
        MscmlResponse response = response(number);
        return response.code() + " " + response.reason().orElse("-") + " " + response.digits();
    }

    private int audioPort() {
        return caller.sdp()
                .lines()
                .filter(line -> line.startsWith("m=audio "))
                .map(line -> Integer.parseInt(line.split(" ")[1]))
                .findFirst()
                .orElseThrow();
    }

    private static String digits(int most, String more) {
        return "<playcollect id=\"7\" maxdigits=\"" + most + "\" extradigittimer=\"immediate\" " + more + ">";
    }

    @ParameterizedTest
    @ValueSource(ints = {96, 101, 110})
    void aKeyIsCollectedWhateverItsPayloadType(int payloadType) {
        call(payloadType);
        assertThat(caller.sdp()).contains("RTP/AVP 8 " + payloadType + "\r\n", "a=fmtp:" + payloadType + " 0-15\r\n");
        ask(digits(1, "") + prompt(first) + "</playcollect>");
        await().until(() -> listener.packets().size() == FRAMES);

        keypad.press('5');

        assertThat(outcome(0)).isEqualTo("200 match 5");
        assertThat(response(0).request()).isEqualTo("playcollect");
        assertThat(response(0).id()).contains("7");
        assertThat(response(0).playDuration()).contains(Duration.ofMillis(200));
        assertThat(caller.hungUp()).isFalse();
    }

    @Test
    void promptsArePlayedOneAfterAnotherWithoutAGap() throws RefusedException {
        call();
        ask("<play id='1'>" + prompt(first, second, first) + "</play>");

        assertThat(outcome(0)).isEqualTo("200 EOF ");
        assertThat(response(0).playDuration()).contains(Duration.ofMillis(600));
        await().until(() -> listener.packets().size() == 3 * FRAMES);
        byte[] one = tone(1000).pcma();
        byte[] two = tone(9000).pcma();
        byte[] all = new byte[3 * one.length];
        System.arraycopy(one, 0, all, 0, one.length);
        System.arraycopy(two, 0, all, one.length, one.length);
        System.arraycopy(one, 0, all, 2 * one.length, one.length);
        assertThat(listener.sound()).isEqualTo(all);
        assertThat(listener.packets().get(0).marker()).isTrue();
        assertThat(listener.packets().subList(1, 3 * FRAMES)).noneMatch(Listener.Rtp::marker);
    }

    @Test
    void repeatDelayAndDurationOfAPromptAreKept() {
        call();
        ask("<play><prompt repeat='3' delay='100ms' duration='560'><audio url='" + first + "'/></prompt></play>");

        assertThat(response(0).playDuration()).contains(Duration.ofMillis(560));
        await().until(() -> listener.packets().size() == 20);
    }

    @Test
    void aKeyStopsThePromptWhileItIsStillBeingPressed() {
        call();
        ask(digits(2, "interdigittimer='1s'") + "<prompt repeat='infinite'><audio url='" + first
                + "'/></prompt></playcollect>");
        await().until(() -> listener.packets().size() > 5);

        // Only the first packet of the key.
        keypad.next();
        keypad.send('8', true, false, 160);

        assertThat(outcome(0)).isEqualTo("200 timeout 8");
        int heard = listener.packets().size();
        long silent = System.nanoTime() - listener.packets().get(heard - 1).nanos();
        // Not a packet in the second until the time for another key was over; half of it for a busy machine.
        assertThat(Duration.ofNanos(silent)).isGreaterThan(Duration.ofMillis(500));
        assertThat(response(0).playDuration()).contains(Duration.ofMillis(20L * heard));
        await().during(Duration.ofMillis(100)).until(() -> listener.packets().size() == heard);
    }

    @Test
    void withoutBargeThePromptIsPlayedToItsEndAndTheKeyCountsThen() {
        call();
        ask(digits(1, "barge='no'") + prompt(first) + "</playcollect>");
        await().until(() -> !listener.packets().isEmpty());
        keypad.press('1');

        assertThat(outcome(0)).isEqualTo("200 match 1");
        assertThat(response(0).playDuration()).contains(Duration.ofMillis(200));
        await().until(() -> listener.packets().size() == FRAMES);
    }

    @Test
    void withoutBargeKeysToBeClearedArePressedInVainUntilThePromptEnds() {
        call();
        ask(digits(1, "barge='no' cleardigits='yes' firstdigittimer='300ms'") + prompt(first) + "</playcollect>");
        await().until(() -> !listener.packets().isEmpty());
        keypad.press('1');

        assertThat(outcome(0)).isEqualTo("200 timeout ");
    }

    @ParameterizedTest
    @CsvSource({"no, 200 match 12", "yes, '200 timeout '"})
    void keysPressedBeforeAreKeptOrForgotten(String clear, String outcome) {
        call();
        keypad.press('1');
        keypad.press('2');
        // Once they have been read, a play is over.
        ask("<play>" + prompt(first) + "</play>");
        assertThat(outcome(0)).isEqualTo("200 EOF ");

        ask(digits(2, "firstdigittimer='200' cleardigits='" + clear + "'") + "</playcollect>");

        assertThat(outcome(1)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            maxdigits='4'                                            | 12   | 200 timeout 12
            maxdigits='4'                                            | ''   | 200 timeout ''
            maxdigits='4'                                            | 12#  | 200 returnkey 12
            maxdigits='4'                                            | 12*  | 200 escapekey ''
            maxdigits='4' returnkey='*' escapekey='#'                | 12*  | 200 returnkey 12
            maxdigits='4' returnkey='' escapekey=''                  | 1*#2 | 200 match 1*#2
            maxdigits='2' extradigittimer='200'                      | 12   | 200 match 12
            maxdigits='2' extradigittimer='10s'                      | 12#  | 200 returnkey 12
            maxdigits='2' extradigittimer='10s'                      | 123  | 200 match 12
            maxdigits='2' extradigittimer='infinite'                 | 12*  | 200 escapekey ''
            maxdigits='2' extradigittimer='immediate'                | 12   | 200 match 12
            maxdigits='1' returnkey='' escapekey='' extradigittimer='10s' | # | 200 match #
            firstdigittimer='immediate'                              | ''   | 200 timeout ''
            interdigittimer='infinite'                               | 0123456789ABCD# | 200 returnkey 0123456789ABCD
            """)
    void keysTimersAndNumbersEndIt(String attributes, String keys, String outcome) {
        call();
        String timers = (attributes.contains("firstdigit") ? "" : " firstdigittimer='300'")
                + (attributes.contains("interdigit") ? "" : " interdigittimer='300'");
        ask("<playcollect " + attributes + timers + "/>");
        keys.chars().forEach(key -> keypad.press((char) key));

        assertThat(outcome(0).replaceAll(" $", " ''")).isEqualTo(outcome);
    }

    @Test
    void whatIsPressedBeyondIsForTheNext() {
        call();
        ask(digits(2, "") + "</playcollect>");
        keypad.press('1');
        keypad.press('2');
        keypad.press('3');
        assertThat(outcome(0)).isEqualTo("200 match 12");

        ask(digits(1, "") + prompt(first) + "</playcollect>");

        assertThat(outcome(1)).isEqualTo("200 match 3");
        assertThat(response(1).playDuration()).as("barged before it began").contains(Duration.ZERO);
    }

    @Test
    void theTimeForAKeyBeginsWhenThePromptHasEnded() {
        call();
        ask(digits(1, "firstdigittimer='100ms'") + prompt(first, second) + "</playcollect>");

        assertThat(outcome(0)).isEqualTo("200 timeout ");
        assertThat(response(0).playDuration()).contains(Duration.ofMillis(400));
        assertThat(listener.packets()).hasSize(2 * FRAMES);
    }

    @Test
    void whoHoldsAKeyIsNotTooLate() {
        call();
        ask(digits(2, "interdigittimer='400ms'") + "</playcollect>");
        keypad.next();
        for (int i = 1; i <= 20; i++) {
            keypad.send('6', i == 1, false, i * 400);
            await().pollDelay(Duration.ofMillis(50)).until(() -> true);
        }
        assertThat(caller.infos()).isEmpty();
        keypad.send('6', false, true, 8400);

        assertThat(outcome(0)).isEqualTo("200 timeout 6");
    }

    @Test
    void anotherRequestEndsTheOneUnderWay() {
        call();
        ask("<play id='1'><prompt repeat='infinite'><audio url='" + first + "'/></prompt></play>");
        await().until(() -> listener.packets().size() > 3);
        ask(digits(3, "") + "</playcollect>");
        keypad.press('4');
        ask("<play id='3'>" + prompt(second) + "</play>");

        assertThat(outcome(0)).isEqualTo("200 stopped ");
        assertThat(response(0).id()).contains("1");
        assertThat(outcome(1)).startsWith("200 stopped");
        assertThat(outcome(2)).isEqualTo("200 EOF ");
        assertThat(response(2).id()).contains("3");
    }

    @Test
    void stopEndsWhatIsUnderWayAndIsAnsweredItself() {
        call();
        ask("<play id='1'><prompt repeat='infinite'><audio url='" + first + "'/></prompt></play>");
        await().until(() -> listener.packets().size() > 3);

        ask("<stop id='2'/>");

        assertThat(response(0).request()).isEqualTo("play");
        assertThat(outcome(0)).isEqualTo("200 stopped ");
        assertThat(response(1).request()).isEqualTo("stop");
        assertThat(outcome(1)).isEqualTo("200 - ");
        int heard = listener.packets().size();
        await().during(Duration.ofMillis(100)).until(() -> listener.packets().size() <= heard + 1);
        ask("<stop id='3'/>");
        assertThat(response(2).id()).contains("3");
        assertThat(caller.hungUp()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <play id='1'><prompt><audio url='file:prompts/none.wav'/></prompt></play>           | 404
            <play id='1'><prompt><audio url='http://192.0.2.1/a.wav'/></prompt></play>          | 403
            <play id='1'><prompt><audio url='file:///etc/passwd'/></prompt></play>              | 404
            <play id='1'><prompt><audio url='rubbish'/></prompt></play>                         | 400
            <playcollect id='1'><prompt><audio url='file:prompts/none.wav'/></prompt></playcollect> | 404
            <playcollect id='1'><pattern><regex type='digitmap' value='x'/></pattern></playcollect> | 501
            <playrecord id='1'/>                                                                | 400
            <playrecord id='1' recurl='file:recorded/00112233445566778899aabbccddeeff.wav'/>    | 403
            <playrecord id='1' recurl='file:///etc/passwd'/>                                    | 403
            <playrecord id='1' recurl='http://192.0.2.1/a.wav'/>                                | 403
            <configure_leg id='1'/>                                                             | 501
            <playcollect id='1' maxdigits='x'/>                                                 | 400
            """)
    void whatCannotBeDoneIsAnsweredAndTheCallGoesOn(String request, int code) {
        call();
        ask(request);

        MscmlResponse response = response(0);
        assertThat(response.code()).isEqualTo(code);
        assertThat(response.id()).contains("1");
        assertThat(response.reason()).isEmpty();
        ask("<play>" + prompt(first) + "</play>");
        assertThat(outcome(1)).isEqualTo("200 EOF ");
    }

    // What is said is recorded ----------------------------------------------------------------------------------------

    private final RecordingPlaces places = new RecordingPlaces(Duration.ofMinutes(5), 5, Clock.systemUTC());

    private String recording(String attributes) {
        server.recordTo(places);
        String place = places.open();
        call();
        ask("<playrecord id='1' beep='no' recurl='" + place + "' " + attributes + "/>");
        return place;
    }

    /** 20 ms of sound in each packet, as fast as a phone sends it. */
    private void speak(int payloadType, int packets, DatagramSocket from) throws IOException {
        byte[] loud = tone(9000).pcma();
        for (int i = 0; i < packets; i++) {
            byte[] packet = ByteBuffer.allocate(12 + Codec.FRAME)
                    .put((byte) 0x80)
                    .put((byte) payloadType)
                    .putShort((short) i)
                    .putInt(i * Codec.FRAME)
                    .putInt(7)
                    .put(loud, 0, Codec.FRAME)
                    .array();
            if (from == null) {
                listener.send(packet, audioPort());
            } else {
                from.send(new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), audioPort()));
            }
            await().pollDelay(Duration.ofMillis(20)).until(() -> true);
        }
    }

    @ParameterizedTest
    @CsvSource({"#, 200 digit #", "*, '200 escapekey '"})
    void whatIsSaidIsRecordedUntilAKeyEndsItOrCallsItOff(char key, String outcome) throws IOException {
        String place = recording("recstopmask='#'");
        speak(8, 75, null);
        keypad.press('5');
        speak(8, 10, null);
        keypad.press(key);

        assertThat(outcome(0)).isEqualTo(outcome);
        assertThat(response(0).recorded()).isPresent();
        Optional<byte[]> said = places.take(place);
        assertThat(said.isPresent()).isEqualTo(key == '#');
        said.ifPresent(sound -> assertThat(sound.length).isGreaterThanOrEqualTo(8_000));
    }

    @Test
    void theToneComesBeforeItAndWhatIsSaidBeforeTheToneIsNotRecorded() throws IOException {
        server.recordTo(places);
        String place = places.open();
        call();
        ask("<playrecord id='1' recurl='" + place + "' initsilence='600ms'>" + prompt(first) + "</playrecord>");
        speak(8, 5, null);

        assertThat(outcome(0)).isEqualTo("200 init_silence ");
        assertThat(response(0).playDuration()).contains(Duration.ofMillis(200));
        assertThat(listener.packets()).as("the prompt, and 300 ms of a tone").hasSize(FRAMES + 15);
        assertThat(places.take(place)).isEmpty();
    }

    @Test
    void itEndsInTimeWhateverIsSaid() throws IOException {
        String place = recording("duration='2500ms'");
        speak(8, 150, null);

        assertThat(outcome(0)).isEqualTo("200 max_duration ");
        assertThat(places.take(place).orElseThrow().length).isBetween(8_000, 20_000);
    }

    @Test
    void whoHangsUpHasSaidWhatTheySaid() throws IOException {
        String place = recording("");
        speak(8, 75, null);
        caller.server().ended(true);

        assertThat(places.take(place).orElseThrow().length).isGreaterThan(8_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 18, 96, 111})
    void anotherCodecIsNotRecorded(int payloadType) throws IOException {
        String place = recording("initsilence='800ms'");
        speak(payloadType, 60, null);

        assertThat(outcome(0)).isEqualTo("200 init_silence ");
        assertThat(places.take(place)).isEmpty();
    }

    /** With a header that says version 2 and anything beyond it. */
    @Test
    void rubbishIsRecordedAsRubbishOrNotAtAllAndTheCallGoesOn() {
        String place = recording("duration='1500ms' initsilence='infinite' recstopmask='' escapekey=''");
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            byte[] rubbish = new byte[random.nextInt(1600)];
            random.nextBytes(rubbish);
            if (rubbish.length > 1) {
                rubbish[0] = (byte) (0x80 | rubbish[0] & 0x3F);
                rubbish[1] = (byte) (i % 2 == 0 ? 8 : rubbish[1]);
            }
            listener.send(rubbish, audioPort());
        }

        assertThat(outcome(0)).isEqualTo("200 max_duration ");
        assertThat(places.take(place).map(said -> said.length).orElse(0)).isLessThanOrEqualTo(12_000);
        ask("<play>" + prompt(first) + "</play>");
        assertThat(outcome(1)).isEqualTo("200 EOF ");
    }

    @Test
    void somebodyElsesSoundIsNotRecorded() throws IOException {
        String place = recording("initsilence='800ms'");
        try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getByName("127.0.0.33"))) {
            speak(8, 60, stranger);
        }

        assertThat(outcome(0)).isEqualTo("200 init_silence ");
        assertThat(places.take(place)).isEmpty();
    }

    @Test
    void aPlaceIsRecordedToOnceAndNowhereElseIsAnything() {
        String place = recording("initsilence='100ms'");
        assertThat(outcome(0)).isEqualTo("200 init_silence ");

        ask("<playrecord id='1' recurl='" + place + "'/>");
        assertThat(response(1).code()).isEqualTo(403);
    }

    @Test
    void audioThatIsNotThereIsLeftOutUnlessItIsToStop() {
        call();
        ask("<play>" + prompt(first, "file:prompts/none.wav", second) + "</play>");
        assertThat(response(0).playDuration()).contains(Duration.ofMillis(400));

        ask("<play>" + prompt(first, "file:prompts/none.wav").replace("<prompt", "<prompt stoponerror='yes'")
                + "</play>");
        assertThat(response(1).code()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "rubbish", "<MediaServerControl version='9'/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"})
    void wrongXmlIsAnswered400AndTheCallGoesOn(String body) {
        call();
        caller.server().info(Mscml.CONTENT_TYPE, body);

        assertThat(response(0).code()).isEqualTo(400);
        assertThat(caller.hungUp()).isFalse();
    }

    @Test
    void theInviteMayBringTheRequest() {
        String body = "preamble\r\n--x y\r\nContent-Type: application/sdp\r\n\r\n"
                + listener.sdp("8 101", new String[] {"rtpmap:101 telephone-event/8000"})
                + "\r\n--x y\r\nContent-Type: application/mediaservercontrol+xml\r\n\r\n"
                + mscml(digits(1, "firstdigittimer='100'") + prompt(first) + "</playcollect>")
                + "\r\n--x y\r\nContent-Type: text/plain\r\nContent-Disposition: icon; handling=optional\r\n\r\nhm"
                + "\r\n--x y--\r\nepilogue";
        caller = agent.call(IVR, Optional.of(body), "multipart/mixed;boundary=\"x y\"");
        assertThat(caller.status()).isEqualTo(200);
        assertThat(caller.sdp()).contains("RTP/AVP 8 101");
        assertThat(listener.packets()).isEmpty();

        caller.server().acknowledged(Optional.empty());

        assertThat(outcome(0)).isEqualTo("200 timeout ");
        assertThat(listener.packets()).hasSize(FRAMES);
    }

    @Test
    void aRequestWithoutAnOfferIsDoneOnceTheAnswerIsThere() {
        String body = "--b\nContent-Type: application/mediaservercontrol+xml\n\n"
                + mscml("<play>" + prompt(first) + "</play>") + "\n--b--";
        caller = agent.call(IVR, Optional.of(body), "Multipart/Mixed; Boundary=b");
        assertThat(caller.sdp()).contains("RTP/AVP 8 0 101\r\n", "a=sendrecv");

        caller.server().acknowledged(Optional.of(listener.sdp()));

        assertThat(outcome(0)).isEqualTo("200 EOF ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/plain                    | hello                                                          | 415
            ''                            | hello                                                          | 415
            multipart/mixed               | --b~Content-Type: application/sdp~~v=0~--b--                   | 400
            multipart/mixed;boundary=b    | hello                                                          | 400
            multipart/mixed;boundary=b    | --b~Content-Type: application/sdp~v=0~--b--                    | 400
            multipart/mixed;boundary=b    | --b~Content-Type: application/pidf+xml~~<a/>~--b--             | 415
            multipart/mixed;boundary=b    | --b~~text~--b--                                                | 415
            multipart/mixed;boundary=b    | --b~Content-Type: application/sdp~~v=0~--b~Content-Type: application/sdp~~v=0~--b-- | 400
            application/sdp               | rubbish                                                        | 400
            multipart/alternative;boundary=b | --b~Content-Type: application/sdp~~rubbish~--b--            | 400
            """)
    void aBodyThatIsNotUnderstoodIsRefused(String type, String body, int status) {
        Caller refused = agent.call(IVR, Optional.of(body.replace("~", "\r\n")), type);

        assertThat(refused.status()).isEqualTo(status);
        if (status == 415) {
            assertThat(refused.headers())
                    .containsEntry("Accept", "application/sdp, application/mediaservercontrol+xml, multipart/mixed");
        }
        assertThat(server.portsInUse()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/dtmf-relay | Signal=5~Duration=160~   | 5
            application/dtmf-relay | Signal= 5~Duration= 160~ | 5
            application/dtmf-relay | Duration=160~Signal=*~   | *
            application/dtmf-relay | Signal=11~               | #
            application/dtmf-relay | Signal=a~                | A
            application/dtmf       | 5                        | 5
            application/dtmf       | '#~'                     | #
            application/dtmf       | 10                       | *
            application/dtmf-relay | signal=5                 | 5
            application/dtmf-relay | Signal="5"               | 5
            application/dtmf-relay | 'Signal = 5~Duration = 9' | 5
            application/dtmf-relay | 'SIGNAL:"*"~'            | *
            application/dtmf-relay | 5                        | 5
            Application/DTMF-Relay;charset=utf-8 | Signal=5   | 5
            application/dtmf       | d=5                      | 5
            application/dtmf       | 'd=5~duration=100'       | 5
            application/dtmf       | Signal=5                 | 5
            audio/telephone-event  | 5                        | 5
            audio/telephone-event  | d=5                      | 5
            audio/telephone-event  | '\u0005\u0080\u0003\u00C0' | 5
            audio/telephone-event  | '\u000B\uFFFD\u0003\u00C0' | #
            """)
    void keysByInfoCount(String type, String body, String key) {
        call();
        ask(digits(1, "returnkey='' escapekey=''") + "</playcollect>");

        caller.server().info(type, body.replace("~", "\r\n"));

        assertThat(outcome(0)).isEqualTo("200 match " + key);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/dtmf-relay | Duration=160
            application/dtmf-relay | Signal=16
            application/dtmf-relay | Signal=55
            application/dtmf       | 55
            application/dtmf       | 16
            application/dtmf       | ''
            text/plain             | 5
            application/dtmf       | \u0665
            application/dtmf-relay | Signal=5 or 6
            application/dtmf-relay | Signal=Flash
            audio/telephone-event  | '\u0010\uFFFD\u0003\u00C0'
            audio/basic            | 5
            """)
    void whatIsNoKeyByInfoIsPassedOver(String type, String body) {
        call();
        ask(digits(1, "firstdigittimer='100'") + "</playcollect>");

        caller.server().info(type, body);
        caller.server().info(type, "5".repeat(100_000));

        assertThat(outcome(0)).isEqualTo("200 timeout ");
    }

    @Test
    void aKeyThatComesBothWaysCountsOnce() {
        call();
        ask(digits(9, "interdigittimer='1s'") + "</playcollect>");
        for (char key : "1123".toCharArray()) {
            boolean infoFirst = key == '2';
            if (infoFirst) {
                caller.server().info("application/dtmf", String.valueOf(key));
            }
            keypad.press(key);
            // The server reads RTP in its beat.
            await().pollDelay(Duration.ofMillis(60)).until(() -> true);
            if (!infoFirst) {
                caller.server().info("application/dtmf-relay", "Signal=" + key + "\r\nDuration=150");
            }
        }

        assertThat(outcome(0)).isEqualTo("200 timeout 1123");
    }

    @Test
    void garbageAndFloodsPressNoKeyAndHideNone() throws IOException {
        call();
        ask(digits(3, "interdigittimer='500'") + "</playcollect>");
        Random random = new Random(4733);
        int port = audioPort();
        for (int i = 0; i < 3000; i++) {
            byte[] garbage = new byte[random.nextInt(60)];
            random.nextBytes(garbage);
            if (garbage.length > 1 && (garbage[1] & 0x7F) == 101) {
                garbage[1] = 8;
            }
            listener.send(garbage, port);
        }
        keypad.next();
        byte[] event = keypad.packet('9', true, false, 160);
        listener.send(java.util.Arrays.copyOf(event, 15), port);
        byte[] extended = event.clone();
        extended[0] |= 0x10;
        listener.send(extended, port);
        byte[] padded = event.clone();
        padded[0] |= 0x20;
        padded[15] = (byte) 200;
        listener.send(padded, port);
        byte[] sources = event.clone();
        sources[0] |= 0x0F;
        listener.send(sources, port);
        byte[] old = event.clone();
        old[0] = 0x40;
        listener.send(old, port);
        listener.send(new byte[2000], port);
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        assertThat(caller.infos()).isEmpty();

        keypad.press('1');
        keypad.press('2');
        keypad.press('3');

        assertThat(outcome(0)).isEqualTo("200 match 123");
    }

    @Test
    void extrasOfRtpAreReadOver() {
        call();
        ask(digits(3, "") + "</playcollect>");
        for (char key : "123".toCharArray()) {
            keypad.next();
            byte[] plain = keypad.packet(key, true, true, 160);
            byte[] with = new byte[12 + 8 + 8 + 4 + 4];
            System.arraycopy(plain, 0, with, 0, 12);
            // Two contributing sources, an extension of one word, four bytes of padding.
            with[0] = (byte) (0x80 | 0x20 | 0x10 | 2);
            with[23] = 1;
            System.arraycopy(plain, 12, with, 28, 4);
            with[35] = 4;
            listener.send(with, audioPort());
        }

        assertThat(outcome(0)).isEqualTo("200 match 123");
    }

    @Test
    void onlyThePhoneThatWasAgreedOnPressesKeys() throws IOException {
        call();
        ask(digits(1, "firstdigittimer='400'") + "</playcollect>");
        // The phone's sound comes from the address it said; then a stranger of another address sends keys.
        listener.send(Listener.packet(), audioPort());
        await().pollDelay(Duration.ofMillis(60)).until(() -> true);
        try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getByName("127.0.0.2"))) {
            press(stranger, '1');
            assertThat(outcome(0)).isEqualTo("200 timeout ");
        }
    }

    @Test
    void aMediaHostOfTheTrunkIsHeardAndNobodyElse() throws IOException {
        call();
        try (DatagramSocket gateway = new DatagramSocket(0, InetAddress.getByName("127.0.0.9"));
                DatagramSocket stranger = new DatagramSocket(0, InetAddress.getByName("127.0.0.3"))) {
            gateway.send(to(Listener.packet()));
            await().pollDelay(Duration.ofMillis(60)).until(() -> true);
            ask(digits(1, "firstdigittimer='300'") + "</playcollect>");
            press(stranger, '1');
            assertThat(outcome(0)).isEqualTo("200 timeout ");

            ask(digits(1, "") + "</playcollect>");
            press(gateway, '2');
            assertThat(outcome(1)).isEqualTo("200 match 2");
        }
    }

    private DatagramPacket to(byte[] packet) {
        return new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), audioPort());
    }

    private void press(DatagramSocket from, char key) {
        new Keypad(101, packet -> {
                    try {
                        from.send(to(packet));
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .press(key);
    }

    @Test
    void withoutEventsInTheAnswerRtpPressesNoKeys() {
        caller = agent.call(IVR, Optional.of(listener.sdp()));
        caller.server().acknowledged(Optional.empty());
        keypad = new Keypad(101, packet -> listener.send(packet, audioPort()));
        ask(digits(1, "firstdigittimer='300'") + "</playcollect>");
        keypad.press('1');

        assertThat(outcome(0)).isEqualTo("200 timeout ");
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 97})
    void anAnswerWithANumberOfItsOwnIsUnderstoodAndOursToo(int sent) {
        caller = agent.call(IVR, Optional.empty());
        caller.server()
                .acknowledged(Optional.of(listener.sdp("8 97", new String[] {"rtpmap:97 telephone-event/8000"})));
        ask(digits(1, "") + "</playcollect>");
        new Keypad(sent, packet -> listener.send(packet, audioPort())).press('1');

        assertThat(outcome(0)).isEqualTo("200 match 1");
    }

    @Test
    void onHoldThePromptWaits() {
        call();
        ask("<play>" + prompt(first, second) + "</play>");
        await().until(() -> listener.packets().size() > 3);
        caller.server()
                .offered(Optional.of(
                        listener.sdp("8 101", new String[] {"rtpmap:101 telephone-event/8000", "sendonly"})));
        int heard = listener.packets().size();
        await().during(Duration.ofMillis(100)).until(() -> listener.packets().size() <= heard + 1);
        assertThat(caller.infos()).isEmpty();

        caller.server().offered(Optional.of(listener.sdp()));

        assertThat(outcome(0)).isEqualTo("200 EOF ");
        await().until(() -> listener.packets().size() == 2 * FRAMES);
    }

    @Test
    void aCallThatNothingIsAskedOfEnds() {
        server.close();
        server = server(Duration.ofMillis(400));
        call();
        ask("<play id='1'>" + prompt(first) + "</play>");
        assertThat(outcome(0)).isEqualTo("200 EOF ");
        ask("<play id='2'><prompt repeat='infinite'><audio url='" + first + "'/></prompt></play>");

        await().until(caller::hungUp);
        assertThat(outcome(1)).isEqualTo("200 stopped ");
        assertThat(server.portsInUse()).isZero();
    }

    @Test
    void whoHangsUpIsToldNothingMore() {
        call();
        ask(digits(1, "") + prompt(first) + "</playcollect>");
        await().until(() -> listener.packets().size() > 3);

        caller.server().ended(true);

        assertThat(server.playing()).isZero();
        assertThat(server.portsInUse()).isZero();
        int heard = listener.packets().size();
        await().during(Duration.ofMillis(100)).until(() -> listener.packets().size() <= heard + 1);
    }

    @Test
    void callsCountAmongTheMostAtATime() {
        List<Caller> callers = List.of(
                agent.call(IVR, Optional.empty()),
                agent.call(IVR, Optional.empty()),
                agent.call("sip:annc@h;play=" + first, Optional.empty()));
        assertThat(callers).extracting(Caller::status).containsOnly(200);

        assertThat(agent.call(IVR, Optional.empty()).status()).isEqualTo(503);
    }

    @Test
    void whoTypesWithoutEndIsRememberedForAHundredKeys() {
        call();
        caller.server().info("application/dtmf", "1");
        for (int i = 0; i < 5000; i++) {
            caller.server().info("application/dtmf", "2");
        }
        ask(digits(1000, "firstdigittimer='100' interdigittimer='100'") + "</playcollect>");

        assertThat(outcome(0)).isEqualTo("200 timeout 1" + "2".repeat(99));
    }
}
