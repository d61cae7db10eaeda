package io.ringback.telephony.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.telephony.callcontrol.OnTheSpotProperties.OnTheSpot;
import java.time.Duration;
import io.ringback.protocol.sip.SipRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Whose call is held, for how long, and who has it. */
class HeldCallsTest {

    private static final String ID = "sip-1";

    private final UUID caseId = UUID.randomUUID();
    private final WaitingCall call = WaitingCall.offering();
    private final HeldCalls calls = WaitingCall.holder();

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void whoNobodyAsksIsAnsweredAsUsualAndHeldNoMore() {
        calls.hold(ID, call, 486);
        assertThat(calls.isHeld(ID)).isTrue();

        assertThat(calls.status(ID, call, 486)).isEqualTo(486);
        assertThat(calls.isHeld(ID)).isFalse();
        calls.keep(ID, caseId);
        assertThat(calls.take(caseId)).isEmpty();
    }

    @Test
    void aCallThatIsKeptIsLeftToTheQuestion() {
        calls.hold(ID, call, 480);
        calls.keep(ID, caseId);
        calls.keep(ID, caseId);

        assertThat(calls.status(ID, call, 480)).isEqualTo(100);
        assertThat(calls.take(UUID.randomUUID())).as("another case").isEmpty();
        assertThat(calls.take(caseId)).contains(new HeldCall(call, 480, false));
        assertThat(calls.take(caseId)).as("a second time").isEmpty();
        assertThat(calls.isHeld(ID)).isFalse();
        assertThat(call.refused()).isNotDone();
    }

    @Test
    void theQuestionMayBeThereBeforeTheRouteIsBack() {
        calls.hold(ID, call, 486);
        calls.keep(ID, caseId);

        assertThat(calls.take(caseId)).isPresent();
        assertThat(calls.status(ID, call, 486)).isEqualTo(100);
        assertThat(calls.isHeld(ID)).isFalse();
    }

    @Test
    void aCallThatCameTwiceIsHeldOnce() {
        WaitingCall copy = WaitingCall.offering();
        calls.hold(ID, call, 486);
        calls.hold(ID, copy, 486);
        calls.keep(ID, caseId);

        assertThat(calls.status(ID, copy, 486)).isEqualTo(486);
        assertThat(calls.status(ID, call, 486)).isEqualTo(100);
        assertThat(calls.take(caseId).map(HeldCall::call)).contains(call);
    }

    @Test
    void whoGaveUpIsNotSpokenTo() {
        calls.hold(ID, call, 486);
        calls.keep(ID, caseId);
        assertThat(calls.status(ID, call, 486)).isEqualTo(100);

        call.cancel();

        assertThat(calls.isHeld(ID)).isFalse();
        assertThat(calls.take(caseId)).isEmpty();
    }

    @Test
    void whoIsKeptAndNotAskedInTimeIsRefusedAsUsual() throws Exception {
        try (HeldCalls impatient = WaitingCall.holder(Duration.ofMillis(100))) {
            impatient.hold(ID, call, 480);
            impatient.keep(ID, caseId);
            assertThat(impatient.status(ID, call, 480)).isEqualTo(100);

            assertThat(call.refused().get(20, TimeUnit.SECONDS)).isEqualTo(480);
            assertThat(impatient.take(caseId)).isEmpty();
            assertThat(impatient.isHeld(ID)).isFalse();
        }
    }

