package io.ringback.media.voice;

import io.ringback.conversation.CallLater;
import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.Composer;
import io.ringback.delivery.Failure;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.NotDelivered;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Address;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.reach.DiallingRules;
import io.ringback.reach.QuietTime;
import io.ringback.session.LentNumbers;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.Content;
import io.ringback.wording.Contents;
import io.ringback.wording.InformationView;
import io.ringback.wording.Wording;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Says what is to be spoken to a person: a map of texts, as docs/adapters.md lists them. Whenever it is asked, also for a second
 * call, it looks whether the case still waits for it and whether the person may be called now.
 */
@Component
class VoiceComposer implements Composer {

    private static final Set<MessageKind> SPOKEN = EnumSet.of(
            MessageKind.QUESTION,
            MessageKind.NOTIFICATION,
            MessageKind.INFORMATION,
            MessageKind.OFFER,
            MessageKind.STANDING);

    private record Attempt(String cause, String medium, int attempts, boolean conference, boolean unverified) {}

    private final Contents contents;
    private final DiallingRules rules;
    private final Directory directory;
    private final JdbcClient jdbc;
    private final QuietTime quietTime;
    private final CallLater callLater;
    private final LentNumbers lent;
    private final Clock clock;

    VoiceComposer(
            Contents contents,
            DiallingRules rules,
            Directory directory,
            JdbcClient jdbc,
            QuietTime quietTime,
            CallLater callLater,
            LentNumbers lent,
            Clock clock) {
        this.contents = contents;
        this.rules = rules;
        this.directory = directory;
        this.jdbc = jdbc;
        this.quietTime = quietTime;
        this.callLater = callLater;
        this.lent = lent;
        this.clock = clock;
    }

    @Override
    public Medium medium() {
        return Medium.VOICE;
    }

    @Override
    public boolean composes(MessageKind kind) {
        return SPOKEN.contains(kind);
    }

    @Override
    public Parcel compose(OutboundMessage message) {
        if (!contents.isWaitedFor(message)) {
            throw new CannotBeDelivered("The case does not wait for it any more.");
        }
        Content content = contents.of(message);
        if (!message.kind().isOnTheSpot()) {
            mayBeCalled(content.to());
            mayBeCalledNow(message.personId());
        }
        return new Parcel(body(message, content, attempt(message.caseId())), Map.of());
    }

    private void mayBeCalled(Address phone) {
        rules.refusal(phone).ifPresent(why -> {
            throw new CannotBeDelivered(why);
        });
    }

    /** A caller who is on the line is awake; a phone that rings is something else, whatever the table chose. */
    private void mayBeCalledNow(UUID personId) {
        directory.find(personId).flatMap(quietTime::until).ifPresent(until -> {
            throw new NotDelivered(
                    new Failure.Slowed("it is the person's quiet hours", Duration.between(clock.instant(), until)));
        });
    }

    private Attempt attempt(UUID caseId) {
        return jdbc.sql("select cause, failed_medium, attempts, conference is not null as conference,"
                        + " caller_identity = 'UNVERIFIED' as unverified"
                        + " from failed_call_case where id = ?")
                .param(caseId)
                .query((row, number) -> new Attempt(
                        row.getString("cause"),
                        row.getString("failed_medium"),
                        row.getInt("attempts"),
                        row.getBoolean("conference"),
                        row.getBoolean("unverified")))
                .single();
    }

    private Map<String, String> body(OutboundMessage message, Content content, Attempt attempt) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("to", content.to().uri());
        body.put("kind", message.kind().name());
        body.put("language", content.language().toLanguageTag());
        body.put("personId", message.personId().toString());
        body.put("caseId", message.caseId().toString());
        body.put("cause", attempt.cause());
        body.put("medium", attempt.medium());
        body.put("attempts", Integer.toString(attempt.attempts()));
        body.put("conference", Boolean.toString(attempt.conference()));
        if (content.said() instanceof Content.Question question) {
            body.put("name", Wording.name(question.view().calleeName()));
            if (message.kind() == MessageKind.OFFER) {
                body.put("unverified", Boolean.toString(attempt.unverified()));
            }
        } else if (content.said() instanceof Content.Notification notification) {
            body.put("name", Wording.name(notification.view().callerName()));
            body.put("unverified", Boolean.toString(notification.view().callerUnverified()));
            body.put("connect", Boolean.toString(notification.view().canConnect()));
            body.put("reachable", Boolean.toString(notification.view().reachable()));
            body.put("later", Boolean.toString(callLater.offers(message.id(), KeyedReplies.LATER)));
            lent.of(message.id()).ifPresent(number -> body.put("dial", number));
        } else if (content.said() instanceof Content.Information information) {
            InformationView view = information.view();
            body.put("name", Wording.name(view.calleeName()));
            body.put("returned", Boolean.toString(view.callReturned() && !view.dialled()));
            view.deviceLabel().ifPresent(label -> body.put("reachableOn", Wording.name(label)));
        } else if (content.said() instanceof Content.HowItStands stands) {
            body.put("name", Wording.name(stands.view().calleeName()));
            body.put("standing", stands.view().standing().name());
            stands.view().told().ifPresent(when -> body.put("told", when));
        }
        content.reply()
                .filter(session -> !message.kind().isOnTheSpot())
                .map(SessionIdentifier::token)
                .ifPresent(session -> body.put("session", session));
        return body;
    }
}
