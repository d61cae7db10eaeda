package io.ringback.engine;

import io.ringback.cases.RunningCase;
import io.ringback.conversation.Correspondence;
import io.ringback.conversation.OnTheSpot;
import io.ringback.conversation.OnTheSpot.CallingPhone;
import io.ringback.delivery.Adapters;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Brand;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Pair;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.engine.trial.Diagram;
import io.ringback.reach.DevicesLeft.Reach;
import io.ringback.reach.Phones;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The facts that the decision tables look at, as listed for analysts in docs/for-analysts.md. A decision task names one of
 * these beans as its start listener. Facts are transient: they are as of now, and never stored.
 */
@Configuration(proxyBeanMethods = false)
class Facts {

    private static final Map<Medium, String> LEFT = Map.of(
            Medium.EMAIL, "emailLeft",
            Medium.SMS, "smsLeft",
            Medium.MMS, "mmsLeft",
            Medium.INSTANT_MESSAGE, "instantMessageLeft",
            Medium.VOICE, "voiceLeft");

    private static final String NONE = "NONE";
    private static final String DEFAULT_BRAND = "DEFAULT";

    /** The one fact that no wait outlasts. */
    static final String CALLER_ON_THE_LINE = "callerOnTheLine";

    private final CaseInHand inHand;
    private final Directory directory;
    private final Adapters adapters;
    private final Phones phones;
    private final Correspondence correspondence;
    private final OnTheSpot onTheSpot;
    private final String installation;

    Facts(
            CaseInHand inHand,
            Directory directory,
            Adapters adapters,
            Phones phones,
            Correspondence correspondence,
            OnTheSpot onTheSpot,
            @Value("${ringback.brand:}") String installation) {
        this.installation = installation;
        this.onTheSpot = onTheSpot;
        this.phones = phones;
        this.correspondence = correspondence;
        this.inHand = inHand;
        this.directory = directory;
        this.adapters = adapters;
    }

    @Bean
    ExecutionListener factsForConsent() {
        return execution -> {
            Pair pair = inHand.pair(execution);
            Preferences caller = preferences(pair.caller());
            Preferences callee = preferences(pair.callee());
            set(execution, "callerKnown", pair.caller().isPresent());
            set(execution, "calleeKnown", pair.callee().isPresent());
            set(
                    execution,
                    "samePerson",
                    pair.caller().isPresent()
                            && pair.caller()
                                    .map(Person::id)
                                    .equals(pair.callee().map(Person::id)));
            set(execution, "callerNever", caller.never());
            set(execution, "calleeNever", callee.never());
            set(execution, "calleeBlocksCaller", pair.blocked());
            set(execution, "callerAlwaysNotifies", caller.alwaysNotifyForMe());
            set(execution, "calleeAlwaysWantsToKnow", callee.alwaysTellMe());
            set(execution, "cause", inHand.running(execution).cause().name());
            set(execution, "callerBrand", brand(pair.caller()));
            set(execution, "calleeBrand", brand(pair.callee()));
        };
    }

    /** Under which brand somebody is served; a stranger is as the installation is. */
    private String brand(Optional<Person> person) {
        return person.flatMap(Person::brand)
                .map(Brand::word)
                .orElse(installation.isBlank() ? DEFAULT_BRAND : installation.strip());
    }

    private static Preferences preferences(Optional<Person> person) {
        return person.map(Person::preferences).orElse(Preferences.UNSET);
    }

    @Bean
    ExecutionListener factsForOnTheSpot() {
        return execution -> {
            RunningCase running = inHand.running(execution);
            // Only in the transaction that the call came in with is anybody on the line.
            Optional<CallingPhone> phone =
                    Optional.ofNullable(inHand.call(execution)).flatMap(call -> onTheSpot.phone(call.id(), running));
            set(execution, CALLER_ON_THE_LINE, phone.isPresent());
            set(execution, "textOnly", phone.filter(CallingPhone::textOnly).isPresent());
            set(execution, "cause", running.cause().name());
            set(execution, "conference", running.conference().isPresent());
        };
    }

