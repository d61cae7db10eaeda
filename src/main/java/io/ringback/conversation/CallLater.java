package io.ringback.conversation;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseProcess;
import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.ContactMeans;
import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.cases.NamedTimes;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.SentMessages;
import io.ringback.directory.Directory;
import io.ringback.directory.Person;
import io.ringback.inbox.EventHandler;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.reach.QuietTime;
import io.ringback.wording.ContactView;
import io.ringback.wording.MessageInContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * A callee who cannot talk now names a time that is soon. The diagram waits for it; then the two are connected as if the callee had asked
 * for it at that moment. The link goes on working until then.
 */
@Component
@EnableConfigurationProperties(LaterProperties.class)
class CallLater implements EventHandler {

    /** Somebody who names more times than these keeps a caller waiting who knows nothing of it. */
    private static final int MOST = 5;

    /** An event that is handled later than this after its time would ring two telephones out of the blue. */
    private static final Duration TOO_LATE = Duration.ofMinutes(5);

    private static final String AT = "at";
    private static final String DEVICE = "device";

    private final LaterProperties settings;
    private final Cases cases;
    private final CaseProcess process;
    private final Directory directory;
    private final QuietTime quietTime;
    private final Journal journal;
    private final SentMessages sent;
    private final Clock clock;

    CallLater(
            LaterProperties settings,
            Cases cases,
            CaseProcess process,
            Directory directory,
            QuietTime quietTime,
            Journal journal,
            SentMessages sent,
            Clock clock) {
        this.settings = settings;
        this.cases = cases;
        this.process = process;
        this.directory = directory;
        this.quietTime = quietTime;
        this.journal = journal;
        this.sent = sent;
        this.clock = clock;
    }

    /** The times that the reader of a notification may name; empty if they may name none. */
    Optional<Later> offered(MessageInContext message, ContactView view) {
        if (!settings.on() || !view.canConnect()) {
            return Optional.empty();
        }
        NamedTimes named = cases.namedTimes(message.caseId());
        if (named.count() >= MOST || !process.waitsFor(cases.read(message.caseId()), CaseMessage.TIME_NAMED)) {
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
        return Optional.of(
                new Later(offers, now.plus(settings.within()), named.callAt().filter(now::isBefore)));
    }

    /**
     * What was named, as an event.
     *
     * @param when a number of minutes that was offered, or a time of day on the reader's clock
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
                .orElseGet(() ->
                        TimeOfDay.next(when, clock.instant(), message.reader().timeZone(), settings.within()));
        UUID on = Chosen.of(view, Choice.CONNECT, device, ContactMeans.PAGE)
                .device()
                .orElseThrow();
        return new InboundEvent(
                eventId,
                EventKind.TIME_NAMED,
                message.caseId(),
                Map.of(
                        AT,
                        at.truncatedTo(ChronoUnit.SECONDS).toString(),
                        DEVICE,
                        on.toString(),
                        SaidHandlers.MESSAGE,
                        message.messageId().toString()));
    }

    @Override
    public boolean handles(EventKind kind) {
        return kind == EventKind.TIME_NAMED;
    }

    private boolean namedBeforeTurn(InboundEvent event) {
        return Optional.ofNullable(event.content().get(SaidHandlers.MESSAGE))
                .map(UUID::fromString)
                .filter(sent::isBeforeTurn)
                .isPresent();
    }

    @Override
    public Handling handle(InboundEvent event) {
        RunningCase running = cases.lock(event.caseId()).orElseThrow();
        Instant at = Instant.parse(event.get(AT));
        Duration until = Duration.between(clock.instant(), at);
        if (running.state() != CaseState.WAITING_FOR_CALLEE
                || namedBeforeTurn(event)
                || until.compareTo(TOO_LATE.negated()) < 0
                || cases.namedTimes(running.id()).count() >= MOST
                || !process.waitsFor(running, CaseMessage.TIME_NAMED)) {
            journal.write(running.id(), Step.TOO_LATE, Step.TIME_NAMED.name());
            return Handling.LATE;
        }
        journal.write(running.id(), Step.TIME_NAMED, null, null, "at " + at);
        RunningCase told =
                cases.callLater(running, UUID.fromString(event.get(DEVICE)), Optional.of(ContactMeans.PAGE), at);
        process.tell(
                told,
                CaseMessage.TIME_NAMED,
                Map.of(
                        "untilThen",
                        Duration.ofSeconds(Math.max(1, until.toSeconds())).toString()));
        return Handling.HANDLED;
    }
}
