package io.ringback.engine.preview;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.Journal.Step;
import io.ringback.cases.WhatPeopleDid;
import io.ringback.cases.WhatPeopleDid.Failure;
import io.ringback.cases.WhatPeopleDid.Reaction;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections.Ending;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.engine.trial.CaseThen;
import io.ringback.engine.trial.Chance;
import io.ringback.engine.trial.TableFacts;
import io.ringback.reach.DevicesLeft.Reach;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * An earlier case on its way through a diagram: people do what they did, as long after they were written to as then. Where they
 * were not, or the case is open still, they say yes after five minutes; what was never tried arrives.
 */
final class CaseOnItsWay implements CaseThen {

    private static final Duration SOON = Duration.ofMinutes(5);
    private static final Reaction YES = new Reaction(Answer.YES.name(), SOON);
    private static final Reaction CONNECT = new Reaction(Choice.CONNECT.name(), SOON);
    private static final Reaction CONNECTED = new Reaction(Ending.CONNECTED.name(), SOON);

    private final EarlierFacts facts;
    private final WhatPeopleDid did;
    private final SmsOfTexts texts;
    private final List<Reaction> answers;
    private final List<Reaction> choices;
    private final List<Reaction> connections;
    private final List<Failure> failures;
    private final Map<MessageKind, Instant> since = new EnumMap<>(MessageKind.class);
    private final Set<Tried> written = new HashSet<>();
    private final Set<Tried> failed = new HashSet<>();
    private Optional<Duration> withdraws;
    private Optional<Duration> reachesMeanwhile;
    private Optional<Last> last = Optional.empty();
    private boolean onTheLine;
    private boolean answeredInWords;
    private int attempts;
    private int atNight;
    private int segments;
    private Instant now;

    /** A device that a message of one kind cannot reach may still be tried for another. */
    private record Tried(MessageKind kind, UUID device) {}

    /** The message that was written last. */
    private record Last(MessageKind kind, Optional<Tried> device, Optional<Instant> fails) {}

    CaseOnItsWay(EarlierFacts facts, WhatPeopleDid did, SmsOfTexts texts) {
        this.facts = facts;
        this.did = did;
        this.texts = texts;
        this.answers = known(did.answers(), Step.QUESTION, YES);
        this.choices = known(did.choices(), Step.NOTIFICATION, CONNECT);
        this.connections = known(did.connections(), Step.CONNECTION, CONNECTED);
        this.failures = new ArrayList<>(did.failures());
        this.withdraws = did.withdrew();
        this.reachesMeanwhile = did.reachedMeanwhile();
        this.onTheLine = did.onTheLine();
        this.now = facts.of().openedAt();
    }

    private List<Reaction> known(List<Reaction> reactions, Step to, Reaction otherwise) {
        List<Reaction> all = new ArrayList<>(reactions);
        if (all.isEmpty() && !(did.ended() && did.left().contains(to))) {
            all.add(otherwise);
        }
        return all;
    }

    /** How long it has taken so far. */
    Duration taken() {
        return Duration.between(facts.of().openedAt(), now);
    }

    /** How many messages were written in their reader's quiet hours. */
    int atNight() {
        return atNight;
    }

    /** How many SMS its text messages take. */
    int segments() {
        return segments;
    }

    @Override
    public boolean joined() {
        return facts.joined();
    }

    @Override
    public Map<String, Object> consent() {
        return byTheClock(facts.consent(), Optional.empty());
    }

    @Override
    public Map<String, Object> onTheSpot() {
        Map<String, Object> all = new LinkedHashMap<>(facts.onTheSpot()
                .orElseGet(() -> TableFacts.onTheSpot(
                        false,
                        false,
                        facts.of().cause(),
                        facts.of().conference().isPresent())));
        all.computeIfPresent(TableFacts.CALLER_ON_THE_LINE, (name, could) -> could.equals(true) && onTheLine);
        return byTheClock(all, Optional.empty());
    }

    @Override
    public Map<String, Object> message(MessageKind kind, String chosen, boolean another) {
        Reach left = left(kind);
        return byTheClock(facts.message(kind, chosen, another ? left.another() : left), facts.reader(kind));
    }

    private Reach left(MessageKind kind) {
        Reach any = facts.reach(kind, now);
        // What somebody has written is read.
        Reach first = kind == MessageKind.INFORMATION && answeredInWords ? any.inWriting() : any;
        List<Device> devices = first.devices().stream()
                .filter(device -> !failed.contains(new Tried(kind, device.id())))
                .toList();
        return new Reach(
                devices,
                first.wantsNothing(),
                first.quietUntil(),
                devices.stream()
                        .map(Device::id)
                        .filter(device -> written.contains(new Tried(kind, device)))
                        .collect(Collectors.toSet()));
    }

    @Override
    public Map<String, Object> connection() {
        return byTheClock(facts.connection(), facts.reader(MessageKind.NOTIFICATION));
    }

    @Override
    public Map<String, Object> contact() {
        return byTheClock(facts.contact(attempts), Optional.empty());
    }

