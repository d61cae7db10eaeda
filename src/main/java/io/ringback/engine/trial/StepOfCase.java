package io.ringback.engine.trial;

import static io.ringback.cases.CaseMessage.CALLER_ANSWERED;
import static io.ringback.cases.CaseMessage.CALLER_WITHDREW;
import static io.ringback.cases.CaseMessage.CONNECTION_OUTCOME;
import static io.ringback.cases.CaseMessage.CONTACT_MEANS_USED;
import static io.ringback.cases.CaseMessage.DELIVERED;
import static io.ringback.cases.CaseMessage.DELIVERY_FAILED;
import static io.ringback.cases.CaseMessage.TIME_ANSWERED;

import io.ringback.cases.CaseMessage;
import io.ringback.engine.trial.Diagram.Variable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The steps that a diagram may name, by their beans, with what each needs and what it waits for afterwards. */
enum StepOfCase {
    LOOK_UP_PEOPLE("lookUpPeople"),
    CLAIM_PAIR("claimPair"),
    TELL_OPEN_CASE("tellOpenCase"),
    TELL_HOW_IT_STANDS("tellHowItStands"),
    COUNT_REPEAT("countRepeat"),
    ASK_CALLER(
            "askCaller",
            Optional.of(Variable.QUESTION_MEDIUM),
            List.of(Variable.WAIT_FOR_ANSWER),
            Set.of(CALLER_ANSWERED, DELIVERY_FAILED)),
    ASK_ON_THE_SPOT("askOnTheSpot", Optional.empty(), List.of(), Set.of(CALLER_ANSWERED, DELIVERY_FAILED)),
    NOTIFY_CALLEE(
            "notifyCallee",
            Optional.of(Variable.NOTIFICATION_MEDIUM),
            List.of(Variable.WAIT_FOR_CONTACT),
            Set.of(CONTACT_MEANS_USED, DELIVERY_FAILED, CALLER_WITHDREW)),
    REOPEN_CONTACT_MEANS(
            "reopenContactMeans",
            Optional.empty(),
            List.of(Variable.WAIT_FOR_CONTACT),
            Set.of(CONTACT_MEANS_USED, CALLER_WITHDREW)),
    ASK_ABOUT_TIME("askAboutTime", Optional.empty(), List.of(), Set.of(TIME_ANSWERED, DELIVERY_FAILED)),
    CHECK_TIME("checkTime"),
    CONNECT_CALL("connectCall", Optional.empty(), List.of(), Set.of(CONNECTION_OUTCOME, DELIVERY_FAILED)),
    INFORM_CALLER(
            "informCaller", Optional.of(Variable.INFORMATION_MEDIUM), List.of(), Set.of(DELIVERED, DELIVERY_FAILED)),
    SWAP_ROLES("swapRoles"),
    LET_CALLER_DIAL("letCallerDial"),
    SEND_AGAIN("sendAgain");

    private final String bean;
    private final Optional<String> medium;
    private final List<String> durations;
    private final Set<CaseMessage> awaits;

    StepOfCase(String bean) {
        this(bean, Optional.empty(), List.of(), Set.of());
    }

    StepOfCase(String bean, Optional<String> medium, List<String> durations, Set<CaseMessage> awaits) {
        this.bean = bean;
        this.medium = medium;
        this.durations = durations;
        this.awaits = awaits;
    }

    String bean() {
        return bean;
    }

    /** The variable that says through which medium its message goes. */
    Optional<String> medium() {
        return medium;
    }

    /** The variables that it reads a span of time from. */
    List<String> durations() {
        return durations;
    }

    /** What comes back for it, each of which the case must then wait for; empty if it writes to nobody. */
    Set<CaseMessage> awaits() {
        return awaits;
    }

    /** Whether it has something said to somebody. */
    boolean sends() {
        return !awaits.isEmpty() && this != REOPEN_CONTACT_MEANS;
    }

    /** The step that a delegate expression such as {@code ${askCaller}} names. */
    static Optional<StepOfCase> named(String delegateExpression) {
        return Arrays.stream(values())
                .filter(step -> ("${" + step.bean + "}").equals(delegateExpression))
                .findFirst();
    }
}
