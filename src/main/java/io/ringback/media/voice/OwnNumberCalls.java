package io.ringback.media.voice;

import io.ringback.delivery.Adapters;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.media.voice.Caps.Room;
import io.ringback.protocol.sip.IncomingCall;
import io.ringback.session.DialCodes;
import io.ringback.session.Lent;
import io.ringback.session.LentNumbers;
import io.ringback.session.SipAddresses;
import io.ringback.telephony.callcontrol.OwnNumber;
import io.ringback.telephony.callcontrol.OwnNumber.Dialled;
import io.ringback.telephony.callcontrol.OwnNumber.Dialler;
import io.ringback.telephony.callcontrol.Script;
import io.ringback.telephony.callcontrol.Turn;
import io.ringback.telephony.callcontrol.Turn.Then;
import io.ringback.telephony.trunk.OnlyWithSwitch;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Answers those who dial Ringback's own number, for {@code camel-routes/switch-in.camel.yaml}. A person for whom somebody
 * vouches hears which cases wait for them, and may be connected, and how those stand that their own calls have led to; by the number that was lent to their notification, or
 * its SIP address, they are connected at once. Everybody else hears one sentence that names nobody.
 */
@Component("ownNumber")
@OnlyWithSwitch
public class OwnNumberCalls {

    private static final Logger LOG = LoggerFactory.getLogger(OwnNumberCalls.class);

    /** Below 200 the call is left to who takes it (docs/sip-component.md). */
    private static final int LEFT = 100;

    /** Callers who show nothing count as one. */
    private static final String NOBODY = "";

    /** More cases are not listened to. */
    private static final int MOST = 9;

    private record Known(Person person, Device device, Address phone) {}

    /**
     * What stands for a session identifier.
     *
     * @param as what it was lent for
     * @param use takes the one use that a message's has
     */
    private record LentThing(Supplier<Optional<Lent>> as, Predicate<UUID> use) {}

    private final OwnNumber number;
    private final Directory directory;
    private final CalleesCases waiting;
    private final CallersCases asked;
    private final Phrases phrases;
    private final KeyedReplies keys;
    private final Caps caps;
    private final LentNumbers numbers;
    private final SipAddresses addresses;
    private final DiallerCaps diallers;
    private final DialCodes codes;
    private final Adapters adapters;
    private final boolean answered;
    private final Locale usual;

    /** @param language what those hear of whom nobody knows theirs */
    OwnNumberCalls(
            OwnNumber number,
            Directory directory,
            CalleesCases waiting,
            CallersCases asked,
            Phrases phrases,
            KeyedReplies keys,
            Caps caps,
            LentNumbers numbers,
            SipAddresses addresses,
            DiallerCaps diallers,
            DialCodes codes,
            Adapters adapters,
            VoiceProperties settings,
            @Value("${ringback.announcement.language:en}") String language) {
        this.number = number;
        this.directory = directory;
        this.waiting = waiting;
        this.asked = asked;
        this.phrases = phrases;
        this.keys = keys;
        this.caps = caps;
        this.numbers = numbers;
        this.addresses = addresses;
        this.diallers = diallers;
        this.codes = codes;
        this.adapters = adapters;
        this.answered = settings.ownNumber().answered();
        this.usual = Locale.forLanguageTag(language);
    }

    /**
     * Answers a call, or leaves it to be refused.
     *
     * @param fields who calls, if that is known, and whether they are verified (docs/adapters.md)
     * @param refusal what the caller hears if nobody speaks to them
     * @return {@code refusal}, or less than 200 if the call is answered
     */
    public int answer(Map<?, ?> fields, IncomingCall call, int refusal) {
        if (!answered || !canSpeak()) {
            return refusal;
        }
        Optional<String> caller = Optional.ofNullable(fields.get("caller")).map(Object::toString);
        if (!diallers.isWithin(caller.orElse(NOBODY)) && caller.isPresent()) {
            LOG.info("Somebody dials Ringback's own number more often than ringback.voice.own-number.per-caller");
            return refusal;
        }
        try {
            Optional<Known> known = caller.filter(address ->
                            String.valueOf(fields.get("callerVerified")).equals("true"))
                    .flatMap(this::known);
            boolean taken =
                    lentThing(fields).map(thing -> lent(call, known, thing)).orElseGet(() -> own(call, known, caller));
            return taken ? LEFT : refusal;
        } catch (IllegalStateException e) {
            LOG.debug("A call to Ringback's own number is not answered: {}", e.getMessage());
            return refusal;
        }
    }

    private boolean own(IncomingCall call, Optional<Known> known, Optional<String> claimed) {
        List<WaitingCase> cases = known.map(this::cases).orElse(List.of());
        if (known.isEmpty() && codes.areNamed()) {
            return asksForCode(call, claimed);
        }
        return cases.isEmpty()
                ? oneSentence(call, languageOf(known), Phrase.NOTHING_WAITS)
                : speak(call, known.orElseThrow(), dialled -> script(dialled, known.orElseThrow(), cases));
    }

