package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.protocol.sip.Leg;
import io.ringback.protocol.sip.LegListener;
import io.ringback.protocol.sip.OutgoingCall;
import io.ringback.protocol.sip.SipRequest;
import io.ringback.protocol.sip.SipResponse;
import io.ringback.protocol.sip.UserAgent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user agent whose phones are played by the test. All that is sent to them is written down, one line each: what, to whom,
 * and which streams its SDP has by the ports, as in {@code re-INVITE bob audio:4000 video:0}.
 */
final class PlayedPhones implements UserAgent {

    private static final Pattern STREAM = Pattern.compile("(?m)^m=(\\w+) (\\d+)");
    private static final Pattern USER = Pattern.compile("sips?:([^@;]+).*?(?:play=file:prompts/([a-z-]+).*)?");

    final List<String> sent = new CopyOnWriteArrayList<>();
    final List<Phone> phones = new CopyOnWriteArrayList<>();
    final List<DialogIdentity> hungUpFromElsewhere = new CopyOnWriteArrayList<>();

    /** Whether no call can be placed, whoever is to be called. */
    boolean outOfOrder;

    /** What the test looks at whenever a phone is about to hear that its answer was heard. */
    volatile Consumer<Phone> beforeAcknowledging = phone -> {};

    /** The phone that was called last under this name. */
    Phone phone(String name) {
        return phones.stream()
                .filter(phone -> phone.name.equals(name))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError(name + " has not been called"));
    }

    /** All SDP, headers and texts that a phone has been sent. */
    String toldTo(String name) {
        StringBuilder all = new StringBuilder();
        phones.stream().filter(phone -> phone.name.equals(name)).forEach(phone -> all.append(phone.told));
        return all.toString();
    }

    @Override
    public Leg place(OutgoingCall call, LegListener listener) {
        if (outOfOrder) {
            throw new IllegalStateException("No call can be placed");
        }
        Phone phone = new Phone(call, listener);
        phones.add(phone);
        phone.hear("INVITE", call.offer());
        phone.told.append(call.from()).append(call.displayName()).append(call.headers());
        return phone;
    }

    /** A phone that has called, and is answered with this description. */
    Phone comesIn(String user, String sdp, LegListener listener) {
        String address = "sip:" + user + "@switch.example";
        Phone phone = new Phone(
                new OutgoingCall(address, address, Optional.empty(), Optional.empty(), Map.of(), Duration.ofSeconds(1)),
                listener);
        phone.answered = true;
        phones.add(phone);
        phone.hear("200", Optional.of(sdp));
        return phone;
    }

    /** One call of one phone. */
    final class Phone implements Leg {

        final OutgoingCall call;
        private final String name;
        private final LegListener listener;
        private final StringBuilder told = new StringBuilder();
        private boolean answered;
        private boolean over;
        private boolean confirmsTheEnd = true;

        private Phone(OutgoingCall call, LegListener listener) {
            Matcher user = USER.matcher(call.to());
            if (!user.matches()) {
                throw new IllegalArgumentException(call.to());
            }
            this.name = user.group(2) == null ? user.group(1) : user.group(2);
            this.call = call;
            this.listener = listener;
        }

        // What the test has it do.

        Phone rings() {
            listener.ringing(180);
            return this;
        }

        Phone answers(String sdp) {
            answered = true;
            listener.answered(Optional.ofNullable(sdp));
            return this;
        }

        Phone refuses(int status) {
            over = true;
            listener.failed(status, Optional.empty());
            return this;
        }

        Phone agrees(String sdp) {
            listener.renegotiated(Optional.ofNullable(sdp));
            return this;
        }

        Phone declines(int status) {
            listener.renegotiationFailed(status);
            return this;
        }

        Phone wants(String offer) {
            listener.offered(Optional.ofNullable(offer));
            return this;
        }

        Phone acknowledges(String answer) {
            listener.acknowledged(Optional.ofNullable(answer));
            return this;
        }

        Phone presses(String contentType, String body) {
            listener.info(contentType, body);
            return this;
        }

        /** Does not take an INFO. */
        Phone refusesInfo(String contentType, int status) {
            listener.infoRefused(contentType, status);
            return this;
        }

        Phone hangsUp() {
            over = true;
            listener.ended(true);
            return this;
        }

        Phone doesNotConfirmTheEnd() {
            confirmsTheEnd = false;
            return this;
        }

        boolean isOver() {
            return over;
        }

        // What it hears.

        private void hear(String message, Optional<String> sdp) {
            StringBuilder line = new StringBuilder(message).append(' ').append(name);
            sdp.ifPresent(text -> {
                Matcher streams = STREAM.matcher(text);
                while (streams.find()) {
                    line.append(' ').append(streams.group(1)).append(':').append(streams.group(2));
                }
                told.append(text);
            });
            sent.add(line.toString());
        }

        @Override
        public String callId() {
            return "call-" + phones.indexOf(this);
        }

        @Override
        public Optional<DialogIdentity> dialog() {
            return answered
                    ? Optional.of(new DialogIdentity(
                            callId(), call.from(), "ours", call.to(), "theirs", call.to(), List.of("sip:proxy;lr"), 7))
                    : Optional.empty();
        }

        @Override
        public void acknowledge(Optional<String> answer) {
            beforeAcknowledging.accept(this);
            hear("ACK", answer);
        }

        @Override
        public void offer(Optional<String> offer) {
            hear("re-INVITE", offer);
        }

        @Override
        public void answer(String sdp) {
            hear("200", Optional.of(sdp));
        }

        @Override
        public void refuse(int status) {
            hear(Integer.toString(status), Optional.empty());
        }

        @Override
        public void message(String text) {
            told.append(text);
            sent.add("MESSAGE " + name + ": " + text);
        }

        @Override
        public void info(String contentType, String body) {
            sent.add("INFO " + name + " " + contentType + ": " + body);
        }

        @Override
        public void hangUp() {
            if (over) {
                return;
            }
            hear(answered ? "BYE" : "CANCEL", Optional.empty());
            if (confirmsTheEnd) {
                over = true;
                if (answered) {
                    listener.ended(false);
                } else {
                    listener.failed(487, Optional.empty());
                }
            }
        }
    }

    @Override
    public CompletionStage<SipResponse> hangUp(DialogIdentity dialog) {
        hungUpFromElsewhere.add(dialog);
        return CompletableFuture.completedFuture(SipResponse.of(200));
    }

    @Override
    public Holdings holdings() {
        int legs = (int) phones.stream().filter(phone -> !phone.over).count();
        return new Holdings(legs, 0, 0, 0);
    }

    @Override
    public void start() {}

    @Override
    public void close() {}

    @Override
    public void onCall(CallHandler handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<SipResponse> send(SipRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onRequest(Set<String> methods, RequestHandler handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void takeNewRequests(boolean taken) {}

    @Override
    public Map<String, Boolean> peersUp() {
        return Map.of();
    }

    @Override
    public Map<String, Long> counters() {
        return Map.of();
    }

    /** SDP of a phone whose first audio is on {@code port}; {@code lines} are added to it. */
    static String sdp(int port, String... lines) {
        List<String> all = new ArrayList<>(List.of(
                "v=0",
                "o=phone " + port + " 1 IN IP4 192.0.2.7",
                "s=a call",
                "c=IN IP4 192.0.2.7",
                "t=0 0",
                "m=audio " + port + " RTP/AVP 9 8 0 101",
                "a=rtpmap:9 G722/8000",
                "a=rtpmap:8 PCMA/8000",
                "a=rtpmap:0 PCMU/8000",
                "a=rtpmap:101 telephone-event/8000"));
        all.addAll(List.of(lines));
        return String.join("\r\n", all) + "\r\n";
    }
}
