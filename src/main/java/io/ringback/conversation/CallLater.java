package io.ringback.conversation;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseProcess;
import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.ContactMeans;
import io.ringback.cases.ForBoth;
import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.cases.NamedTimes;
import io.ringback.cases.RunningCase;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.SentMessages;
import io.ringback.directory.Directory;
import io.ringback.directory.Person;
import io.ringback.inbox.EventHandler;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import io.ringback.reach.QuietTime;
import io.ringback.wording.ContactOptions;
import io.ringback.wording.ContactView;
import io.ringback.wording.MessageInContext;
import io.ringback.wording.MessagesInContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A callee who cannot talk now names a time. The diagram waits for it; then the two are connected as if the callee had asked for it at that
 * moment. The link goes on working until then. If it is not soon, {@link TimeQuestions the caller is asked} first whether it suits them.
 */
@Component
@EnableConfigurationProperties(LaterProperties.class)
public class CallLater implements EventHandler {

    /** Somebody who names more times than these keeps a caller waiting who knows nothing of it. */
    private static final int MOST = 5;

    /** What is handled later than this after its time would ring two telephones out of the blue. */
    private static final Duration TOO_LATE = Duration.ofMinutes(5);

    /** Sooner than this, nobody answers a question in writing. */
    private static final Duration TO_ANSWER = Duration.ofMinutes(15);

    private static final String AT = "at";
    private static final String DEVICE = "device";
    private static final String MEANS = "means";

