package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseProcess;
import io.ringback.cases.Cases;
import io.ringback.cases.RunningCase;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Walks cases through the diagram that is in force, on the real engine: wherever a case can stand, everything happens to it
 * that can happen there, each time to a new case that is brought there. Where two cases stand at the same places, with the
 * same variables and the same messages gone, one is enough.
 */
final class CaseWalker {

    private static final String ENDED = "ended";

    /** A case that goes on for longer goes round in circles. */
    private static final int MOST_HAPPENINGS = 60;

    /**
     * Something that can happen to a case.
     *
     * @param what a message by its name, a timer, or an operator's job
     * @param facts that come with it
     */
    private record Happening(String what, String id, Map<String, Object> facts) {

        boolean isMessage() {
            return id.isEmpty();
        }

        /** The same for each case. */
        String named() {
            return what + facts;
        }
    }

    private final RuntimeService runtime;
    private final ManagementService management;
    private final JdbcClient jdbc;
    private final Cases cases;
    private final CaseProcess process;
    private final TransactionTemplate transaction;
    private final UUID reachableOn;
    private final Random chance;

    /** By where a case can stand: what can happen there, and where it then stands; null as long as it has not happened. */
    private final Map<String, Map<String, String>> ways = new HashMap<>();

    private int happened;

    /**
     * A walker that knows nothing yet.
     *
     * @param reachableOn the device that the callee chooses
     * @param chance which of several things happens first
     */
    CaseWalker(
            RuntimeService runtime,
            ManagementService management,
            JdbcClient jdbc,
            Cases cases,
            CaseProcess process,
            TransactionTemplate transaction,
            UUID reachableOn,
            Random chance) {
        this.runtime = runtime;
        this.management = management;
        this.jdbc = jdbc;
        this.cases = cases;
        this.process = process;
        this.transaction = transaction;
        this.reachableOn = reachableOn;
        this.chance = chance;
    }

    /** How many things have happened so far. */
    int happened() {
        return happened;
    }

    /** Once everything has happened everywhere: from wherever a case can stand, it ends if nobody ever does anything. */
    void assertTimeEndsAll() {
        ways.keySet().forEach(this::endsInTime);
    }

    /**
     * Takes the new case to where something can happen that never has, and lets it happen, until the case ends.
     *
     * @return false if nothing has happened to it that had not happened before
     */
    boolean walk(UUID caseId) {
        assertThat(jdbc.sql("select count(*) from failed_call_case where id = ?")
                        .param(caseId)
                        .query(Long.class)
                        .single())
                .as("the call opens a case")
                .isOne();
        boolean news = false;
        for (int count = 0; count < MOST_HAPPENINGS; count++) {
            if (hasEnded(caseId)) {
                return news;
            }
            String here = whereabouts(caseId);
            Map<String, Happening> possible = possible(caseId);
            assertThat(possible).as("what can happen at %s", here).isNotEmpty();
            Map<String, String> known = ways.computeIfAbsent(here, unseen -> new LinkedHashMap<>());
            possible.keySet().forEach(name -> known.putIfAbsent(name, null));
            Optional<String> next = towardsNews(here).filter(possible::containsKey);
            if (next.isEmpty()) {
                runtime.deleteProcessInstance(processOf(caseId), "all of this has happened", true);
                return news;
            }
            news |= known.get(next.get()) == null;
            happen(caseId, possible.get(next.get()));
            known.put(next.get(), hasEnded(caseId) ? ENDED : whereabouts(caseId));
        }
        runtime.deleteProcessInstance(processOf(caseId), "that is long enough", true);
        return news;
    }