    @Test
    void aCaseThatOpensTooSlowlyLeavesTheAnswerToTheRoute() throws Exception {
        WaitingCall last = WaitingCall.offering();
        try (HeldCalls impatient = WaitingCall.holder(Duration.ofMillis(100))) {
            impatient.hold(ID, call, 486);
            impatient.keep(ID, caseId);
            // Its time is over after the first one's.
            impatient.hold("sip-2", last, 480);
            impatient.keep("sip-2", UUID.randomUUID());
            assertThat(impatient.status("sip-2", last, 480)).isEqualTo(100);
            last.refused().get(20, TimeUnit.SECONDS);

            assertThat(impatient.take(caseId)).isEmpty();
            assertThat(impatient.status(ID, call, 486)).isEqualTo(486);
            assertThat(call.refused()).isNotDone();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, keys in RTP,                  RTP/AVP 8 101, ''",
        "true, keys by INFO,                 RTP/AVP 8,     'INVITE, ACK, INFO'",
        "false, no keys,                     RTP/AVP 8,     'INVITE, ACK, INFORM'",
        "false, keys but nothing to hear by, RTP/AVP 101,   INFO",
    })
    void onlyAPhoneThatTakesKeysIsHeld(boolean held, String what, String formats, String allow) {
        WaitingCall phone = WaitingCall.offering(WaitingCall.OFFER.replace("RTP/AVP 8 101", formats), allow);

        calls.hold(ID, phone, 486);

        assertThat(calls.isHeld(ID)).as(what).isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource({
        "true, telephone-event/8000/1",
        "true, 'Telephone-Event/8000 '",
        "false, telephone-event/48000",
    })
    void keysInRtpAreFoundAsPhonesDescribeThem(boolean held, String events) {
        WaitingCall phone = WaitingCall.offering(WaitingCall.OFFER.replace("telephone-event/8000", events));

        calls.hold(ID, phone, 486);

        assertThat(calls.isHeld(ID)).isEqualTo(held);
    }

    /** Who decides is the reader of the media server, which is as patient. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            true  | v=0          | 'v=0 '
            true  | 'm=audio 4000 RTP' | 'm=audio 4000  RTP'
            true  | RTP/AVP 8 101 | 'RTP/AVP  8  101 '
            true  | a=rtpmap:101 telephone | 'a=rtpmap: 101  telephone'
            true  | telephone-event/8000 | 'telephone-event/8000 '
            false | c=IN IP4 192.0.2.7 | c=IN IP4 0.0.0.0
            false | c=IN IP4 192.0.2.7 | c=IN IP4 phone.example
            false | RTP/AVP 8 101 | RTP/AVP 18 101
            false | RTP/AVP 8 101 | RTP/SAVP 8 101
            false | a=rtpmap:8 PCMA/8000 | a=recvonly
            false | a=rtpmap:8 PCMA/8000 | a=sendonly
            """)
    void whoIsAskedCanHearAndPress(boolean held, String usual, String written) {
        calls.hold(ID, WaitingCall.offering(WaitingCall.OFFER.replace(usual, written)), 486);

        assertThat(calls.isHeld(ID)).isEqualTo(held);
    }

    @Test
    void anOfferAmongOtherPartsIsRead() {
        calls.hold(
                ID,
                new WaitingCall(new SipRequest(
                        "INVITE",
                        "sip:ringback@192.0.2.9",
                        Map.of("Content-Type", List.of("multipart/mixed; boundary=b")),
                        Optional.of("--b\r\nContent-Type: application/isup\r\nContent-Disposition:"
                                + " signal;handling=optional\r\n\r\nx\r\n--b\r\nContent-Type: application/sdp\r\n\r\n"
                                + WaitingCall.OFFER + "\r\n--b--\r\n"),
                        "192.0.2.1:5060/UDP")),
                486);

        assertThat(calls.isHeld(ID)).isTrue();
    }

    @Test
    void whatCouldNotBeSpokenToIsNotHeld() {
        calls.hold("without offer", WaitingCall.offering("", "INFO"), 486);
        calls.hold("not SDP", WaitingCall.offering("hello", "INFO"), 486);
        calls.hold("no audio", WaitingCall.offering(WaitingCall.OFFER.replace("audio 4000", "audio 0"), "INFO"), 486);
        calls.hold("answered", call, 200);
        calls.hold(null, call, 486);
        calls.hold("no call", null, 486);

        assertThat(List.of("without offer", "not SDP", "no audio", "answered", "no call"))
                .noneMatch(calls::isHeld);
    }

    @Test
    void nobodyIsHeldWhereNothingSpeaksOrItIsSwitchedOff() {
        try (HeldCalls mute = new HeldCalls(OnTheSpot.ANSWER, () -> false, Duration.ofSeconds(20));
                HeldCalls off = new HeldCalls(OnTheSpot.OFF, () -> true, Duration.ofSeconds(20))) {
            mute.hold(ID, call, 486);
            off.hold(ID, call, 486);

            assertThat(mute.isHeld(ID)).isFalse();
            assertThat(off.isHeld(ID)).isFalse();
        }
    }

    @Test
    void noMoreThanTwoHundredAreHeld() {
        for (int i = 0; i < 250; i++) {
            calls.hold("sip-" + i, WaitingCall.offering(), 486);
        }

        assertThat(calls.isHeld("sip-199")).isTrue();
        assertThat(calls.isHeld("sip-200")).isFalse();
    }

    @Test
    void exactlyOneTakesACallThatTheCallerGivesUpMeanwhile() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int i = 0; i < 200; i++) {
                String id = "sip-" + i;
                UUID wanted = UUID.randomUUID();
                WaitingCall raced = WaitingCall.offering();
                calls.hold(id, raced, 486);
                calls.keep(id, wanted);
                List<Callable<Integer>> race = List.of(
                        () -> calls.take(wanted).isPresent() ? 1 : 0,
                        () -> calls.take(wanted).isPresent() ? 1 : 0,
                        () -> calls.status(id, raced, 486) > 0 ? 0 : 1,
                        () -> {
                            raced.cancel();
                            return 0;
                        });
                int taken = 0;
                for (Future<Integer> one : new ArrayList<>(threads.invokeAll(race))) {
                    taken += one.get(20, TimeUnit.SECONDS);
                }
                assertThat(taken).isBetween(0, 1);
                assertThat(calls.isHeld(id)).isFalse();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource({"answer, ANSWER", "early-media, EARLY_MEDIA", "off, OFF", "false, OFF", "'', ANSWER", ", ANSWER"})
    void theSettingIsReadAsPeopleWriteIt(String written, OnTheSpot read) {
        Binder binder = new Binder(new MapConfigurationPropertySource(
                written == null ? Map.of() : Map.of("ringback.voice.on-the-spot", written)));

        assertThat(binder.bindOrCreate("ringback.voice", Bindable.of(OnTheSpotProperties.class))
                        .onTheSpot())
                .isEqualTo(read);
    }

    @Test
    void earlyMediaIsToldToWhoTakesTheCall() {
        try (HeldCalls early = new HeldCalls(OnTheSpot.EARLY_MEDIA, () -> true, Duration.ofSeconds(20))) {
            early.hold(ID, call, 486);
            early.keep(ID, caseId);

            assertThat(early.take(caseId)).isEqualTo(Optional.of(new HeldCall(call, 486, true)));
        }
    }
}
