package io.ringback.engine.preview;

import io.ringback.cases.EarlierCase;
import io.ringback.cases.EarlierReactions;
import io.ringback.cases.Replayed.Line;
import io.ringback.cases.WhatPeopleDid;
import io.ringback.delivery.MessageKind;
import io.ringback.engine.trial.DiagramWalks;
import io.ringback.engine.trial.Walked;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes cases through two diagrams, each with its tables, as people did what they did. */
final class WaysOfDiagrams implements BothWays {

    private static final String MESSAGES = "messages";
    private static final String WAITING = "waiting";
    private static final String STEPS = "steps";
    private static final String END = "end";
    private static final List<MessageKind> KINDS =
            List.of(MessageKind.QUESTION, MessageKind.NOTIFICATION, MessageKind.INFORMATION);

    private final DiagramWalks inForce;
    private final DiagramWalks drafted;
    private final EarlierReactions reactions;
    private final SmsOfTexts texts;
    private final Sums now;
    private final Sums then;

    WaysOfDiagrams(DiagramWalks inForce, DiagramWalks drafted, EarlierReactions reactions, SmsOfTexts texts) {
        this.inForce = inForce;
        this.drafted = drafted;
        this.reactions = reactions;
        this.texts = texts;
        this.now = new Sums(texts);
        this.then = new Sums(texts);
    }

    @Override
    public boolean throughDiagrams() {
        return true;
    }

    @Override
    public Set<String> looksAt() {
        Set<String> both = new TreeSet<>(inForce.looksAt());
        both.addAll(drafted.looksAt());
        return both;
    }

    @Override
    public Stream<List<Differing>> decide(List<EarlierCase> some, Stream<EarlierFacts> facts) {
        Map<UUID, WhatPeopleDid> did =
                reactions.of(some.stream().map(EarlierCase::id).toList());
        return facts.map(one -> decide(one, did.getOrDefault(one.of().id(), WhatPeopleDid.UNKNOWN)));
    }

    private List<Differing> decide(EarlierFacts one, WhatPeopleDid did) {
        Walked before = walk(inForce, now, one, did);
        Walked after = walk(drafted, then, one, did);
        return before.equals(after) ? List.of() : between(before, after);
    }

    private Walked walk(DiagramWalks diagram, Sums sums, EarlierFacts one, WhatPeopleDid did) {
        CaseOnItsWay way = new CaseOnItsWay(one, did, texts);
        Walked walked = diagram.of(way);
        sums.add(walked, way);
        return walked;
    }

    private static List<Differing> between(Walked before, Walked after) {
        List<Differing> all = new ArrayList<>();
        KINDS.forEach(
                kind -> differ(all, MESSAGES, Topic.medium(kind).about(), media(before, kind), media(after, kind)));
        both(before.waits(), after.waits()).forEach(wait -> {
            // A wait that nobody waits any more, or that nobody waited before, says nothing of its own.
            if (before.waits().containsKey(wait) && after.waits().containsKey(wait)) {
                differ(
                        all,
                        WAITING,
                        "at most, at \"" + wait + "\"",
                        before.waits().get(wait),
                        after.waits().get(wait));
            }
        });
        both(before.steps(), after.steps())
                .forEach(step -> differ(
                        all,
                        STEPS,
                        "comes to \""
                                + after.steps()
                                        .getOrDefault(step, before.steps().get(step)) + "\"",
                        yesOrNo(before.steps().containsKey(step)),
                        yesOrNo(after.steps().containsKey(step))));
        differ(all, END, "how the case ends", before.end(), after.end());
        return all;
    }

    private static void differ(List<Differing> all, String where, String about, String from, String to) {
        if (!Objects.equals(from, to)) {
            all.add(new Differing(List.of(MESSAGES, WAITING, STEPS, END).indexOf(where), where, about, from, to));
        }
    }

    private static Set<String> both(Map<String, String> before, Map<String, String> after) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        return names;
    }

    private static String yesOrNo(boolean comes) {
        return comes ? "yes" : "no";
    }

    private static String media(Walked way, MessageKind kind) {
        return way.messages().getOrDefault(kind, List.of()).stream()
                .map(Object::toString)
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(", then "), media -> media.isEmpty() ? "no message" : media));
    }

    @Override
    public List<Line> lines() {
        return Sums.lines(now, then);
    }

    @Override
    public List<String> notes() {
        return List.of(
                "They took " + inForce.ways() + " different ways through the diagram in force, and " + drafted.ways()
                        + " through the other. Each was gone once.",
                "How often people are written to at most (message-caps) holds nothing back here, and what only runs beside"
                        + " a case, such as a repeated call, is left out.",
                "Who stood in for people then is not known, so the callee is notified in each (who-is-told).");
    }
}
