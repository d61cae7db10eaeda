package io.ringback.conversation;

import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.cases.RunningCase;
import io.ringback.directory.Medium;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.FailedCall;
import io.ringback.sealing.SealedAddresses;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Speaks to callers in the very call that failed, where somebody holds it. */
@Component
public class OnTheSpot {

    private static final Logger LOG = LoggerFactory.getLogger(OnTheSpot.class);
    private static final String BEHIND = "more calls came than could be handled at once";

    private final ObjectProvider<OnTheLine> onTheLine;
    private final Correspondence correspondence;
    private final JdbcClient jdbc;
    private final SealedAddresses addresses;
    private final Journal journal;

    OnTheSpot(
            ObjectProvider<OnTheLine> onTheLine,
            Correspondence correspondence,
            JdbcClient jdbc,
            SealedAddresses addresses,
            Journal journal) {
        this.journal = journal;
        this.onTheLine = onTheLine;
        this.correspondence = correspondence;
        this.jdbc = jdbc;
        this.addresses = addresses;
    }

    /**
     * The telephone that a caller has at the ear.
     *
     * @param textOnly whether its owner is written to on it, and not spoken to
     */
    public record CallingPhone(UUID deviceId, boolean textOnly) {}

    /**
     * The telephone of a caller who is still on the line, and who has not asked for no more messages there. In a call of which it
     * is known that it may be somebody else's, nobody is spoken to: they could consent, and hear how a case stands, as the caller. That
     * somebody would have been spoken to who has been let go is noted in the journey.
     */
    public Optional<CallingPhone> phone(FailedCall call, RunningCase running) {
        boolean held = onTheLine.stream().anyMatch(line -> line.isHeld(call.id()));
        if (!held && !call.callerLetGo() || running.callerIdentity() == CallerIdentity.UNVERIFIED) {
            return Optional.empty();
        }
        Optional<CallingPhone> phone = calledFrom(running);
        if (call.callerLetGo() && phone.isPresent()) {
            journal.write(running.id(), Step.OFFER, Medium.VOICE, "SKIPPED", BEHIND);
            return Optional.empty();
        }
        return phone;
    }

    /** Also one that is listed for messages only, as a mobile may be; as a telephone rather than so. */
    private Optional<CallingPhone> calledFrom(RunningCase running) {
        return jdbc.sql("""
                        select d.id, d.text_only from device d
                         where d.person_id = ? and d.address_hash = any (?)
                           and not exists (select 1 from opt_out o where o.address_hash = d.address_hash and (o.medium is null
                              or o.medium = case when d.text_only then 'INSTANT_MESSAGE' else 'VOICE' end))
                         order by d.medium <> 'VOICE', d.position limit 1
                        """)
                .params(
                        running.callerId(),
                        addresses.hashes(running.calledFrom().spelledUris()))
                .query((row, number) -> new CallingPhone(row.getObject("id", UUID.class), row.getBoolean("text_only")))
                .optional();
    }

    /**
     * Asks the caller in the call that is held, or finds on delivering the question that it is held no more.
     *
     * @param callId the id of the failed call; empty if the case has waited since, and nobody holds a call so long
     */
    public void ask(Optional<String> callId, RunningCase running) {
        correspondence.askOnTheSpot(running, phoneFor("askOnTheSpot", running));
        keep(callId, running);
    }

    /**
     * Tells a caller who calls again how the open case stands, in the call that is held. That call is kept for the case that joins,
     * so that it is not taken for one in which the open case asks.
     *
     * @param callId the id of the failed call; empty if the case has waited since
     */
    public void tellHowItStands(Optional<String> callId, RunningCase joining, RunningCase open) {
        if (correspondence.tellHowItStands(open, joining.id(), phoneFor("tellHowItStands", joining))) {
            keep(callId, joining);
        } else {
            LOG.info("A caller is not told how case {} stands: it is asking them in another call", open.id());
        }
    }

    private void keep(Optional<String> callId, RunningCase running) {
        callId.ifPresent(call -> onTheLine.forEach(line -> line.keep(call, running.id())));
    }

    private UUID phoneFor(String step, RunningCase running) {
        return calledFrom(running)
                .map(CallingPhone::deviceId)
                .orElseThrow(
                        () -> new IllegalStateException("Nothing of the caller's is on the line. Let the way to the"
                                + " step " + step + " want callerOnTheLine."));
    }
}