    /** Facts about people were looked up as of when the case opened, and their clocks have gone on. */
    private Map<String, Object> byTheClock(Map<String, Object> looked, Optional<Person> reader) {
        Map<String, Object> all = new LinkedHashMap<>(looked);
        all.replaceAll((name, then) -> {
            String fact = name.toLowerCase(Locale.ROOT);
            Optional<ZonedDateTime> clock = (fact.startsWith("caller")
                            ? facts.reader(MessageKind.QUESTION)
                            : fact.startsWith("callee") ? facts.reader(MessageKind.NOTIFICATION) : reader)
                    .map(person -> now.atZone(person.timeZone()));
            if (fact.endsWith("hour")) {
                return clock.<Object>map(ZonedDateTime::getHour).orElse(then);
            }
            return fact.endsWith("weekday")
                    ? clock.<Object>map(at -> at.getDayOfWeek().name()).orElse(then)
                    : then;
        });
        return all;
    }

    @Override
    public void writes(MessageKind kind, Medium medium) {
        Reach left = left(kind);
        atNight += left.quietUntil().isPresent() ? 1 : 0;
        if (kind != MessageKind.QUESTION && medium.rings()) {
            left.quietUntil().ifPresent(until -> now = until);
        }
        if (medium == Medium.SMS) {
            segments += facts.reader(kind)
                    .map(Person::language)
                    .map(language -> texts.of(kind, language))
                    .orElse(1);
        }
        Optional<Tried> device = left.best(medium).map(one -> new Tried(kind, one.id()));
        device.ifPresent(written::add);
        since.putIfAbsent(kind, now);
        last = Optional.of(new Last(kind, device, failure(kind, medium).map(now::plus)));
    }

    private Optional<Duration> failure(MessageKind kind, Medium medium) {
        Optional<Failure> one = failures.stream()
                .filter(failure -> failure.kind().name().equals(kind.name()) && failure.medium() == medium)
                .findFirst();
        one.ifPresent(failures::remove);
        return one.map(Failure::after);
    }

    @Override
    public void asksInTheCall() {
        since.putIfAbsent(MessageKind.QUESTION, now);
        last = Optional.empty();
    }

    @Override
    public void connects() {
        attempts++;
        since.put(MessageKind.CONNECTION, now);
        last = Optional.empty();
    }

    @Override
    public OptionalInt first(List<Chance> chances) {
        int first = -1;
        Instant soonest = null;
        for (int place = 0; place < chances.size(); place++) {
            Optional<Instant> when = when(chances.get(place));
            if (when.isPresent() && (soonest == null || when.get().isBefore(soonest))) {
                first = place;
                soonest = when.get();
            }
        }
        if (first < 0) {
            return OptionalInt.empty();
        }
        now = soonest;
        onTheLine = false;
        chances.get(first).message().ifPresent(this::happened);
        return OptionalInt.of(first);
    }

    private Optional<Instant> when(Chance chance) {
        Optional<Instant> when = chance.message().isEmpty()
                ? chance.until(now)
                : switch (chance.message().get()) {
                    case CALLER_ANSWERED -> next(answers, chance.said(), MessageKind.QUESTION);
                    case CONTACT_MEANS_USED -> next(choices, chance.said(), MessageKind.NOTIFICATION);
                    case CONNECTION_OUTCOME -> next(connections, chance.said(), MessageKind.CONNECTION);
                    case DELIVERY_FAILED -> last.flatMap(Last::fails);
                    case DELIVERED -> last.filter(one -> one.fails().isEmpty()).map(one -> now);
                    case CALLER_WITHDREW -> withdraws.map(facts.of().openedAt()::plus);
                    case REACHED_MEANWHILE -> reachesMeanwhile.map(facts.of().openedAt()::plus);
                    default -> Optional.empty();
                };
        return when.map(at -> at.isBefore(now) ? now : at);
    }

    private Optional<Instant> next(List<Reaction> reactions, String said, MessageKind to) {
        return reactions.stream()
                .findFirst()
                .filter(reaction -> reaction.what().equals(said))
                .flatMap(reaction -> Optional.ofNullable(since.get(to)).map(at -> at.plus(reaction.after())));
    }

    private void happened(CaseMessage message) {
        switch (message) {
            case CALLER_ANSWERED -> answers.remove(0);
            case CONTACT_MEANS_USED ->
                answeredInWords |= choices.remove(0).what().equals(Choice.WRITE.name());
            case CONNECTION_OUTCOME -> connections.remove(0);
            case CALLER_WITHDREW -> withdraws = Optional.empty();
            case REACHED_MEANWHILE -> reachesMeanwhile = Optional.empty();
            case DELIVERY_FAILED -> {
                last.ifPresent(one -> {
                    one.device().ifPresent(failed::add);
                    since.remove(one.kind());
                });
                last = Optional.empty();
            }
            default -> {
                // It changes nothing that the case is asked for.
            }
        }
    }
}
