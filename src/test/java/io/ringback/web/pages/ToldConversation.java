package io.ringback.web.pages;

import io.ringback.cases.CallReason;
import io.ringback.cases.OneLine;
import io.ringback.cases.WhyCalled;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Ended;
import io.ringback.conversation.Later;
import io.ringback.conversation.SettledView;
import io.ringback.conversation.SilentConversation;
import io.ringback.conversation.TimesForTests;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.Urgency;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.session.SessionIdentifiers;
import io.ringback.wording.ContactView;
import io.ringback.wording.LineView;
import io.ringback.wording.QuestionView;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A conversation in memory that remembers what it was told. */
final class ToldConversation extends SilentConversation {

    static final UUID MOBILE = UUID.fromString("00000000-0000-0000-0000-000000000001");
    static final UUID MAIL = UUID.fromString("00000000-0000-0000-0000-000000000002");
    static final UUID OFFICE = UUID.fromString("00000000-0000-0000-0000-000000000003");
    static final List<ContactView.DeviceChoice> BOBS = List.of(
            new ContactView.DeviceChoice(MOBILE, "Mobile", Medium.VOICE, true),
            new ContactView.DeviceChoice(MAIL, "Mail", Medium.EMAIL, false),
            new ContactView.DeviceChoice(OFFICE, "Office", Medium.VOICE, true));

    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");
    private static final Instant TRIED = Instant.parse("2026-11-23T14:57:00Z");

    /** What was said, in order: {@code answer YES}, {@code choose INFORM <device>}. */
    final List<String> told = new CopyOnWriteArrayList<>();

    /** The session that the last yes made withdrawable. */
    volatile Optional<SessionIdentifier> withdrawal = Optional.empty();

    private final SessionIdentifiers identifiers = new SessionIdentifiers("a secret for tests of 32 characters");
    private final Map<SessionIdentifier, QuestionView> questions = new ConcurrentHashMap<>();
    private final Map<SessionIdentifier, ContactView> notices = new ConcurrentHashMap<>();
    private final Map<SessionIdentifier, QuestionView> withdrawables = new ConcurrentHashMap<>();
    private final Map<SessionIdentifier, Locale> subscribers = new ConcurrentHashMap<>();
    private final Map<SessionIdentifier, Ended> ends = new ConcurrentHashMap<>();
    private final Map<SessionIdentifier, LineView> lines = new ConcurrentHashMap<>();
    private final Map<SessionIdentifier, SettledView> settled = new ConcurrentHashMap<>();
    private final Set<SessionIdentifier> seen = ConcurrentHashMap.newKeySet();
    private final Map<SessionIdentifier, Later> laters = new ConcurrentHashMap<>();
    private final Set<SessionIdentifier> mayBeToldAlways = ConcurrentHashMap.newKeySet();
    private final Map<SessionIdentifier, Instant> alwaysToldUntil = new ConcurrentHashMap<>();
    private volatile boolean withdrawing = true;

    String asked(Locale language) {
        return asked(language, "Bob Berg");
    }

    String asked(Locale language, String callee) {
        return keep(
                questions,
                new QuestionView("Anna Alm", language, STOCKHOLM, callee, Cause.BUSY, Medium.VOICE, TRIED, 3, false),
                Purpose.ANSWER);
    }

    /** They are asked about a time. */
    String askedAboutTime(Locale language, Instant at) {
        return keep(
                questions,
                new QuestionView(
                        "Anna Alm",
                        language,
                        STOCKHOLM,
                        "Bob Berg",
                        Cause.BUSY,
                        Medium.VOICE,
                        TRIED,
                        3,
                        false,
                        false,
                        Optional.of(at)),
                Purpose.ANSWER);
    }

    /** They may say why they called, too. */
    String askedWhy(Locale language) {
        String token = asked(language);
        questions.computeIfPresent(SessionIdentifier.fromToken(token).orElseThrow(), (session, view) -> view.withWhy());
        return token;
    }

    /** The reader of the page with this token may be seen. */
    void maySee(String token) {
        seen.add(SessionIdentifier.fromToken(token).orElseThrow());
    }

    /** The reader of the page with this token may be told of each call, or has said so until then. */
    void mayBeToldAlways(String token, Optional<Instant> until) {
        SessionIdentifier session = SessionIdentifier.fromToken(token).orElseThrow();
        mayBeToldAlways.add(session);
        until.ifPresent(end -> alwaysToldUntil.put(session, end));
    }

    /** The reader of the page with this token may name a time. */
    void maySayWhen(String token, Later later) {
        laters.put(SessionIdentifier.fromToken(token).orElseThrow(), later);
    }

