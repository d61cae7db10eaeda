package io.ringback.cases;

import io.ringback.cases.Journal.Step;
import io.ringback.database.Question;
import io.ringback.database.Together;
import io.ringback.database.Unhurried;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.failedcall.Urgency;
import io.ringback.sealing.SealedAddresses;
import io.ringback.sealing.SealedColumn;
import io.ringback.session.Grants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The cases as rows. Every method takes part in the caller's transaction. */
@Component
public class Cases implements SealedColumn.Owner {

    private static final String RUNNING_CASE = """
            select id, process_instance_id, caller_id, callee_id, failed_medium, cause, state, attempts, last_tried_at,
                   connection_attempts, reachable_on, caller_sealed, conference, caller_identity, deputy_id, turns, turned_why,
                   callee_line_sealed is not null as answered_in_words
              from failed_call_case
            """;

    /** "No key": lines of the journal that others write about the case meanwhile do not have to wait for it. */
    private static final String LOCKED = " where id = :case for no key update";

    private static final Logger LOG = LoggerFactory.getLogger(Cases.class);

    private final JdbcClient jdbc;
    private final Unsent unsent;
    private final Grants granted;
    private final Journal journal;
    private final SealedAddresses addresses;
    private final Together together;
    private final Clock clock;
    private final LockedCases locked = new LockedCases();

    Cases(
            JdbcClient jdbc,
            Unsent unsent,
            Grants granted,
            Journal journal,
            SealedAddresses addresses,
            Together together,
            Clock clock) {
        this.jdbc = jdbc;
        this.unsent = unsent;
        this.granted = granted;
        this.journal = journal;
        this.addresses = addresses;
        this.together = together;
        this.clock = clock;
    }

    @Override
    public Stream<SealedColumn> sealedColumns() {
        return Stream.of(
                SealedCase.CALLER,
                SealedCase.CALLEE,
                SealedCase.WHY,
                SealedCase.CALLEE_LINE,
                SealedCase.CALLER_LINE,
                SealedCase.SPOKEN);
    }

    /**
     * Opens a case for a failed call. {@code callerId} and {@code calleeId} are null for people we do not know.
     *
     * @param diagramVersion of the diagram that its process begins on
     */
    public RunningCase open(
            UUID caseId, String processInstanceId, int diagramVersion, FailedCall call, UUID callerId, UUID calleeId) {
        WhyCalled why = WhyCalled.of(call.why(), call.callerIdentity());
        jdbc.sql(Unhurried.write("""
                        insert into failed_call_case (id, process_instance_id, caller_id, callee_id, caller_sealed,
                            callee_sealed, failed_medium, cause, first_tried_at, last_tried_at, state, opened_at,
                            conference, names_stranger, caller_identity, source, diagram_version,
                            call_reason, urgency, why_sealed)
                        values (:id, :process, :caller, :callee, :callerSealed, :calleeSealed, :medium, :cause, :tried,
                            :tried, :state, :now, :conference, :stranger, :identity, :source, :version,
                            :reason, :urgency, :why)
                        """))
                .param("id", caseId)
                .param("process", processInstanceId)
                .param("caller", callerId)
                .param("callee", calleeId)
                .param("callerSealed", SealedCase.sealCaller(addresses, caseId, call.caller()))
                .param("calleeSealed", SealedCase.sealCallee(addresses, caseId, call.callee()))
                .param("medium", call.medium().name())
                .param("cause", call.cause().name())
                .param("tried", Timestamp.from(call.occurredAt()))
                .param("state", CaseState.OPENED.name())
                .param("now", Timestamp.from(clock.instant()))
                .param("conference", call.conference().map(Address::uri).orElse(null))
                .param("stranger", callerId == null || calleeId == null)
                .param("identity", call.callerIdentity().name())
                .param("source", call.source())
                .param("version", diagramVersion)
                .param("reason", why.reason().name())
                .param("urgency", why.urgency().name())
                .param("why", SealedCase.sealWhy(addresses, caseId, why))
                .update();
        journal.write(
                caseId,
                Step.CALL_FAILED,
                call.medium(),
                call.cause().name(),
                call.conference().map(address -> "to a conference").orElse(null));
        noteWhy(caseId, why);
        return new RunningCase(
                caseId,
                processInstanceId,
                callerId,
                call.caller(),
                calleeId,
                call.medium(),
                call.cause(),
                CaseState.OPENED,
                1,
                call.occurredAt(),
                0,
                Optional.empty(),
                call.conference(),
                call.callerIdentity(),
                Optional.empty(),
                false,
                0,
                Optional.empty());
    }

