package io.ringback.protocol.sip;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.extensions.MinSEHeader;
import gov.nist.javax.sip.header.extensions.SessionExpiresHeader;
import io.ringback.protocol.sip.Alarms.Alarm;
import java.time.Duration;
import java.util.Optional;
import javax.sip.header.RequireHeader;
import javax.sip.header.SupportedHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** The session timer of one call (RFC 4028). */
final class SessionTimer {

    /** The option tag (RFC 4028 section 4). */
    static final String EXTENSION = "timer";

    /** 422 (RFC 4028 section 6). */
    static final int INTERVAL_TOO_SMALL = 422;

    /** RFC 4028 section 10: the one who does not refresh hangs up so long before the end, or a third if that is less. */
    private static final Duration BEFORE_THE_END = Duration.ofSeconds(32);

    /**
     * What we ask for.
     *
     * @param expires after how long without a sign of the peer a call is over
     * @param minimum what we accept at least
     * @param signsOfLife how often the peer of a call is asked whether it is still there, timer or not
     */
    record Values(Duration expires, Duration minimum, Duration signsOfLife) {

        /** RFC 4028 recommends the first two. */
        static final Values STANDARD =
                new Values(Duration.ofSeconds(1800), Duration.ofSeconds(90), Duration.ofSeconds(60));
    }

    private final AgentMessages messages;
    private final Alarms alarms;
    private final Values values;
    private final Runnable refresh;
    private final Runnable expired;
    private Duration interval;
    private Duration minimum;
    private boolean agreed;
    private boolean weRefresh;
    private Optional<Alarm> refreshing = Optional.empty();
    private Optional<Alarm> expiring = Optional.empty();

    /**
     * @param refresh refreshes the session
     * @param expired hangs up
     */
    SessionTimer(AgentMessages messages, Alarms alarms, Values values, Runnable refresh, Runnable expired) {
        this.messages = messages;
        this.alarms = alarms;
        this.values = values;
        this.refresh = refresh;
        this.expired = expired;
        this.interval = values.expires();
        this.minimum = values.minimum();
    }

    /** Puts into our INVITE or UPDATE what we would like, or what was agreed. */
    void ask(Request request) {
        String refresher = weRefresh ? ";refresher=uac" : ";refresher=uas";
        messages.set(request, SessionExpiresHeader.NAME, interval.toSeconds() + (agreed ? refresher : ""));
        messages.set(request, MinSEHeader.NAME, Long.toString(minimum.toSeconds()));
    }

    /** Whether a 422 asks for a longer interval than we did; our next request will ask for it. */
    boolean raise(Response tooSmall) {
        Duration asked = minimumOf(tooSmall);
        if (asked.compareTo(interval) <= 0) {
            return false;
        }
        interval = asked;
        minimum = asked;
        return true;
    }

    /** The 2xx to our request settles who refreshes, and when; or that there is no timer (RFC 4028 7.2). */
    void agreed(Response response) {
        Optional<SessionExpiresHeader> theirs = sessionExpires(response);
        stop();
        agreed = theirs.isPresent();
        if (agreed) {
            interval = Duration.ofSeconds(Math.max(1, theirs.get().getExpires()));
            weRefresh = !"uas".equalsIgnoreCase(theirs.get().getRefresher());
            start();
        }
    }

    /** Whether a request is to be answered 422. */
    static boolean tooSmall(Request request, Values values) {
        return sessionExpires(request)
                .filter(theirs -> theirs.getExpires() < values.minimum().toSeconds())
                .filter(theirs -> Messages.lists(request, SupportedHeader.NAME, EXTENSION))
                .isPresent();
    }

    /** Settles in our 2xx to the peer's request who refreshes (RFC 4028 section 9). */
    void grant(Request request, Response ok) {
        Optional<SessionExpiresHeader> theirs = sessionExpires(request);
        boolean peerCan = Messages.lists(request, SupportedHeader.NAME, EXTENSION);
        String wanted = theirs.map(SessionExpiresHeader::getRefresher).orElse(null);
        boolean peerRefreshes = peerCan && theirs.isPresent() && !"uas".equalsIgnoreCase(wanted);
        Duration longest = max(values.expires(), minimumOf(request));
        interval = theirs.map(header -> Duration.ofSeconds(Math.max(1, header.getExpires())))
                .filter(asked -> asked.compareTo(longest) < 0)
                .orElse(longest);
        weRefresh = !peerRefreshes;
        agreed = true;
        messages.set(
                ok, SessionExpiresHeader.NAME, interval.toSeconds() + ";refresher=" + (peerRefreshes ? "uac" : "uas"));
        if (peerRefreshes) {
            messages.set(ok, RequireHeader.NAME, EXTENSION);
        }
        stop();
        start();
    }

    private void start() {
        if (weRefresh) {
            refreshing = Optional.of(alarms.after(interval.dividedBy(2), refresh));
        }
        Duration before = interval.dividedBy(3);
        expiring = Optional.of(
                alarms.after(interval.minus(before.compareTo(BEFORE_THE_END) < 0 ? before : BEFORE_THE_END), expired));
    }

    void stop() {
        refreshing.ifPresent(Alarm::cancel);
        expiring.ifPresent(Alarm::cancel);
    }

    private static Optional<SessionExpiresHeader> sessionExpires(Message message) {
        return message.getHeader(SessionExpiresHeader.NAME) instanceof SessionExpiresHeader header
                ? Optional.of(header)
                : Optional.empty();
    }

    private static Duration minimumOf(Message message) {
        if (message.getHeader(MinSEHeader.NAME) instanceof SIPHeader header) {
            String seconds = header.getHeaderValue().split(";")[0].strip();
            if (seconds.matches("\\d{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(seconds));
            }
        }
        return Duration.ZERO;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }
}