    @Override
    public Answered callAt(SessionIdentifier session, String when, Optional<UUID> device) {
        if (!notices.containsKey(session)) {
            return Answered.CLOSED;
        }
        if (!laters.containsKey(session)) {
            throw new IllegalArgumentException("Not offered.");
        }
        Instant at = TimesForTests.read(when, TRIED, STOCKHOLM);
        told.add("call at " + when + " on " + device.orElseThrow());
        laters.computeIfPresent(session, (known, later) -> new Later(later.offers(), later.until(), Optional.of(at)));
        return new Answered(
                Receipt.ACCEPTED,
                Optional.empty(),
                Optional.of(notices.get(session).language()));
    }

    @Override
    public Answered callWhenBothCan(SessionIdentifier session, Optional<UUID> device) {
        if (!notices.containsKey(session)) {
            return Answered.CLOSED;
        }
        Later offered = laters.get(session);
        if (offered == null || offered.forBoth() != Later.TimeForBoth.OFFERED) {
            throw new IllegalArgumentException("Not offered.");
        }
        told.add("call when both can on " + device.orElseThrow());
        laters.put(session, offered.with(Later.TimeForBoth.NONE_FOUND));
        return new Answered(
                Receipt.ACCEPTED,
                Optional.empty(),
                Optional.of(notices.get(session).language()));
    }

    @Override
    public Answered alwaysTell(SessionIdentifier session) {
        if (!mayBeToldAlways.contains(session)) {
            return Answered.CLOSED;
        }
        told.add("always tell");
        return new Answered(
                Receipt.ACCEPTED,
                Optional.empty(),
                Optional.of(notices.get(session).language()));
    }

    @Override
    public Answered alwaysForThisCallee(SessionIdentifier session, WhyCalled why) {
        Answered answered = answer(session, Answer.YES, why);
        if (answered.receipt() == Receipt.ACCEPTED) {
            told.add("for this callee");
        }
        return answered;
    }

    @Override
    public Answered notToBeSeen(SessionIdentifier session) {
        if (!notices.containsKey(session)) {
            return Answered.CLOSED;
        }
        told.add("not to be seen");
        return new Answered(
                Receipt.ACCEPTED,
                Optional.empty(),
                Optional.of(notices.get(session).language()));
    }

    String answered(Locale language) {
        return keep(
                withdrawables,
                new QuestionView(
                        "Anna Alm", language, STOCKHOLM, "Bob Berg", Cause.BUSY, Medium.VOICE, TRIED, 3, false),
                Purpose.WITHDRAW);
    }

    String settled(SettledView.What what, Optional<Instant> until) {
        return keep(
                settled,
                new SettledView(what, "Anna Alm", Locale.ENGLISH, STOCKHOLM, "Bob Berg", until),
                what == SettledView.What.BLOCK ? Purpose.CONTACT : Purpose.ANSWER);
    }

    String notified(Locale language, List<ContactView.DeviceChoice> devices, boolean canConnect) {
        return keep(
                notices,
                new ContactView(
                        "Bob Berg",
                        language,
                        STOCKHOLM,
                        "Anna Alm",
                        Medium.VOICE,
                        TRIED,
                        3,
                        false,
                        false,
                        devices,
                        canConnect,
                        Optional.empty()),
                Purpose.CONTACT);
    }

    /** Where a line may be written, too. */
    String writable(Locale language, List<ContactView.DeviceChoice> devices) {
        String token = notified(language, devices, true);
        notices.computeIfPresent(
                SessionIdentifier.fromToken(token).orElseThrow(), (session, view) -> view.writing(true));
        return token;
    }

    /** The caller of this notice says why they called, and that it is urgent. */
    void because(String token, String line) {
        notices.computeIfPresent(
                SessionIdentifier.fromToken(token).orElseThrow(),
                (session, view) -> view.because(
                        new WhyCalled(CallReason.OWN_WORDS, Urgency.URGENT, Optional.of(OneLine.of(line)))));
    }

    /** The caller was passed on a line. */
    String passedOn(Locale language, String line) {
        return keep(lines, new LineView("Anna Alm", language, "Bob Berg", false, OneLine.of(line)), Purpose.LINE);
    }

    String subscribed(Locale language) {
        return keep(subscribers, language, Purpose.UNSUBSCRIBE);
    }

    String ended(Locale language, Ended.How how) {
        return keep(ends, new Ended(language, how), Purpose.CONTACT);
    }

    /** From now on, no answer can be taken back. */
    void withoutWithdrawal() {
        withdrawing = false;
    }

    /** Starts afresh. */
    void forget() {
        told.clear();
        withdrawal = Optional.empty();
        withdrawing = true;
    }

    private <T> String keep(Map<SessionIdentifier, T> map, T value, Purpose purpose) {
        SessionIdentifier session = identifiers.derive(UUID.randomUUID(), purpose);
        map.put(session, value);
        return session.token();
    }

