package io.ringback.protocol.sip;

import io.ringback.protocol.sip.Alarms.Alarm;
import java.time.Duration;
import java.util.Optional;
import javax.sip.message.Response;

/** Our 2xx to an INVITE, which is repeated until its ACK comes, over whatever transport (RFC 3261 13.3.1.4). */
final class RepeatedAnswer {

    /** T2, 4 s, is 8 T1. */
    private static final int T1_BETWEEN_AT_MOST = 8;

    private final CallTransactions transactions;
    private final Alarms alarms;
    private final Response response;
    private final boolean offered;
    private final Alarm unacknowledged;
    private Optional<Alarm> repeating = Optional.empty();

    /**
     * @param offered whether it carries our offer, so that its ACK must carry an answer
     * @param lost what to do if no ACK comes
     */
    RepeatedAnswer(CallTransactions transactions, Alarms alarms, Response response, boolean offered, Runnable lost) {
        this.transactions = transactions;
        this.alarms = alarms;
        this.response = response;
        this.offered = offered;
        this.unacknowledged = alarms.after(transactions.timeout(), lost);
        repeatAfter(transactions.t1());
    }

    private void repeatAfter(Duration interval) {
        repeating = Optional.of(alarms.after(interval, () -> {
            transactions.repeat(response);
            Duration longest = transactions.t1().multipliedBy(T1_BETWEEN_AT_MOST);
            Duration doubled = interval.multipliedBy(2);
            repeatAfter(doubled.compareTo(longest) < 0 ? doubled : longest);
        }));
    }

    boolean offered() {
        return offered;
    }

    boolean isTo(long inviteSequence) {
        return Messages.sequence(response) == inviteSequence;
    }

    void stop() {
        repeating.ifPresent(Alarm::cancel);
        unacknowledged.cancel();
    }
}