    private final LaterProperties settings;
    private final MessagesInContext messages;
    private final ContactOptions options;
    private final Cases cases;
    private final CaseProcess process;
    private final Directory directory;
    private final QuietTime quietTime;
    private final Journal journal;
    private final SentMessages sent;
    private final TimeQuestions questions;
    private final Correspondence correspondence;
    private final FreeTimes freeTimes;
    private final Inbox inbox;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CallLater(
            LaterProperties settings,
            MessagesInContext messages,
            ContactOptions options,
            Cases cases,
            CaseProcess process,
            Directory directory,
            QuietTime quietTime,
            Journal journal,
            SentMessages sent,
            TimeQuestions questions,
            Correspondence correspondence,
            FreeTimes freeTimes,
            Inbox inbox,
            TransactionTemplate transaction,
            Clock clock) {
        this.settings = settings;
        this.messages = messages;
        this.options = options;
        this.cases = cases;
        this.process = process;
        this.directory = directory;
        this.quietTime = quietTime;
        this.journal = journal;
        this.sent = sent;
        this.questions = questions;
        this.correspondence = correspondence;
        this.freeTimes = freeTimes;
        this.inbox = inbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The times that the reader of a notification may name; empty if they may name none. */
    Optional<Later> offered(MessageInContext message, ContactView view) {
        if (!settings.on() || !view.canConnect()) {
            return Optional.empty();
        }
        NamedTimes named = cases.namedTimes(message.caseId());
        RunningCase running = cases.read(message.caseId());
        if (named.count() >= MOST || !process.waitsFor(running, CaseMessage.TIME_NAMED)) {
            return Optional.empty();
        }
        boolean asking = !settings.askedWithin().isZero() && questions.canBeAsked(running);
        if (!asking && settings.within().isZero()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<Person> reader = directory.find(message.reader().id());
        List<Later.Offer> offers = settings.offered().stream()
                .filter(in -> in.compareTo(settings.within()) <= 0)
                .map(in -> new Later.Offer(in.toMinutes(), now.plus(in)))
                .filter(offer -> reader.flatMap(person -> quietTime.until(person, offer.at()))
                        .isEmpty())
                .toList();
        return Optional.of(new Later(
                offers,
                asking ? notSoon(now, message.reader().timeZone(), reader) : List.of(),
                asking,
                settings.within(),
                now.plus(settings.farthest(asking)),
                named.callAt().filter(now::isBefore),
                named.answer(),
                asking ? forBoth(named, message, running) : Later.TimeForBoth.NOT_OFFERED));
    }

    private Later.TimeForBoth forBoth(NamedTimes named, MessageInContext message, RunningCase running) {
        if (named.forBoth().isPresent()) {
            return named.forBoth().get() == ForBoth.NONE && named.callAt().isEmpty()
                    ? Later.TimeForBoth.NONE_FOUND
                    : Later.TimeForBoth.NOT_OFFERED;
        }
        return freeTimes.areGiven(message.reader().id(), running.callerId())
                ? Later.TimeForBoth.OFFERED
                : Later.TimeForBoth.NOT_OFFERED;
    }

    /** The times of day that are offered, as the reader's clock shows them; none that it leaves out. */
    private List<Instant> notSoon(Instant now, ZoneId zone, Optional<Person> reader) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return today.datesUntil(today.plusDays(3))
                .flatMap(day -> settings.offeredAt().stream().map(day::atTime))
                .filter(at -> !zone.getRules().getValidOffsets(at).isEmpty())
                .map(at -> at.atZone(zone).toInstant())
                .filter(at -> at.isAfter(now) && !settings.isSoon(Duration.between(now, at)))
                .filter(at -> Duration.between(now, at).compareTo(settings.askedWithin()) <= 0)
                .filter(at ->
                        reader.flatMap(person -> quietTime.until(person, at)).isEmpty())
                .sorted()
                .toList();
    }

    /**
     * What was named, as an event.
     *
     * @param when a number of minutes that was offered, an instant that was, or a time of day on the reader's clock
     * @throws TimeRefused if nobody can be called then
     * @throws IllegalArgumentException if no time is offered, or the device is not one of the reader's that can be called
     */
    InboundEvent named(String eventId, MessageInContext message, ContactView view, String when, Optional<UUID> device) {
        Later later = offered(message, view)
                .orElseThrow(() -> new IllegalArgumentException("Times are not offered at the moment."));
        Instant at = later.offers().stream()
                .filter(offer -> String.valueOf(offer.minutes()).equals(when))
                .findFirst()
                .map(Later.Offer::at)
                .or(() -> later.notSoon().stream()
                        .filter(one -> one.toString().equals(when))
                        .findFirst())
                .orElseGet(() -> TimeOfDay.next(
                        when, clock.instant(), message.reader().timeZone(), settings.farthest(later.asking())));
        return event(eventId, message, new Named(at, deviceOf(view, device, ContactMeans.PAGE), ContactMeans.PAGE));
    }

    /**
     * Names the first time at which both can talk, if there is one: so far off that the caller is asked. It is done once in a case, as who
     * did it again and again would learn the other's times.
     *
     * @throws IllegalArgumentException if it is not offered, or the device is not one of the reader's that can be called
     */
    Receipt namedForBoth(String eventId, MessageInContext message, ContactView view, Optional<UUID> device) {
        if (offered(message, view)
                .filter(later -> later.forBoth() == Later.TimeForBoth.OFFERED)
                .isEmpty()) {
            throw new IllegalArgumentException("No time that suits both is looked for at the moment.");
        }
        UUID called = deviceOf(view, device, ContactMeans.PAGE);
        UUID caseId = message.caseId();
        Instant now = clock.instant();
        Duration soonest = settings.within().plus(TOO_LATE);
        Optional<Instant> at = freeTimes.first(
                message.reader().id(),
                cases.read(caseId).callerId(),
                now.plus(soonest.compareTo(TO_ANSWER) > 0 ? soonest : TO_ANSWER),
                now.plus(settings.askedWithin()));
        if (at.isEmpty()) {
            return transaction.execute(status -> cases.looksForBoth(caseId, ForBoth.NONE))
                    ? Receipt.ACCEPTED
                    : Receipt.CLOSED;
        }
        return SaidOnce.receipt(inbox.receive(
                event(eventId, message, new Named(at.get(), called, ContactMeans.PAGE)),
                () -> cases.lock(caseId).isPresent() && cases.looksForBoth(caseId, ForBoth.FOUND)));
    }

    /**
     * What was named in the words of a reply, as an event; empty if nobody can be called then, and its author has to be asked.
     *
     * @param view what is offered to the author
     */
    Optional<InboundEvent> replied(String eventId, MessageInContext message, ContactView view, SpokenTime when) {
        return named(message, view, when, clock.instant()).map(named -> event(eventId, message, named));
    }

    /**
     * What was named by key on the telephone that the notification went to, as an event.
     *
     * @throws IllegalArgumentException if it is not offered, or nobody can be called there
     */
    InboundEvent keyed(String eventId, MessageInContext message, ContactView view, Duration in) {
        if (!offers(message, view, in)) {
            throw new IllegalArgumentException("That time is not offered at the moment.");
        }
        UUID device = deviceOf(view, Optional.of(message.deviceId()), ContactMeans.KEY);
        return event(eventId, message, new Named(clock.instant().plus(in), device, ContactMeans.KEY));
    }

    /** Whether who is notified by this message is offered to be called in that time. */
    public boolean offers(UUID messageId, Duration in) {
        return messages.of(messageId)
                .filter(message -> message.kind() == MessageKind.NOTIFICATION)
                .filter(message -> offers(message, options.viewOf(message), in))
                .isPresent();
    }

    private boolean offers(MessageInContext message, ContactView view, Duration in) {
        return offered(message, view).stream()
                .flatMap(later -> later.offers().stream())
                .anyMatch(offer -> offer.minutes() == in.toMinutes());
    }

    /**
     * A reply in words that names a time, from the device that the message went to. It takes part in the transaction of the event that said
     * it.
     *
     * @param said when it was said
     * @return empty if nobody can be called then, and its author has to be asked
     */
    public Optional<Handling> reply(UUID messageId, SpokenTime when, Instant said) {
        return messages.of(messageId)
                .filter(message -> message.kind() == MessageKind.NOTIFICATION)
                .flatMap(message -> named(message, options.viewOf(message), when, said)
                        .map(named -> take(
                                cases.lock(message.caseId()).orElseThrow(), Optional.of(message.messageId()), named)));
    }

    /** Never in the reader's quiet hours: anybody can forge the sender of a text. */
    private Optional<Named> named(MessageInContext message, ContactView view, SpokenTime when, Instant said) {
        Optional<Later> later = offered(message, view);
        if (later.isEmpty()) {
            return Optional.empty();
        }
        try {
            ZoneId zone = message.reader().timeZone();
            Instant at = when.next(
                    said, zone, settings.within(), settings.farthest(later.get().asking()));
            boolean quiet = directory
                    .find(message.reader().id())
                    .flatMap(person -> quietTime.until(person, at))
                    .isPresent();
            return quiet
                    ? Optional.empty()
                    : Optional.of(
                            new Named(at, deviceOf(view, Optional.empty(), ContactMeans.REPLY), ContactMeans.REPLY));
        } catch (TimeRefused notThen) {
            return Optional.empty();
        }
    }

    private static UUID deviceOf(ContactView view, Optional<UUID> device, ContactMeans means) {
        return Chosen.of(view, Choice.CONNECT, device, means).device().orElseThrow();
    }

    /** When the callee wants to be called, where, and how they said so. */
    private record Named(Instant at, UUID device, ContactMeans means) {}

    private static InboundEvent event(String eventId, MessageInContext message, Named named) {
        return new InboundEvent(
                eventId,
                EventKind.TIME_NAMED,
                message.caseId(),
                Map.of(
                        AT,
                        named.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                        DEVICE,
                        named.device().toString(),
                        MEANS,
                        named.means().name(),
                        SaidHandlers.MESSAGE,
                        message.messageId().toString()));
    }

    /**
     * Whether the time that the callee named for this case is now. It is not if nobody saw to it for some minutes, as when no node lived, and
     * not in the quiet hours of a callee who named a time outside them, or of a caller who agreed to one outside theirs; nor if the caller
     * would have to agree and has not. Of that the journal has a line.
     */
    public boolean isNow(RunningCase running) {
        Instant now = clock.instant();
        NamedTimes named = cases.namedTimes(running.id());
        Optional<Instant> at = named.callAt();
        boolean late = at.filter(then -> Duration.between(then, now).compareTo(TOO_LATE) <= 0)
                .isEmpty();
        boolean kept = !late
                && named.isAgreed()
                && !isQuietAgainstTheirWill(running.notifiedId(), at.orElseThrow(), now)
                && (named.answer().isEmpty() || !isQuietAgainstTheirWill(running.callerId(), at.orElseThrow(), now));
        if (!kept) {
            journal.write(running.id(), Step.TOO_LATE, Step.TIME_NAMED.name());
        }
        return kept;
    }

    private boolean isQuietAgainstTheirWill(UUID person, Instant named, Instant now) {
        return directory
                .find(person)
                .filter(one -> quietTime.until(one, now).isPresent()
                        && quietTime.until(one, named).isEmpty())
                .isPresent();
    }

    @Override
    public boolean handles(EventKind kind) {
        return kind == EventKind.TIME_NAMED;
    }

    @Override
    public Handling handle(InboundEvent event) {
        return take(
                cases.lock(event.caseId()).orElseThrow(),
                Optional.ofNullable(event.content().get(SaidHandlers.MESSAGE)).map(UUID::fromString),
                new Named(
                        Instant.parse(event.get(AT)),
                        UUID.fromString(event.get(DEVICE)),
                        // Events of before do not say.
                        ContactMeans.valueOf(event.content().getOrDefault(MEANS, ContactMeans.PAGE.name()))));
    }

    /** @param notice in answer to which it was named, if that is known */
    private Handling take(RunningCase running, Optional<UUID> notice, Named named) {
        Duration until = Duration.between(clock.instant(), named.at());
        boolean soon = settings.isSoon(until);
        if (running.state() != CaseState.WAITING_FOR_CALLEE
                || running.turns() > 0 && notice.filter(sent::isBeforeTurn).isPresent()
                || until.compareTo(TOO_LATE.negated()) < 0
                || cases.namedTimes(running.id()).count() >= MOST
                || !process.waitsFor(running, CaseMessage.TIME_NAMED)
                || !soon && !questions.canBeAsked(running)) {
            journal.write(running.id(), Step.TOO_LATE, Step.TIME_NAMED.name());
            return Handling.LATE;
        }
        journal.write(running.id(), Step.TIME_NAMED, null, null, "at " + named.at());
        if (!soon) {
            correspondence.askNoMoreAboutTime(running);
            correspondence.keepContactMeans(running, until);
        }
        RunningCase told = cases.callLater(running, named.device(), Optional.of(named.means()), named.at(), !soon);
        process.tell(told, CaseMessage.TIME_NAMED, Map.of("untilThen", written(until), "soon", soon));
        return Handling.HANDLED;
    }

    /** As timers of the diagram read it. */
    static String written(Duration until) {
        return Duration.ofSeconds(Math.max(1, until.toSeconds())).toString();
    }
}