    @Override
    public Optional<QuestionView> question(SessionIdentifier session) {
        return Optional.ofNullable(questions.get(session));
    }

    @Override
    public Optional<Ended> ended(SessionIdentifier session) {
        return Optional.ofNullable(ends.get(session));
    }

    @Override
    public Optional<Notice> notice(SessionIdentifier session) {
        return Optional.ofNullable(notices.get(session))
                .map(view -> new Notice(
                        view,
                        seen.contains(session),
                        Optional.ofNullable(laters.get(session)),
                        mayBeToldAlways.contains(session),
                        Optional.ofNullable(alwaysToldUntil.get(session))));
    }

    @Override
    public Optional<QuestionView> withdrawable(SessionIdentifier session) {
        return Optional.ofNullable(withdrawables.get(session));
    }

    @Override
    public Answered answer(SessionIdentifier session, Answer answer, WhyCalled why) {
        QuestionView view = questions.get(session);
        if (view == null) {
            return Answered.CLOSED;
        }
        if (why.isSaid() && !view.maySayWhy()) {
            throw new IllegalArgumentException("That is not offered.");
        }
        questions.remove(session);
        told.add("answer " + answer
                + why.line().map(line -> " because " + line.text()).orElse("")
                + (why.urgency() == Urgency.URGENT ? ", urgently" : ""));
        if (answer == Answer.NO || !withdrawing || view.time().isPresent()) {
            return new Answered(Receipt.ACCEPTED, Optional.empty(), Optional.of(view.language()));
        }
        withdrawal = SessionIdentifier.fromToken(keep(withdrawables, view, Purpose.WITHDRAW));
        return new Answered(Receipt.ACCEPTED, withdrawal, Optional.of(view.language()));
    }

    @Override
    public Answered alwaysForSomeDays(SessionIdentifier session, WhyCalled why) {
        Answered answered = answer(session, Answer.YES, why);
        return answered.receipt() == Receipt.ACCEPTED ? saidForSomeDays(answered) : answered;
    }

    @Override
    public Answered write(SessionIdentifier session, OneLine line) {
        ContactView view = notices.get(session);
        if (view == null) {
            return Answered.CLOSED;
        }
        if (!view.canWrite()) {
            throw new IllegalArgumentException("That is not offered.");
        }
        notices.remove(session);
        return new Answered(told("write " + line.text()), Optional.empty(), Optional.of(view.language()));
    }

    @Override
    public Optional<LineView> answerable(SessionIdentifier session) {
        return Optional.ofNullable(lines.get(session));
    }

    @Override
    public Answered writeBack(SessionIdentifier session, OneLine line) {
        LineView view = lines.remove(session);
        return view == null
                ? Answered.CLOSED
                : new Answered(told("write back " + line.text()), Optional.empty(), Optional.of(view.language()));
    }

    @Override
    public Answered blockForSomeDays(SessionIdentifier session) {
        Answered chosen = choose(session, Choice.BLOCK, Optional.empty());
        return chosen.receipt() == Receipt.ACCEPTED ? saidForSomeDays(chosen) : chosen;
    }

    private Answered saidForSomeDays(Answered answered) {
        told.add("for some days");
        return answered;
    }

    @Override
    public Optional<SettledView> settled(SessionIdentifier session) {
        return Optional.ofNullable(settled.get(session));
    }

    @Override
    public Receipt takeBack(SessionIdentifier session) {
        return settled.remove(session) == null ? Receipt.CLOSED : told("take back");
    }

    @Override
    public Receipt withdraw(SessionIdentifier session) {
        return withdrawables.remove(session) == null ? Receipt.CLOSED : told("withdraw");
    }

    @Override
    public Answered choose(SessionIdentifier session, Choice choice, Optional<UUID> device) {
        ContactView view = notices.get(session);
        if (view == null) {
            return Answered.CLOSED;
        }
        boolean connect = choice == Choice.CONNECT;
        if (connect && !view.canConnect()
                || device.isPresent()
                        && view.devices().stream()
                                .filter(one -> !connect || one.callable())
                                .noneMatch(one -> one.id().equals(device.get()))) {
            throw new IllegalArgumentException("That is not offered.");
        }
        notices.remove(session);
        return new Answered(
                told("choose " + choice + device.map(id -> " " + id).orElse("")),
                Optional.empty(),
                Optional.of(view.language()));
    }

    @Override
    public Receipt unsubscribe(SessionIdentifier session) {
        return subscribers.containsKey(session) ? told("unsubscribe") : Receipt.CLOSED;
    }

    @Override
    public Optional<Locale> unsubscribable(SessionIdentifier session) {
        return Optional.ofNullable(subscribers.get(session));
    }

    private Receipt told(String said) {
        told.add(said);
        return Receipt.ACCEPTED;
    }
}