    /** All strangers are asked, whatever number they show: that there is somebody with that number is not theirs to learn. */
    private boolean asksForCode(IncomingCall call, Optional<String> claimed) {
        return onLineForStranger(
                call, line -> new CodeScript(usual, phrases, keys, code -> knownBy(claimed, code), line));
    }

    private Optional<CodeScript.Known> knownBy(Optional<String> claimed, String code) {
        return claimed.flatMap(this::known)
                .flatMap(who -> waiting.byCode(who.person().id(), who.device(), code)
                        .map(waits -> new CodeScript.Known(
                                waits,
                                who.person().id(),
                                who.device().id(),
                                who.person().language())));
    }

    /** First those that wait for what they say. */
    private List<WaitingCase> cases(Known who) {
        return Stream.concat(
                        waiting.of(who.person().id(), who.device()).stream(), asked.of(who.person(), MOST).stream())
                .limit(MOST)
                .toList();
    }

    private Optional<LentThing> lentThing(Map<?, ?> fields) {
        return Optional.ofNullable(fields.get("lentNumber"))
                .map(Object::toString)
                .map(number -> new LentThing(() -> numbers.lentAs(number), numbers::use))
                .or(() -> Optional.ofNullable(fields.get("lentIdentifier"))
                        .map(Object::toString)
                        .map(user -> new LentThing(() -> addresses.givenAs(user), addresses::use)));
    }

    /** Neither number nor address is proof of anything: only who it was lent to hears more than everybody else. */
    private boolean lent(IncomingCall call, Optional<Known> known, LentThing dialledThing) {
        Optional<Lent> lentAs = known.flatMap(who -> dialledThing.as().get().filter(one -> one.personId()
                .equals(who.person().id())));
        if (lentAs.isEmpty()) {
            return oneSentence(call, languageOf(known), Phrase.NOTHING_WAITS);
        }
        Known who = known.orElseThrow();
        Lent one = lentAs.get();
        List<WaitingCase> cases = one.used()
                ? List.of()
                : waiting.of(who.person().id(), who.device()).stream()
                        .filter(waits -> waits.caseId().equals(one.caseId()))
                        .toList();
        if (cases.isEmpty()) {
            return oneSentence(call, languageOf(known), Phrase.NO_LONGER);
        }
        boolean connect = cases.get(0).facts().connect();
        return speak(
                call,
                who,
                dialled -> connect
                        ? new LentNumberScript(
                                script(dialled, who, cases),
                                () -> dialledThing.use().test(one.messageId()),
                                turn(who.person().language(), Phrase.NO_LONGER))
                        : script(dialled, who, cases));
    }

    private Locale languageOf(Optional<Known> known) {
        return known.map(who -> who.person().language()).orElse(usual);
    }

    private boolean canSpeak() {
        try {
            return adapters.isAvailable(Medium.VOICE);
        } catch (Adapters.NotReady e) {
            return false;
        }
    }

    private Optional<Known> known(String caller) {
        Address phone = new Address(caller);
        Set<String> spellings = Set.of(phone.spelledUris());
        return directory.lookUp(Medium.VOICE, phone, phone).caller().flatMap(person -> person.devices().stream()
                .filter(device -> spellings.contains(device.address().uri()))
                .min(Comparator.comparing(device -> device.medium() != Medium.VOICE))
                .map(device -> new Known(person, device, phone)));
    }

    private OwnNumberScript script(Dialled dialled, Known who, List<WaitingCase> cases) {
        return new OwnNumberScript(
                dialled,
                cases,
                who.person().id(),
                who.device().id(),
                who.person().language(),
                phrases,
                keys);
    }

    private boolean speak(IncomingCall call, Known who, OwnNumber.Scripts scripts) {
        if (caps.onTheSpot() != Room.THERE_IS) {
            LOG.warn("As many voice calls are under way as may be (ringback.voice.caps.simultaneous):"
                    + " a call to Ringback's own number is not answered");
            return false;
        }
        return number.answer(call, new Dialler(who.person().id(), who.phone()), scripts);
    }

    private boolean oneSentence(IncomingCall call, Locale language, Phrase phrase) {
        return onLineForStranger(call, line -> new OneSentence(turn(language, phrase), line));
    }

    private boolean onLineForStranger(IncomingCall call, Function<Runnable, Script> script) {
        Optional<Runnable> line = diallers.lineForStranger();
        boolean taken = false;
        try {
            taken = line.isPresent() && number.answer(call, script.apply(line.get()));
        } finally {
            if (!taken) {
                line.ifPresent(Runnable::run);
            }
        }
        return taken;
    }

    private Turn turn(Locale language, Phrase phrase) {
        return new Turn(List.of(phrases.greeting(language), phrases.say(phrase, language)), language, Then.HANG_UP);
    }
}
