package io.ringback.conversation;

import io.ringback.cases.CallReason;
import io.ringback.cases.OneLine;
import io.ringback.cases.SpokenReason;
import io.ringback.cases.WhyCalled;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Urgency;
import io.ringback.inbox.InboundEvent;
import io.ringback.wording.MessageInContext;
import io.ringback.wording.QuestionView;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** What callers may say of why they called when they are asked, and how the event of their answer holds it. */
@Component
@EnableConfigurationProperties(SayWhyProperties.class)
class SayWhy {

    private static final String URGENCY = "urgency";
    private static final String REASON = "reason";

    private final SayWhyProperties settings;

    SayWhy(SayWhyProperties settings) {
        this.settings = settings;
    }

    /** The question as its page shows it. */
    QuestionView onPage(MessageInContext question) {
        return isOffered(question) ? question.question().withWhy() : question.question();
    }

    /** Who wrote a mail has said why in it. */
    private boolean isOffered(MessageInContext question) {
        return settings.onPage()
                && question.failedMedium() == Medium.VOICE
                && question.kind() != MessageKind.TIME_QUESTION;
    }

    /**
     * The content of the event.
     *
     * @param answer as it is without a reason
     * @throws IllegalArgumentException if one is given, and none was asked for
     */
    Map<String, String> with(Map<String, String> answer, WhyCalled why, MessageInContext question) {
        if (why.isSaid() && !isOffered(question)) {
            throw new IllegalArgumentException("Why they called is not asked here.");
        }
        return with(answer, why);
    }

    /** The same by key: what keys may say, whoever reads out the keys decides. */
    static Map<String, String> with(Map<String, String> answer, WhyCalled why) {
        if (!why.isSaid()) {
            return answer;
        }
        Map<String, String> content = new HashMap<>(answer);
        why.line().ifPresent(line -> content.put(InboundEvent.LINE, line.text()));
        content.put(URGENCY, why.urgency().name());
        if (why.reason() == CallReason.CALL_BACK) {
            content.put(REASON, why.reason().name());
        }
        return content;
    }

    /** The same of who says it aloud. Who reads the event and knows nothing of sound takes it for an answer without a reason. */
    static Map<String, String> with(Map<String, String> answer, SpokenReason spoken) {
        Map<String, String> content = new HashMap<>(answer);
        content.put(InboundEvent.SOUND, spoken.text());
        return content;
    }

    /** What an answer has said aloud. */
    static Optional<SpokenReason> spokenIn(InboundEvent answer) {
        return Optional.ofNullable(answer.content().get(InboundEvent.SOUND)).map(SpokenReason::in);
    }

    /** What an answer has said; nothing, if it has not. */
    static WhyCalled in(InboundEvent answer) {
        if (answer.content().containsKey(REASON)) {
            return WhyCalled.CALL_BACK;
        }
        return WhyCalled.whenAsked(
                Optional.ofNullable(answer.content().get(InboundEvent.LINE)).map(OneLine::new),
                Urgency.valueOf(answer.content().getOrDefault(URGENCY, Urgency.NORMAL.name())));
    }
}
