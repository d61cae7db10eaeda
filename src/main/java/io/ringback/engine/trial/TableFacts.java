package io.ringback.engine.trial;

import io.ringback.cases.ContactMeans;
import io.ringback.cases.LastContact;
import io.ringback.conversation.AcceptancePolicy.Leg;
import io.ringback.conversation.SeenBy;
import io.ringback.delivery.CapsPolicy;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Pair;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.Cause;
import io.ringback.reach.DevicesLeft.Reach;
import io.ringback.reach.PhoneKind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The facts of one case by name, as {@link FactsGiven} lists them: from who the two are and how they can be reached, whether
 * the case is under way or was once.
 */
public final class TableFacts {

    /** The one fact that no wait outlasts. */
    public static final String CALLER_ON_THE_LINE = "callerOnTheLine";

    /** For so long somebody who has pressed a button has their telephone at hand. */
    private static final Duration JUST_NOW = Duration.ofMinutes(2);

    private TableFacts() {}

    /** What consent-policy looks at. */
    public static Map<String, Object> consent(Pair pair, Cause cause) {
        Preferences caller = preferences(pair.caller());
        Preferences callee = preferences(pair.callee());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("callerKnown", pair.caller().isPresent());
        facts.put("calleeKnown", pair.callee().isPresent());
        facts.put(
                "samePerson",
                pair.caller().isPresent()
                        && pair.caller().map(Person::id).equals(pair.callee().map(Person::id)));
        facts.put("callerNever", caller.never());
        facts.put("calleeNever", callee.never());
        facts.put("calleeBlocksCaller", pair.blocked());
        facts.put("callerAlwaysNotifies", pair.callerAlwaysNotifies());
        facts.put("calleeAlwaysWantsToKnow", pair.calleeAlwaysWantsToKnow());
        facts.put("cause", cause.name());
        return facts;
    }

    private static Preferences preferences(Optional<Person> person) {
        return person.map(Person::preferences).orElse(Preferences.UNSET);
    }

    /** What consent-on-the-spot looks at. */
    public static Map<String, Object> onTheSpot(
            boolean callerOnTheLine, boolean textOnly, Cause cause, boolean conference) {
        return Map.of(
                CALLER_ON_THE_LINE,
                callerOnTheLine,
                "textOnly",
                textOnly,
                "cause",
                cause.name(),
                "conference",
                conference);
    }

    /**
     * What choice-of-medium and waiting-times look at when somebody is to be written to.
     *
     * @param chosen the medium chosen before; null if none was
     */
    public static Map<String, Object> message(
            MessageKind purpose, Medium failed, Cause cause, Object chosen, Reach reach) {
        List<Device> left = reach.devices();
        Map<String, Object> facts = about(purpose, failed, cause, chosen);
        FactsGiven.LEFT.forEach(
                (medium, fact) -> facts.put(fact, left.stream().anyMatch(device -> device.messageMedium() == medium)));
        facts.put("preferred", first(left.stream()));
        facts.put("preferredWritten", first(left.stream().filter(device -> device.messageMedium() != Medium.VOICE)));
        facts.put("quietHours", reach.quietUntil().isPresent());
        facts.put("wantsNothing", reach.wantsNothing());
        return facts;
    }

    private static String first(Stream<Device> devices) {
        return devices.findFirst().map(device -> device.messageMedium().name()).orElse(FactsGiven.NONE);
    }

    /** What waiting-times looks at when the two are to be connected. */
    public static Map<String, Object> connection(Medium failed, Cause cause) {
        return about(MessageKind.CONNECTION, failed, cause, Medium.VOICE.name());
    }

    private static Map<String, Object> about(MessageKind purpose, Medium failed, Cause cause, Object chosen) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("purpose", purpose.name());
        facts.put("failedMedium", failed.name());
        facts.put("cause", cause.name());
        facts.put("medium", chosen == null ? FactsGiven.NONE : chosen);
        return facts;
    }

    /** What message-caps looks at. */
    public static Map<String, Object> caps(CapsPolicy.About message) {
        return Map.of(
                "purpose",
                message.purpose().name(),
                "medium",
                message.medium().name(),
                "callerIdentity",
                message.callerIdentity().name(),
                "trunk",
                message.trunk(),
                "destination",
                message.destination());
    }

    /**
     * What accepted-by-key looks at.
     *
     * @param contact how the callee asked for the connection
     * @param now when the phone is about to ring
     */
    public static Map<String, Object> leg(Leg leg, PhoneKind phone, LastContact contact, Instant now) {
        return Map.of(
                "leg",
                leg.name(),
                "contactMeans",
                contact.means().map(ContactMeans::name).orElse(FactsGiven.NONE),
                "justNow",
                contact.at().filter(at -> at.isAfter(now.minus(JUST_NOW))).isPresent(),
                "phoneKind",
                phone.name(),
                "callerIdentity",
                contact.callerIdentity().name());
    }

    /** What when-seen looks at. */
    public static Map<String, Object> sign(SeenBy sign, Cause cause, CallerIdentity callerIdentity) {
        return Map.of("seenBy", sign.name(), "cause", cause.name(), "callerIdentity", callerIdentity.name());
    }

    /**
     * What call-returned looks at.
     *
     * @param turns how often the two have changed roles
     * @param rolesCanSwap whether they can once more
     */
    public static Map<String, Object> returned(int turns, boolean rolesCanSwap) {
        return Map.of("turns", turns, "rolesCanSwap", rolesCanSwap);
    }

    /**
     * What caller-dials looks at, except what the callee chose.
     *
     * @param turns how often the two have changed roles
     * @param callerCanDial whether the caller can have the callee rung
     */
    public static Map<String, Object> callerDials(int turns, boolean callerCanDial) {
        return Map.of("turns", turns, "callerCanDial", callerCanDial);
    }

    /** What connect-or-inform looks at, except what the callee chose. */
    public static Map<String, Object> contact(
            boolean switchAvailable, boolean callerHasPhone, boolean calleeHasPhone, int connectionAttempts) {
        return Map.of(
                "switchAvailable",
                switchAvailable,
                "callerHasPhone",
                callerHasPhone,
                "calleeHasPhone",
                calleeHasPhone,
                "connectionAttempts",
                connectionAttempts);
    }
}