    /** From now on {@code deputyId} is told in the callee's stead. */
    public RunningCase tellDeputy(RunningCase running, UUID deputyId) {
        change(running.id(), "deputy_id = ?", deputyId);
        journal.write(running.id(), Step.DEPUTY_TOLD, null);
        return running.told(deputyId);
    }

    /**
     * Makes {@code caseId} the one open case of the two, unless there is one already. The database decides, also between
     * two nodes in the same instant: the later one waits here for the earlier one's transaction.
     *
     * @param besides something else to ask in the same trip
     * @throws ClaimRaced if the other case ended just now: to be tried again
     */
    public <T> Claim<T> claimPair(UUID caseId, UUID callerId, UUID calleeId, Question<T> besides) {
        Together.Both<UUID, T> both = together.ask(
                new Question<>(
                        "insert into open_pair (caller_id, callee_id, case_id) values (:caller, :callee, :case)"
                                + " on conflict (caller_id, callee_id) do nothing returning case_id",
                        Map.of("caller", callerId, "callee", calleeId, "case", caseId),
                        (row, number) -> row.getObject("case_id", UUID.class)),
                besides);
        Optional<UUID> before = both.first().isEmpty()
                ? Optional.of(openCase(callerId, calleeId).orElseThrow(ClaimRaced::new))
                : Optional.empty();
        return new Claim<>(before, both.second());
    }

    /**
     * What came of a claim.
     *
     * @param before the case that was open before; empty if the claimed one is now the open one
     * @param besides what was asked with it
     */
    public record Claim<T>(Optional<UUID> before, List<T> besides) {

        public Claim {
            besides = List.copyOf(besides);
        }
    }

    /** The open case of the two, locked so that it cannot end before this transaction does. */
    public Optional<UUID> openCase(UUID callerId, UUID calleeId) {
        return jdbc.sql("select case_id from open_pair where caller_id = ? and callee_id = ? for update")
                .params(callerId, calleeId)
                .query(UUID.class)
                .optional();
    }