    @Bean
    ExecutionListener factsForQuestion() {
        return execution -> forMessage(execution, MessageKind.QUESTION, Diagram.Variable.QUESTION_MEDIUM);
    }

    @Bean
    ExecutionListener factsForNotification() {
        return execution -> forMessage(execution, MessageKind.NOTIFICATION, Diagram.Variable.NOTIFICATION_MEDIUM);
    }

    @Bean
    ExecutionListener factsForInformation() {
        return execution -> {
            inHand.take(correspondence.turnToCaller(inHand.running(execution)));
            forMessage(execution, MessageKind.INFORMATION, Diagram.Variable.INFORMATION_MEDIUM);
        };
    }

    private void forMessage(DelegateExecution execution, MessageKind purpose, String chosen) {
        RunningCase running = inHand.running(execution);
        Reach reach = inHand.reach(execution, purpose);
        List<Device> left = reach.devices();
        about(execution, running, purpose, execution.getVariable(chosen));
        LEFT.forEach((medium, fact) -> set(execution, fact, has(left, medium)));
        set(execution, "preferred", first(left.stream()));
        set(
                execution,
                "preferredWritten",
                first(left.stream().filter(device -> device.messageMedium() != Medium.VOICE)));
        set(execution, "quietHours", reach.quietUntil().isPresent());
        set(execution, "wantsNothing", reach.wantsNothing());
    }

    private static String first(Stream<Device> devices) {
        return devices.findFirst().map(device -> device.messageMedium().name()).orElse(NONE);
    }

    @Bean
    ExecutionListener factsForConnection() {
        return execution -> {
            about(execution, inHand.running(execution), MessageKind.CONNECTION, Medium.VOICE.name());
        };
    }

    @Bean
    ExecutionListener factsForContact() {
        return execution -> contact(inHand.running(execution)).forEach((name, fact) -> set(execution, name, fact));
    }

    /** What the table connect-or-inform looks at, except what the callee chose. */
    Map<String, Object> contact(RunningCase running) {
        return Map.of(
                "switchAvailable", adapters.isSwitchAvailable(),
                "callerHasPhone",
                        has(running.callerId(), caller -> phones.toJoin(
                                        running.conference(), caller, running.calledFrom())
                                .isPresent()),
                "calleeHasPhone",
                        has(running.calleeId(), callee -> !phones.of(callee).isEmpty()),
                "connectionAttempts", running.connectionAttempts());
    }

    private boolean has(UUID personId, Predicate<Person> phone) {
        return adapters.isSwitchAvailable()
                && directory.find(personId).filter(phone).isPresent();
    }

    private static boolean has(List<Device> devices, Medium medium) {
        return devices.stream().anyMatch(device -> device.messageMedium() == medium);
    }

    private void about(DelegateExecution execution, RunningCase running, MessageKind purpose, Object chosenMedium) {
        set(execution, "purpose", purpose.name());
        set(execution, "failedMedium", running.failedMedium().name());
        set(execution, "cause", running.cause().name());
        set(execution, "medium", chosenMedium == null ? NONE : chosenMedium);
        boolean toCaller = purpose == MessageKind.QUESTION || purpose == MessageKind.INFORMATION;
        set(execution, "brand", brand(directory.find(toCaller ? running.callerId() : running.calleeId())));
    }

    /** Sets a fact. The engine refuses to set it as one if somebody has stored a variable of that name: then that tells the fact. */
    static void set(DelegateExecution execution, String name, Object fact) {
        TypedValue before = execution.getVariableTyped(name, false);
        boolean stored = before != null && !before.isTransient();
        execution.setVariable(name, stored ? fact : transiently(fact));
    }

    /** A variable that gateways and tables can see until the transaction ends. */
    static Object transiently(Object fact) {
        return Variables.untypedValue(fact, true);
    }
}
