package io.ringback.engine.trial;

import io.ringback.cases.ThoughtOfCase;
import io.ringback.conversation.Turns;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Pair;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.Cause;
import io.ringback.reach.DevicesLeft.Reach;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The facts of a thought-of case, as the listeners of its decisions give them. */
final class FactsOfThought {

    private static final LocalTime EVENING = LocalTime.of(22, 0);
    private static final LocalTime MORNING = LocalTime.of(7, 0);

    private final ThoughtOfCase one;
    private final AskedTables tables;
    private final Map<MessageKind, Set<Medium>> sent = new EnumMap<>(MessageKind.class);
    private final Map<MessageKind, Set<Medium>> failed = new EnumMap<>(MessageKind.class);
    private final boolean deputyTold;
    private boolean onTheLine;
    private boolean answeredInWords;
    private int connections;
    private int turns;

    FactsOfThought(ThoughtOfCase one, AskedTables tables) {
        this.one = one;
        this.tables = tables;
        this.deputyTold = hasDeputy()
                && tables.has(Diagram.WHO_IS_TOLD)
                && tables.answer(Diagram.WHO_IS_TOLD, of(FactsGiven.CONSENT, Map.of(), one.opened()))
                        .filter(said -> "DEPUTY".equals(said.get("told")))
                        .isPresent();
        this.onTheLine = one.onTheLine();
    }

    /** Whether somebody stands in who can be written to: nobody is rung for somebody else's call. */
    private boolean hasDeputy() {
        return one.deputy().stream().anyMatch(Medium::isWritten);
    }

    /** Whether the table who-is-told has them told in the callee's stead. */
    boolean isDeputyTold() {
        return deputyTold;
    }

    /** A message has left. */
    void sent(MessageKind kind, Medium medium) {
        sent.computeIfAbsent(kind, first -> EnumSet.noneOf(Medium.class)).add(medium);
    }

    /** A message has failed, so its device is not left. */
    void failed(MessageKind kind, Medium medium) {
        failed.computeIfAbsent(kind, first -> EnumSet.noneOf(Medium.class)).add(medium);
    }

    /** A connection was tried. */
    void connected() {
        connections++;
    }

    /** The two change roles, as the caller did not answer the returned call or may have the callee rung. */
    void turned() {
        turns++;
        connections = 0;
        sent.clear();
        failed.clear();
    }

    private boolean rolesAreSwapped() {
        return turns % 2 == 1;
    }

    private Set<Medium> devicesOf(boolean callee) {
        return callee != rolesAreSwapped() ? one.callee() : one.caller();
    }

    private Cause cause() {
        return turns > 0 ? Cause.NO_ANSWER : one.cause();
    }

    private Medium failedMedium() {
        return turns > 0 ? Medium.VOICE : one.failed();
    }

    private boolean rolesCanSwap() {
        return turns < Turns.MOST
                && !deputyTold
                && !answeredInWords
                && devicesOf(false).stream().anyMatch(Medium::isWritten);
    }

    private boolean callerCanDial(LocalDateTime now) {
        return rolesCanSwap()
                && one.caller().contains(Medium.VOICE)
                && one.callee().contains(Medium.VOICE)
                && nightUntil(now).isEmpty();
    }

    /** The callee has answered with a line of text, which is read and not heard. */
    void answeredInWords() {
        answeredInWords = true;
    }

    /** Time has passed, and nobody holds a telephone for so long. */
    void waited() {
        onTheLine = false;
    }

    /** When the quiet hours end in which a message would ring; empty if it is in none, or rings all the same. */
    Optional<LocalDateTime> quietUntil(MessageKind kind, Medium medium, LocalDateTime now) {
        // No telephone is called in quiet hours, whatever a table says.
        return nightUntil(now).filter(until -> medium == Medium.VOICE || !rings(kind, now));
    }

    private Optional<LocalDateTime> nightUntil(LocalDateTime now) {
        boolean night =
                now.toLocalTime().isBefore(MORNING) || !now.toLocalTime().isBefore(EVENING);
        if (!one.quietAtNight() || !night) {
            return Optional.empty();
        }
        LocalDateTime today = now.toLocalDate().atTime(MORNING);
        return Optional.of(now.isBefore(today) ? today : today.plusDays(1));
    }

    /** Whether the table quiet-hours has it ring. */
    private boolean rings(MessageKind kind, LocalDateTime now) {
        return kind == MessageKind.NOTIFICATION
                && !deputyTold
                && tables.has(Diagram.QUIET_HOURS)
                && tables.answer(Diagram.QUIET_HOURS, of(FactsGiven.CONSENT, Map.of(), now))
                        .filter(said -> "RING".equals(said.get("inQuietHours")))
                        .isPresent();
    }