    /** Whether a case of the two is open, without locking it. */
    public boolean isOpen(UUID callerId, UUID calleeId) {
        return jdbc.sql("select count(*) from open_pair where caller_id = ? and callee_id = ?")
                        .params(callerId, calleeId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** The pair's case ended between two statements. */
    public static final class ClaimRaced extends RuntimeException {
        public ClaimRaced() {
            super("The open case of the two ended just now; try again.");
        }
    }

    /** Locks a case for this transaction and tells how it stands; empty if there is none. */
    public Optional<RunningCase> lock(UUID caseId) {
        return locked.find(caseId).or(() -> jdbc.sql(RUNNING_CASE + LOCKED)
                .param("case", caseId)
                .query(this::running)
                .optional()
                .map(locked::keep));
    }

    /** As {@link #lock}, to be asked with something else. */
    public Question<RunningCase> locking(UUID caseId) {
        return new Question<>(
                RUNNING_CASE + LOCKED, Map.of("case", caseId), (row, number) -> locked.keep(running(row, number)));
    }

    /** How a case stands, without locking it. */
    public RunningCase read(UUID caseId) {
        return jdbc.sql(RUNNING_CASE + " where id = ?")
                .param(caseId)
                .query(this::running)
                .single();
    }

    /** How these cases stand, by their ids, without locking them; without those that are not there. */
    public Map<UUID, RunningCase> read(Collection<UUID> ids) {
        return jdbc
                .sql(RUNNING_CASE + " where id = any (?)")
                .param(ids.toArray(UUID[]::new))
                .query(this::running)
                .list()
                .stream()
                .collect(Collectors.toMap(RunningCase::id, one -> one));
    }

    /** The open cases of this caller, the last call first, at most {@code most}. */
    public List<RunningCase> openOf(UUID callerId, int most) {
        return jdbc.sql(RUNNING_CASE + " where id in (select case_id from open_pair where caller_id = ?)"
                        + " and outcome is null order by last_tried_at desc, id limit ?")
                .params(callerId, most)
                .query(this::running)
                .list();
    }

    /** The cases that wait for what this callee does, and not for somebody in their stead: the newest, at most {@code most}. */
    public List<UUID> waitingForCallee(UUID calleeId, int most) {
        return jdbc.sql("select id from failed_call_case where callee_id = ? and deputy_id is null"
                        + " and outcome is null and state = 'WAITING_FOR_CALLEE' order by opened_at desc limit ?")
                .params(calleeId, most)
                .query(UUID.class)
                .list();
    }

    /**
     * The callees of such cases for whose signs of life may be looked: the newest cases first, at most {@code most} people.
     *
     * @param usually whether those may be seen who have said nothing about it
     */
    public List<UUID> calleesToBeSeen(boolean usually, int most) {
        return jdbc.sql("""
                        select c.callee_id from failed_call_case c join person p on p.id = c.callee_id
                         where c.outcome is null and c.state = 'WAITING_FOR_CALLEE' and c.deputy_id is null
                           and coalesce(p.seen, ?) and not p.never
                         group by c.callee_id order by max(c.opened_at) desc, c.callee_id limit ?
                        """).params(usually, most).query(UUID.class).list();
    }

    private RunningCase running(ResultSet row, int number) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new RunningCase(
                id,
                row.getString("process_instance_id"),
                row.getObject("caller_id", UUID.class),
                SealedCase.caller(addresses, id, row),
                row.getObject("callee_id", UUID.class),
                Medium.valueOf(row.getString("failed_medium")),
                Cause.valueOf(row.getString("cause")),
                CaseState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getTimestamp("last_tried_at").toInstant(),
                row.getInt("connection_attempts"),
                Optional.ofNullable(row.getObject("reachable_on", UUID.class)),
                Optional.ofNullable(row.getString("conference")).map(Address::new),
                CallerIdentity.valueOf(row.getString("caller_identity")),
                Optional.ofNullable(row.getObject("deputy_id", UUID.class)),
                row.getBoolean("answered_in_words"),
                row.getInt("turns"),
                Optional.ofNullable(row.getString("turned_why")).map(WhyTurned::valueOf));
    }

    /**
     * The token of the open case stands elsewhere than its row says, because somebody moved it or because it waits on its way:
     * the row follows it, and what has not left yet and is not waited for there never does.
     */
    public RunningCase follow(RunningCase running, CaseState state) {
        unsent.cancelUnlessFor(running.id(), state);
        moveTo(running.id(), state);
        journal.write(running.id(), Step.MOVED, null, state.name(), "as its token did, before: " + running.state());
        return running.in(state);
    }

    /** The open case now waits for something else. */
    public void moveTo(UUID caseId, CaseState state) {
        change(caseId, "state = ?", state.name());
    }

    /** A connection is attempted once more, with this announcement. */
    public void startConnecting(UUID caseId, Announcement announcement) {
        change(
                caseId,
                "state = ?, announcement = ?, connection_attempts = connection_attempts + 1",
                CaseState.CONNECTING.name(),
                announcement.name());
    }

    private void change(UUID caseId, String set, Object... values) {
        locked.changes(caseId);
        jdbc.sql(Unhurried.write("update failed_call_case set " + set + " where id = ?"))
                .params(values)
                .param(caseId)
                .update();
    }

    /**
     * The case waits for something else than a connection from now on: one that the switch has not taken yet must not
     * ring anybody out of the blue.
     */
    public RunningCase stopConnecting(RunningCase running, CaseState next) {
        unsent.cancelConnection(running.id());
        moveTo(running.id(), next);
        return running.in(next);
    }

    /** The callee answered the connection and the caller did not, which the caller is to hear. */
    public void callReturned(UUID caseId) {
        change(caseId, "call_returned = true");
    }

    /**
     * The two of an open case change roles: who was the callee has called back, or can be reached, and who was the caller is told of it
     * as a callee is. What was written before and has not left never does, and nobody can act on it any more. Who is the caller now has not said why they
     * called, and no time has been named.
     *
     * @param running as it stands, locked by this transaction
     * @param calledFrom the address at which the callee answered, or can be reached
     * @param called the address at which the caller did not
     * @throws ClaimRaced if a case is open the other way round: to be tried again, and not to be turned then
     * @throws IllegalStateException if no call was returned and the callee has not said where they can be reached, or the callee has answered in words
     */
    public RunningCase turn(RunningCase running, WhyTurned why, Address calledFrom, Address called) {
        UUID id = running.id();
        unsent.cancel(id);
        granted.expire(id);
        locked.changes(id);
        // In two statements: the key of the pair allows one case for each direction.
        jdbc.sql("delete from open_pair where case_id = ?").param(id).update();
        int claimed = jdbc.sql("insert into open_pair (caller_id, callee_id, case_id) values (?, ?, ?)"
                        + " on conflict (caller_id, callee_id) do nothing")
                .params(running.calleeId(), running.callerId(), id)
                .update();
        if (claimed == 0) {
            throw new ClaimRaced();
        }
        Timestamp now = Timestamp.from(clock.instant());
        int turned = jdbc.sql("""
                        update failed_call_case
                           set caller_id = callee_id, callee_id = caller_id, caller_sealed = :from, callee_sealed = :called,
                               opened_medium = coalesce(opened_medium, failed_medium), opened_cause = coalesce(opened_cause, cause),
                               opened_reason = coalesce(opened_reason, call_reason), opened_urgency = coalesce(opened_urgency, urgency),
                               call_reason = 'NONE', urgency = 'NORMAL', why_sealed = null, spoken_sealed = null, why_when_asked = false, call_at = null, times_named = 0, time_answer = null, time_question = null,
                               suits_both = case when suits_both is null then null else 'FOUND' end,
                               failed_medium = 'VOICE', cause = 'NO_ANSWER', last_tried_at = :now, attempts = 1,
                               connection_attempts = 0, reachable_on = null, announcement = null, call_returned = false,
                               contact_means = null, contacted_at = null, caller_identity = 'NOT_TOLD',
                               turns = turns + 1, turned_at = :now, turned_why = :turned
                         where id = :id and case when :turned = 'MISSED' then call_returned else reachable_on is not null end and outcome is null and callee_line_sealed is null
                        """)
                .param("from", SealedCase.sealCaller(addresses, id, calledFrom))
                .param("called", SealedCase.sealCallee(addresses, id, called))
                .param("now", now)
                .param("turned", why.name())
                .param("id", id)
                .update();
        if (turned == 0) {
            throw new IllegalStateException(
                    "The two of case " + id
                            + " cannot change roles: no call was returned in vain, and nobody can be reached, or they have written to each other.");
        }
        journal.write(id, Step.ROLES_SWAPPED, null, why.name(), "turn " + (running.turns() + 1));
        locked.changes(id);
        return read(id);
    }

    /** The process of an open case has been moved to another version of the diagram. */
    public void migrated(UUID caseId, int diagramVersion) {
        change(caseId, "diagram_version = ?", diagramVersion);
    }

    /**
     * The callee chose the device on which to be reached.
     *
     * @param means by which they did; empty if nobody knows
     */
    public RunningCase reachableOn(RunningCase running, UUID deviceId, Optional<ContactMeans> means) {
        change(
                running.id(),
                "reachable_on = ?, contact_means = ?, contacted_at = ?, call_at = null, time_answer = null, time_question = null",
                deviceId,
                means.map(ContactMeans::name).orElse(null),
                Timestamp.from(clock.instant()));
        return running.reachableOn(deviceId);
    }

    /**
     * Who was notified answers with a line of text, which the caller is to be passed on.
     *
     * @return empty if they have done so before: one line each is passed on
     */
    public Optional<RunningCase> answeredInWords(RunningCase running, OneLine line) {
        return says(running.id(), "callee_line_sealed", SealedCase.CALLEE_LINE, line)
                ? Optional.of(running.inWords())
                : Optional.empty();
    }

    /**
     * The caller sends a line of text back, to a case that may have ended.
     *
     * @return false if they have done so before, or if nothing was said that it could answer
     */
    public boolean answeredBack(UUID caseId, OneLine line) {
        return says(caseId, "caller_line_sealed", SealedCase.CALLER_LINE, line);
    }

    private boolean says(UUID caseId, String column, SealedColumn sealed, OneLine line) {
        locked.changes(caseId);
        return jdbc.sql("update failed_call_case set " + column + " = ? where id = ? and " + column + " is null")
                        .params(addresses.seal(sealed, caseId, line.text()), caseId)
                        .update()
                == 1;
    }

    /**
     * As {@link #reachableOn}, but not now: they want to be called at this time.
     *
     * @param asked whether the caller is asked if it suits them
     */
    public RunningCase callLater(
            RunningCase running, UUID deviceId, Optional<ContactMeans> means, Instant at, boolean asked) {
        RunningCase told = reachableOn(running, deviceId, means);
        change(
                running.id(),
                "call_at = ?, times_named = times_named + 1, time_answer = ?",
                Timestamp.from(at),
                asked ? TimeAnswer.AWAITED.name() : null);
        return told;
    }

    /** The caller is asked about the time that the callee has named, by this message. */
    public void asksAboutTime(UUID caseId, UUID messageId) {
        change(caseId, "time_question = ?", messageId);
    }

    /** What came of asking the caller about the time that the callee has named. */
    public void timeAnswered(UUID caseId, TimeAnswer answer) {
        change(caseId, "time_answer = ?, time_question = null", answer.name());
    }

    /**
     * A time that suits both has been looked for, which is done once in a case: to do it again and again would tell of the other's times.
     *
     * @return false if it has been before
     */
    public boolean looksForBoth(UUID caseId, ForBoth result) {
        boolean first = jdbc.sql("update failed_call_case set suits_both = ? where id = ? and suits_both is null")
                        .params(result.name(), caseId)
                        .update()
                > 0;
        if (first && result == ForBoth.NONE) {
            journal.write(caseId, Step.NO_TIME_FOR_BOTH, null);
        }
        return first;
    }

    /** Which times the callee has named. */
    public NamedTimes namedTimes(UUID caseId) {
        return jdbc.sql(
                        "select call_at, times_named, time_answer, time_question, suits_both from failed_call_case where id = ?")
                .param(caseId)
                .query((row, number) -> new NamedTimes(
                        Optional.ofNullable(row.getTimestamp("call_at")).map(Timestamp::toInstant),
                        row.getInt("times_named"),
                        Optional.ofNullable(row.getString("time_answer")).map(TimeAnswer::valueOf),
                        Optional.ofNullable(row.getObject("time_question", UUID.class)),
                        Optional.ofNullable(row.getString("suits_both")).map(ForBoth::valueOf)))
                .single();
    }

    /** How the callee last asked for contact. */
    public LastContact lastContact(UUID caseId) {
        return jdbc.sql("select contact_means, contacted_at, caller_identity from failed_call_case where id = ?")
                .param(caseId)
                .query((row, number) -> new LastContact(
                        Optional.ofNullable(row.getString("contact_means")).map(ContactMeans::valueOf),
                        Optional.ofNullable(row.getTimestamp("contacted_at")).map(Timestamp::toInstant),
                        CallerIdentity.valueOf(row.getString("caller_identity"))))
                .single();
    }

    /** Why the caller called, as far as they have said. */
    public WhyCalled whyCalled(UUID caseId) {
        return jdbc.sql("select call_reason, urgency, why_sealed, why_when_asked from failed_call_case where id = ?")
                .param(caseId)
                .query((row, number) -> SealedCase.why(addresses, caseId, row))
                .single();
    }

    /** What the caller said with the call that {@code joining} is, they have said of {@code open}. */
    public void whyCalledAgain(RunningCase joining, RunningCase open) {
        WhyCalled later = whyCalled(joining.id());
        WhyCalled before = whyCalled(open.id());
        WhyCalled now = before.after(open.callerIdentity(), later, joining.callerIdentity());
        if (!now.equals(before)) {
            setWhy(open.id(), now);
        }
    }

    /** The caller says why when they are asked. */
    public void saysWhy(RunningCase running, WhyCalled said) {
        setWhy(running.id(), whyCalled(running.id()).afterAsking(running.callerIdentity(), said));
    }

    /**
     * The same in their own voice. Whoever forges a number puts no words into anybody's mouth: of one who is UNVERIFIED nothing is kept.
     */
    public void speaksWhy(RunningCase running, SpokenReason spoken) {
        if (running.callerIdentity() == CallerIdentity.UNVERIFIED) {
            return;
        }
        saysWhy(running, WhyCalled.SPOKEN);
        change(running.id(), "spoken_sealed = ?", addresses.sealOctets(SealedCase.SPOKEN, running.id(), spoken.alaw()));
    }

    /**
     * What the caller has said aloud of why they called. It is for the callee, while the case is open; who is told in their stead does not
     * hear it.
     *
     * @return empty if nothing is kept for this callee
     */
    public Optional<SpokenReason> spokenReason(UUID caseId, UUID calleeId) {
        return jdbc.sql(
                        "select spoken_sealed from failed_call_case where id = ? and callee_id = ? and deputy_id is null"
                                + " and outcome is null and spoken_sealed is not null")
                .params(caseId, calleeId)
                .query((row, number) -> SealedCase.spoken(addresses, caseId, row))
                .optional()
                .flatMap(Function.identity());
    }

    private void setWhy(UUID caseId, WhyCalled why) {
        change(
                caseId,
                "call_reason = ?, urgency = ?, why_sealed = ?, why_when_asked = ?",
                why.reason().name(),
                why.urgency().name(),
                SealedCase.sealWhy(addresses, caseId, why),
                why.whenAsked());
        noteWhy(caseId, why);
    }

    /** That something was said, and how urgent it is; not what. */
    private void noteWhy(UUID caseId, WhyCalled why) {
        if (why.isSaid()) {
            boolean otherwise = (why.reason() == CallReason.CALL_BACK || why.reason() == CallReason.SPOKEN)
                    && why.urgency() == Urgency.NORMAL;
            journal.write(
                    caseId,
                    Step.SAID_WHY,
                    null,
                    otherwise ? why.reason().name() : why.urgency().name(),
                    why.line().isPresent() ? "in their own words" : null);
        }
    }

    /** {@code joining} found {@code open} and is to end as part of it. */
    public void join(UUID joining, UUID open) {
        change(joining, "joined_to = ?", open);
        journal.write(joining, Step.JOINED, null, null, "into case " + open);
    }

    /**
     * The caller tried again: once more, and the latest time counts. If it is certain of that call that it was the caller, it is
     * of the case.
     *
     * @param conference where the callee was to join this time; if empty, a conference known before stays
     */
    public void countRepeat(UUID caseId, Instant triedAt, Optional<Address> conference) {
        locked.changes(caseId);
        CaseState state = jdbc.sql("update failed_call_case c set attempts = attempts + 1,"
                        + " last_tried_at = greatest(last_tried_at, ?), conference = coalesce(?, conference),"
                        + " caller_identity = case when exists (select 1 from failed_call_case j where j.joined_to = c.id"
                        + " and j.caller_identity = 'VERIFIED') then 'VERIFIED' else caller_identity end"
                        + " where id = ? returning state")
                .params(Timestamp.from(triedAt), conference.map(Address::uri).orElse(null), caseId)
                .query((row, number) -> CaseState.valueOf(row.getString("state")))
                .single();
        String why = whyNotAskedAgain(state);
        LOG.info("The caller of case {} called again, and is asked no new question: {}", caseId, why);
        journal.write(caseId, Step.CALLED_AGAIN, null, null, "no new question: " + why);
    }

    private static String whyNotAskedAgain(CaseState state) {
        return switch (state) {
            case OPENED -> "the case has just opened";
            case ASKING_CALLER -> "the first one is not answered yet";
            case WAITING_FOR_CALLEE -> "the callee is being notified";
            case CONNECTING -> "the two are being connected";
            case INFORMING_CALLER -> "the caller is being informed";
            case ENDED -> "the case has ended";
        };
    }

    /** How the case ended; empty if it has not. */
    public Optional<Outcome> outcome(UUID caseId) {
        return jdbc.sql("select outcome from failed_call_case where id = ? and outcome is not null")
                .param(caseId)
                .query((row, number) -> Outcome.valueOf(row.getString("outcome")))
                .optional();
    }

    /**
     * Ends a case: its outcome stands, the pair is free, what has not left yet is not sent any more, and no session
     * identifier of it acts any longer, except to unsubscribe. A case that has ended stays as it ended.
     */
    public void end(UUID caseId, Outcome outcome, String reason) {
        // Nobody else can end a case that this transaction has locked.
        boolean isOpen = locked.find(caseId).filter(RunningCase::isOpen).isPresent();
        locked.changes(caseId);
        String ending = """
                        with pair as (delete from open_pair where case_id = :id)
                        update failed_call_case set state = :state, outcome = :outcome, reason = :reason, ended_at = :now,
                               out_of_step = null, spoken_sealed = null
                         where id = :id and outcome is null
                        """;
        int ended = jdbc.sql(isOpen ? Unhurried.write(ending) : ending)
                .param("id", caseId)
                .param("state", CaseState.ENDED.name())
                .param("outcome", outcome.name())
                .param("reason", reason)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        if (ended == 0) {
            return;
        }
        unsent.cancel(caseId);
        granted.expire(caseId);
        journal.write(caseId, Step.ENDED, null, outcome.name(), reason);
    }

    /**
     * Notes what about an open case only a person can mend.
     *
     * @param problem for operators, without an address; null if there is none (any more)
     */
    public void noteOutOfStep(UUID caseId, String problem) {
        jdbc.sql("update failed_call_case set out_of_step = ? where id = ? and outcome is null"
                        + " and out_of_step is distinct from ?")
                .params(problem, caseId, problem)
                .update();
    }
}
