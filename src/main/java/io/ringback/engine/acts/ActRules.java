package io.ringback.engine.acts;

import io.ringback.cases.CaseMessage;
import io.ringback.delivery.MessageKind;
import io.ringback.web.operations.acts.CaseAct;
import io.ringback.web.operations.acts.CaseActs.Receiver;
import io.ringback.web.operations.acts.WayOn;
import io.ringback.web.operations.acts.Wish;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which act can be done to a case that stands so, and who would hear of it a second time. Asked before, and again when it is done. */
@Component
class ActRules {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private final Migrations migrations;
    private final Clock clock;

    ActRules(Migrations migrations, Clock clock) {
        this.migrations = migrations;
        this.clock = clock;
    }

    /** Why the act cannot be done, in words that are the same for all cases of which it is true; empty if it can. */
    Optional<String> whyNot(Wish wish, Stand stand) {
        CaseAct act = wish.act();
        if (stand.state() == null) {
            return Optional.of("There is no such case any more");
        }
        if (act.isForEndedCases()) {
            return Optional.empty();
        }
        if (!stand.isOpen()) {
            return Optional.of("The case has ended");
        }
        if (act == CaseAct.RAISE || act == CaseAct.END) {
            return Optional.empty();
        }
        if (!stand.process()) {
            return Optional.of("Its process is gone: Ringback ends such a case within the hour");
        }
        if (act == CaseAct.MIGRATE) {
            return migrations.whyNot(stand);
        }
        if (stand.suspended()) {
            return Optional.of("It is suspended: activate it in Cockpit first");
        }
        return switch (act) {
            case SEND_AGAIN -> whyNotAgain(stand);
            case OTHER_MEDIUM -> whyNoOtherMedium(stand);
            default -> whyNotOn(wish.way(), stand);
        };
    }

    private Optional<String> whyNotAgain(Stand stand) {
        if (stand.failedJob() != null) {
            return Optional.empty();
        }
        if (stand.freshJob()) {
            return Optional.of("It asks for an operator at this very moment: try again");
        }
        if (stand.written().isEmpty()) {
            return Optional.of("It has written nothing that it waits for");
        }
        Stand.Written written = stand.written().get();
        if (!written.waits()) {
            return Optional.of("Its message has left; choose another medium to write anew");
        }
        if (written.inHand()) {
            return Optional.of("Its message is being sent now");
        }
        if (written.heldUntil() != null && written.heldUntil().isAfter(clock.instant())) {
            return Optional.of("Its message is held back by quiet hours or a cap until "
                    + TIME.format(written.heldUntil()) + " UTC");
        }
        return written.triedInVain()
                ? Optional.empty()
                : Optional.of("Its message has not failed, and waits for its turn");
    }

    private static Optional<String> whyNoOtherMedium(Stand stand) {
        if (stand.failedJob() != null || stand.freshJob()) {
            return Optional.of("No medium is left: mend the cause, and send again");
        }
        if (stand.written().isEmpty() || !stand.canBeTold(CaseMessage.DELIVERY_FAILED)) {
            return Optional.of("It waits for no message");
        }
        Stand.Written written = stand.written().get();
        if (written.message().kind() == MessageKind.CONNECTION) {
            return Optional.of("The two are being connected; move it on instead");
        }
        return Optional.empty();
    }

    /** Why no other medium can be chosen although the case waits for its message; empty if one can. */
    static Optional<String> whyNoOther(MediaNow.Ways ways, Wish wish) {
        if (!ways.devices()) {
            return Optional.of("The person has no other device that is left to try");
        }
        if (wish.medium().isPresent()) {
            return ways.media().contains(wish.medium().get())
                    ? Optional.empty()
                    : Optional.of("Devices, wishes, quiet hours or rules do not allow it now");
        }
        return ways.chosen() ? Optional.empty() : Optional.of("The table of media chooses none of what is left");
    }

    private static Optional<String> whyNotOn(WayOn way, Stand stand) {
        Optional<CaseMessage> message = messageOf(way);
        if (message.isEmpty()) {
            return stand.timer() == null ? Optional.of("No timer is set where it stands") : Optional.empty();
        }
        return stand.canBeTold(message.get())
                ? Optional.empty()
                : Optional.of("The diagram has no such way where it stands");
    }

    /** What the case is told; empty if its timer fires. */
    static Optional<CaseMessage> messageOf(WayOn way) {
        return switch (way) {
            case TIME -> Optional.empty();
            case CALLER_WITHDREW -> Optional.of(CaseMessage.CALLER_WITHDREW);
            case DELIVERED -> Optional.of(CaseMessage.DELIVERED);
            case REACHED_MEANWHILE -> Optional.of(CaseMessage.REACHED_MEANWHILE);
        };
    }

    /** Who would get a message that they may have already; empty if nobody. */
    static Optional<Receiver> twice(Wish wish, Stand stand) {
        return switch (wish.act()) {
            case SEND_AGAIN -> stand.mayHave();
            case OTHER_MEDIUM ->
                stand.mayHave()
                        .or(() -> stand.written().filter(Stand.Written::left).map(Stand.Written::person));
            default -> Optional.empty();
        };
    }
}
