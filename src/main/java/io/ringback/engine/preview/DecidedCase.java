package io.ringback.engine.preview;

import io.ringback.conversation.Choice;
import io.ringback.delivery.MessageKind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What certain tables say in one case, if everybody says yes and every first message arrives. They are asked as the shipped
 * diagram asks them.
 */
final class DecidedCase {

    /** Of a table that does not say one thing. */
    static final String UNDECIDED = "nothing";

    /** Of a table that chooses no medium. */
    static final String NONE = "NONE";

    private final TablesAskedOnce tables;
    private final Set<String> asked;
    private final EarlierFacts facts;
    private final Map<Topic, String> said = new EnumMap<>(Topic.class);
    private final Set<Topic> atNight = EnumSet.noneOf(Topic.class);

    /** @param asked the ids of those tables that can be asked */
    DecidedCase(TablesAskedOnce tables, Set<String> asked, EarlierFacts facts) {
        this.tables = tables;
        this.asked = asked;
        this.facts = facts;
        decide();
    }

    /** What was said; nothing about what was not asked. */
    Map<Topic, String> said() {
        return said;
    }

    /** Messages that would have gone in their reader's quiet hours. */
    Set<Topic> atNight() {
        return atNight;
    }

    private void decide() {
        ask(Topic.CONSENT, facts.consent(), "consent");
        String consent = said.getOrDefault(Topic.CONSENT, "ASK");
        boolean mayNotify = consent.equals("ASK") || consent.equals("NOT_NEEDED");
        if (facts.joined() || !mayNotify) {
            return;
        }
        if (consent.equals("ASK")) {
            askOnTheSpot();
            write(MessageKind.QUESTION);
        }
        write(MessageKind.NOTIFICATION);
        for (Choice choice : Choice.values()) {
            Map<String, Object> contact = new LinkedHashMap<>(facts.contact());
            contact.put("choice", choice.name());
            ask(Topic.of(choice), contact, "reaction");
        }
        if (said.containsValue("CONNECT")) {
            ask(Topic.WAIT_FOR_CONNECTION, facts.connection(), "wait");
        }
        write(MessageKind.INFORMATION);
    }

    private void askOnTheSpot() {
        facts.onTheSpot().ifPresent(there -> {
            ask(Topic.ON_THE_SPOT, there, "onTheSpot");
            if ("true".equals(said.get(Topic.ON_THE_SPOT))) {
                ask(Topic.SILENCE, there, "silence");
            }
        });
    }

    private void write(MessageKind kind) {
        Optional<Map<String, Object>> choosing = facts.message(kind, null);
        if (choosing.isEmpty()) {
            return;
        }
        Topic medium = Topic.medium(kind);
        ask(medium, choosing.get(), "medium");
        if (choosing.get().get("quietHours").equals(true)) {
            atNight.add(medium);
        }
        String chosen = said.getOrDefault(medium, NONE);
        if (!chosen.equals(NONE) && !chosen.equals(UNDECIDED)) {
            facts.message(kind, chosen).ifPresent(sent -> ask(Topic.waitAfter(kind), sent, "wait"));
        }
    }

    private void ask(Topic topic, Map<String, Object> withFacts, String output) {
        if (asked.contains(topic.table())) {
            said.put(
                    topic,
                    tables.answer(topic.table(), withFacts)
                            .map(outputs -> outputs.get(output))
                            .map(Object::toString)
                            .orElse(UNDECIDED));
        }
    }
}