    /** What is to happen here to come to something that has not happened yet; empty if all has. */
    private Optional<String> towardsNews(String from) {
        Map<String, String> first = new HashMap<>();
        Set<String> seen = new HashSet<>(Set.of(from));
        Deque<String> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            String at = open.poll();
            for (Map.Entry<String, String> way : ways.getOrDefault(at, Map.of()).entrySet()) {
                String begun = first.getOrDefault(at, way.getKey());
                if (way.getValue() == null) {
                    return Optional.of(begun);
                }
                if (seen.add(way.getValue())) {
                    first.put(way.getValue(), begun);
                    open.add(way.getValue());
                }
            }
        }
        return Optional.empty();
    }

    private void endsInTime(String from) {
        Set<String> seen = new HashSet<>();
        for (String at = from; !ENDED.equals(at); ) {
            assertThat(seen.add(at))
                    .as("a case that nobody does anything for ends, from %s", from)
                    .isTrue();
            Map<String, String> here = ways.getOrDefault(at, Map.of());
            String next = Stream.of("timer", "job")
                    .flatMap(kind -> here.keySet().stream().filter(name -> name.startsWith(kind)))
                    .findFirst()
                    .orElse(null);
            assertThat(next).as("what time does at %s", at).isNotNull();
            at = here.get(next);
        }
    }

    private boolean hasEnded(UUID caseId) {
        boolean ended = jdbc.sql("select state = 'ENDED' from failed_call_case where id = ?")
                .param(caseId)
                .query(Boolean.class)
                .single();
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(caseId.toString())
                        .count())
                .as("case and process end together")
                .isEqualTo(ended ? 0 : 1);
        return ended;
    }

    private String processOf(UUID caseId) {
        return jdbc.sql("select process_instance_id from failed_call_case where id = ?")
                .param(caseId)
                .query(String.class)
                .single();
    }

    /** All that what follows can depend on. */
    private String whereabouts(UUID caseId) {
        return jdbc.sql("""
                        select c.state || least(c.connection_attempts, 3)
                               || coalesce((select string_agg(e.act_id_, ',' order by e.act_id_) from act_ru_execution e
                                   where e.proc_inst_id_ = c.process_instance_id and e.act_id_ is not null), '')
                               || coalesce((select string_agg(v.name_ || '=' || coalesce(v.text_, v.long_::text, ''), ','
                                   order by v.name_) from act_ru_variable v
                                   where v.proc_inst_id_ = c.process_instance_id), '')
                               || coalesce((select string_agg(j.type_ || j.retries_ || (j.exception_msg_ is null), ','
                                   order by j.type_, j.retries_) from act_ru_job j
                                   where j.process_instance_id_ = c.process_instance_id), '')
                               || coalesce((select string_agg(distinct m.kind || m.device_id || (m.state = 'FAILED'), ',')
                                   from outbound_message m where m.case_id = c.id), '')
                          from failed_call_case c where c.id = ?
                        """).param(caseId).query(String.class).single();
    }

    private Map<String, Happening> possible(UUID caseId) {
        String instance = processOf(caseId);
        List<Happening> all = new ArrayList<>();
        for (Job job :
                management.createJobQuery().processInstanceId(instance).timers().list()) {
            all.add(new Happening("timer " + definitionOf(job), job.getId(), Map.of()));
        }
        for (Job job : management
                .createJobQuery()
                .processInstanceId(instance)
                .messages()
                .list()) {
            all.add(new Happening("job " + definitionOf(job), job.getId(), Map.of()));
        }
        for (EventSubscription message : runtime.createEventSubscriptionQuery()
                .processInstanceId(instance)
                .eventType("message")
                .list()) {
            said(message.getEventName()).forEach(facts -> all.add(new Happening(message.getEventName(), "", facts)));
        }
        Collections.shuffle(all, chance);
        Map<String, Happening> byName = new LinkedHashMap<>();
        all.forEach(one -> byName.put(one.named(), one));
        return byName;
    }

    private String definitionOf(Job job) {
        return management
                .createJobDefinitionQuery()
                .jobDefinitionId(job.getJobDefinitionId())
                .singleResult()
                .getActivityId();
    }

    private static CaseMessage message(String name) {
        return Arrays.stream(CaseMessage.values())
                .filter(ours -> ours.inDiagram().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** All that people can say with a message. */
    private static List<Map<String, Object>> said(String name) {
        return switch (message(name)) {
            case CALLER_ANSWERED ->
                Stream.concat(
                                Arrays.stream(Answer.values())
                                        .map(answer ->
                                                Map.<String, Object>of("answer", answer.name(), "saidNothing", false)),
                                Stream.of(Map.<String, Object>of("answer", Answer.NO.name(), "saidNothing", true)))
                        .toList();
            case CONTACT_MEANS_USED ->
                Arrays.stream(Choice.values())
                        .map(choice -> Map.<String, Object>of("choice", choice.name()))
                        .toList();
            case CONNECTION_OUTCOME ->
                Arrays.stream(Connections.Ending.values())
                        .map(ending -> Map.<String, Object>of("connection", ending.name()))
                        .toList();
            default -> List.of(Map.of());
        };
    }

    private void happen(UUID caseId, Happening what) {
        happened++;
        try {
            if (what.isMessage()) {
                tell(caseId, message(what.what()), what.facts());
            } else {
                management.executeJob(what.id());
            }
        } catch (SendAgain.NothingLeftToTry e) {
            // The operator's job fails the first time on purpose.
            assertThat(e).isNotNull();
        } catch (OptimisticLockingException | NullValueException | CaseProcess.CaseNotWaiting e) {
            // Something else has happened to the case meanwhile, and it has gone on.
            assertThat(e).isNotNull();
        }
    }

    private void tell(UUID caseId, CaseMessage message, Map<String, Object> said) {
        Map<String, Object> facts = new HashMap<>(said);
        if (message == CaseMessage.CALLED_AGAIN) {
            facts.put("calledAgainAt", "2026-01-01T00:00:00Z");
            facts.put("calledAgainConference", null);
        }
        transaction.executeWithoutResult(status -> cases.lock(caseId).ifPresent(running -> {
            RunningCase told = message == CaseMessage.CONTACT_MEANS_USED
                    ? cases.reachableOn(running, reachableOn, Optional.empty())
                    : running;
            if (message == CaseMessage.DELIVERY_FAILED) {
                lastMessageFails(caseId);
            }
            process.tell(told, message, facts);
        }));
    }

    /** So that its device is not chosen again. */
    private void lastMessageFails(UUID caseId) {
        jdbc.sql("""
                        update outbound_message set state = 'FAILED' where id = (
                               select id from outbound_message where case_id = ? and state in ('WAITING', 'SENT')
                                  and kind in ('QUESTION', 'NOTIFICATION', 'INFORMATION', 'CONNECTION')
                                order by created_at desc limit 1)
                        """).param(caseId).update();
    }
}
