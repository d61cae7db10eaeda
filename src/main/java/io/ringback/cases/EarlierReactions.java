package io.ringback.cases;

import io.ringback.cases.Journal.Step;
import io.ringback.cases.WhatPeopleDid.Failure;
import io.ringback.cases.WhatPeopleDid.Reaction;
import io.ringback.directory.Medium;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads out of the journals of many cases what people did in each. */
@Component
public class EarlierReactions {

    private static final String[] STEPS = {
        Step.CALL_FAILED.name(),
        Step.QUESTION.name(),
        Step.OFFER.name(),
        Step.NOTIFICATION.name(),
        Step.INFORMATION.name(),
        Step.CONNECTION.name(),
        Step.CALLER_ANSWERED.name(),
        Step.CONTACT_MEANS_USED.name(),
        Step.CALLER_WITHDREW.name(),
        Step.REACHED_MEANWHILE.name(),
        Step.ENDED.name()
    };

    /** A line of these says something only by its result. */
    private static final Set<Step> TELL_BY_RESULT = EnumSet.of(
            Step.QUESTION,
            Step.OFFER,
            Step.NOTIFICATION,
            Step.INFORMATION,
            Step.CONNECTION,
            Step.CALLER_ANSWERED,
            Step.CONTACT_MEANS_USED);

    private static final String WRITTEN = "WRITTEN";
    private static final Set<String> ON_THE_WAY = Set.of(WRITTEN, "SENT", "DELIVERED");
    private static final String FAILED = "FAILED";

    private final JdbcClient jdbc;

    EarlierReactions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By the case's id; of one without a journal there is nothing. */
    public Map<UUID, WhatPeopleDid> of(Collection<UUID> cases) {
        Map<UUID, Told> told = new HashMap<>();
        jdbc.sql("""
                        select e.case_id, line.at, line.step, line.medium, line.result
                          from journal_entry e,
                               unnest(e.at, e.step, e.medium, e.result) with ordinality as line (at, step, medium, result, place)
                         where e.case_id = any (?) and line.step = any (?)
                         order by e.id, line.place
                        """).params(cases.toArray(UUID[]::new), STEPS).query((ResultSet row) -> told.computeIfAbsent(
                        row.getObject("case_id", UUID.class), first -> new Told())
                .add(row));
        Map<UUID, WhatPeopleDid> all = new HashMap<>();
        told.forEach((id, one) -> all.put(id, one.all()));
        return all;
    }

    /** One journal, as far as it was read. */
    private static final class Told {

        private final Set<Step> left = EnumSet.noneOf(Step.class);
        private final Map<Step, Instant> since = new EnumMap<>(Step.class);
        private final List<Reaction> answers = new ArrayList<>();
        private final List<Reaction> choices = new ArrayList<>();
        private final List<Reaction> connections = new ArrayList<>();
        private final List<Failure> failures = new ArrayList<>();
        private Instant opened;
        private Duration withdrew;
        private Duration reached;
        private boolean onTheLine;
        private boolean ended;

        void add(ResultSet row) throws SQLException {
            Step step = Step.valueOf(row.getString("step"));
            Instant at = row.getTimestamp("at").toInstant();
            String result = row.getString("result");
            opened = opened == null ? at : opened;
            if (result == null && TELL_BY_RESULT.contains(step)) {
                return;
            }
            switch (step) {
                case QUESTION, OFFER, NOTIFICATION, INFORMATION -> message(step, at, row.getString("medium"), result);
                case CONNECTION -> connection(at, result);
                case CALLER_ANSWERED -> answers.add(new Reaction(result, after(Step.QUESTION, at)));
                case CONTACT_MEANS_USED -> choices.add(new Reaction(result, after(Step.NOTIFICATION, at)));
                case CALLER_WITHDREW -> withdrew = Duration.between(opened, at);
                case REACHED_MEANWHILE -> reached = Duration.between(opened, at);
                case ENDED -> ended = true;
                default -> {
                    // The call itself, which begins the journal.
                }
            }
        }

        /** To be asked in the call and in writing is to be asked. */
        private void message(Step written, Instant at, String medium, String result) {
            Step kind = written == Step.OFFER ? Step.QUESTION : written;
            boolean offered = written == Step.OFFER;
            if (ON_THE_WAY.contains(result)) {
                left.add(kind);
                onTheLine |= offered;
                since.putIfAbsent(kind, at);
            } else if (FAILED.equals(result) && !offered && medium != null) {
                failures.add(new Failure(kind, Medium.valueOf(medium), after(kind, at)));
                since.remove(kind);
            }
        }

        private void connection(Instant at, String result) {
            if (ON_THE_WAY.contains(result)) {
                left.add(Step.CONNECTION);
                if (WRITTEN.equals(result)) {
                    since.put(Step.CONNECTION, at);
                }
            } else {
                connections.add(new Reaction(result, after(Step.CONNECTION, at)));
            }
        }

        private Duration after(Step what, Instant at) {
            return Duration.between(since.getOrDefault(what, at), at);
        }

        WhatPeopleDid all() {
            return new WhatPeopleDid(
                    ended,
                    left,
                    onTheLine,
                    answers,
                    choices,
                    connections,
                    Optional.ofNullable(withdrew),
                    Optional.ofNullable(reached),
                    failures);
        }
    }
}