    /** What a listener says. */
    Map<String, Object> of(FactsGiven listener, Map<String, Object> variables, LocalDateTime now) {
        Map<String, Object> all = people(listener, now);
        all.putAll(
                switch (listener) {
                    case CONSENT -> TableFacts.consent(pair(), one.cause());
                    case ON_THE_SPOT -> TableFacts.onTheSpot(onTheLine, false, one.cause(), false);
                    case CONNECTION -> TableFacts.connection(failedMedium(), cause());
                    case CONTACT ->
                        TableFacts.contact(
                                true,
                                devicesOf(false).contains(Medium.VOICE),
                                !deputyTold && devicesOf(true).contains(Medium.VOICE),
                                connections);
                    case RETURNED_CALL -> TableFacts.returned(turns, rolesCanSwap());
                    case CALLER_DIALS -> TableFacts.callerDials(turns, callerCanDial(now));
                    default -> {
                        MessageKind kind = listener.purpose().orElseThrow();
                        Object chosen = listener.chosen().map(variables::get).orElse(null);
                        yield TableFacts.message(kind, failedMedium(), cause(), chosen, reach(listener, kind, now));
                    }
                });
        return all;
    }

    private Reach reach(FactsGiven listener, MessageKind kind, LocalDateTime now) {
        boolean toCallee = kind == MessageKind.NOTIFICATION;
        Set<Medium> left = EnumSet.noneOf(Medium.class);
        left.addAll(toCallee ? notified() : devicesOf(false));
        left.removeAll(failed.getOrDefault(kind, Set.of()));
        if (toCallee && !deputyTold) {
            // That device did not answer just now.
            left.remove(failedMedium());
        }
        if (kind == MessageKind.INFORMATION && answeredInWords) {
            left.removeIf(medium -> !medium.isWritten());
        }
        if (listener == FactsGiven.ANOTHER_NOTIFICATION) {
            left.removeAll(sent.getOrDefault(kind, Set.of()));
        }
        Optional<LocalDateTime> quiet = nightUntil(now);
        if (quiet.isPresent() && left.stream().anyMatch(Medium::isWritten) && rings(kind, now)) {
            quiet = Optional.empty();
            left.remove(Medium.VOICE);
        }
        boolean never = toCallee != rolesAreSwapped() && !deputyTold && one.calleeNever();
        return new Reach(
                never ? List.of() : devices(left),
                never,
                quiet.map(until -> until.toInstant(ZoneOffset.UTC)),
                Set.of());
    }

    private Set<Medium> notified() {
        return deputyTold
                ? one.deputy().stream().filter(Medium::isWritten).collect(Collectors.toSet())
                : devicesOf(true);
    }

    private Pair pair() {
        return new Pair(
                Optional.of(person("Caller", one.caller(), new Preferences(one.alwaysNotifies(), false, false))),
                Optional.of(person("Callee", one.callee(), new Preferences(false, false, one.calleeNever()))));
    }

    private static Person person(String name, Set<Medium> media, Preferences preferences) {
        return new Person(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                name,
                Locale.ENGLISH,
                ZoneOffset.UTC,
                preferences,
                devices(media));
    }

    private static List<Device> devices(Set<Medium> media) {
        return Stream.of(Medium.values())
                .filter(media::contains)
                .map(medium -> new Device(new UUID(0, medium.ordinal()), medium, address(medium), medium.name()))
                .toList();
    }

    private static Address address(Medium medium) {
        return new Address(
                switch (medium) {
                    case EMAIL -> "mailto:nobody@example.org";
                    case INSTANT_MESSAGE -> "xmpp:nobody@example.org";
                    default -> "tel:+46701740699";
                });
    }

    /** Two strangers who speak English, have nothing else on hand, and of whom nobody vouches for the caller. */
    private Map<String, Object> people(FactsGiven listener, LocalDateTime now) {
        Map<String, Object> all = new LinkedHashMap<>();
        (listener.purpose().isPresent() ? FactsOfPeople.ofOne() : FactsOfPeople.ofBoth())
                .forEach(group -> all.putAll(group.get(0)));
        all.replaceAll((name, first) -> {
            String fact = name.toLowerCase(Locale.ROOT);
            if (fact.endsWith("hour")) {
                return now.getHour();
            }
            if (fact.endsWith("weekday")) {
                return now.getDayOfWeek().name();
            }
            if (fact.endsWith("holiday") || fact.equals("sameorganisation")) {
                return false;
            }
            if (fact.equals("calleehasdeputy")) {
                return !one.deputy().isEmpty();
            }
            return fact.equals("calleridentity") ? CallerIdentity.NOT_TOLD.name() : first;
        });
        return all;
    }
}
