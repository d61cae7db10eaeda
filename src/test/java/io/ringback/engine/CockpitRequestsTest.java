package io.ringback.engine;

import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.engine.trial.Diagram;
import io.ringback.failedcall.Cause;
import io.ringback.faults.Cockpit;
import io.ringback.web.security.Operator;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.batch.Batch;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/**
 * Each request of Cockpit's that acts, made over HTTP to a case in every state: by an operator, who may only retry, and then by an
 * administrator. Case, process, pair, links, outbox and token agree afterwards, and a case that is still open goes on.
 */
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_CLASS)
@Isolated("each application that ends beside it takes what all of Cockpit's filters in this JVM ask")
class CockpitRequestsTest extends CasePlaces {

    private static final String PASSWORD = "correct horse battery staple";

    /**
     * A request, what an operator and an administrator get for it, and how the case stands after it was the administrator's: SAME
     * as before, an outcome or state, or ANY. Statuses that depend on the place are written as 204/400.
     */
    private static final String ACTS = """
            PUT    /process-instance/{instance}/suspended | 403 | 204 | SAME | {"suspended":true} | PUT /process-instance/{instance}/suspended {"suspended":false}
            PUT    /process-instance/suspended            | 403 | 204 | SAME | {"processInstanceIds":["{instance}"],"suspended":true} | PUT /process-instance/{instance}/suspended {"suspended":false}
            POST   /process-instance/suspended-async      | 403 | 200 | SAME | {"processInstanceIds":["{instance}"],"suspended":true} | PUT /process-instance/{instance}/suspended {"suspended":false}
            PUT    /process-definition/{definition}/suspended | 403 | 204 | SAME | {"suspended":true,"includeProcessInstances":true} | PUT /process-definition/{definition}/suspended {"suspended":false,"includeProcessInstances":true}
            PUT    /job/{job}/suspended                   | 403 | 204 | SAME | {"suspended":true} | PUT /job/{job}/suspended {"suspended":false}
            DELETE /process-instance/{instance}           | 403 | 204 | CANCELLED |
            DELETE /process-instance/{instance}?skipCustomListeners=true&skipIoMappings=true | 403 | 204 | CANCELLED |
            POST   /process-instance/delete               | 403 | 200 | CANCELLED | {"processInstanceIds":["{instance}"],"skipCustomListeners":true}
            DELETE /deployment/{deployment}?cascade=true&skipCustomListeners=true&skipIoMappings=true | 404 | 204 | CANCELLED |
            DELETE /process-definition/{definition}?cascade=true&skipCustomListeners=true | 403 | 200 | CANCELLED |
            POST   /process-instance/{instance}/modification | 403 | 204 | CANCELLED | {"skipCustomListeners":true,"instructions":[{"type":"cancel","activityId":"{activity}"}]}
            POST   /process-instance/{instance}/modification | 403 | 204 | CONNECTING | {"skipCustomListeners":true,"skipIoMappings":true,"instructions":[{"type":"cancel","activityId":"{activity}"},{"type":"startBeforeActivity","activityId":"WaitForConnection","variables":{"waitForConnection":{"value":"PT1H","type":"String"}}}]}
            POST   /process-instance/{instance}/modification-async | 403 | 200 | CONNECTING | {"instructions":[{"type":"cancel","activityId":"{activity}"},{"type":"startBeforeActivity","activityId":"WaitForConnection","variables":{"waitForConnection":{"value":"PT1H","type":"String"}}}]}
            POST   /process-instance/{instance}/modification | 403 | 204 | WAITING_FOR_CALLEE | {"instructions":[{"type":"cancel","activityId":"{activity}"},{"type":"startBeforeActivity","activityId":"ChooseNotificationMedium"}]}
            POST   /process-instance/{instance}/modification | 403 | 204/500 | WAITING_FOR_CALLEE | {"instructions":[{"type":"cancel","activityId":"{activity}"},{"type":"startAfterActivity","activityId":"ChooseNotificationMedium","variables":{"notificationMedium":{"value":"EMAIL","type":"String"}}}]}
            POST   /process-instance/{instance}/modification | 403 | 204 | DECLINED | {"instructions":[{"type":"startBeforeActivity","activityId":"EndDeclinedByCaller"}]}
            POST   /modification/execute                  | 403 | 204 | ASKING_CALLER | {"processDefinitionId":"{definition}","processInstanceIds":["{instance}"],"instructions":[{"type":"cancel","activityId":"{activity}"},{"type":"startBeforeActivity","activityId":"ChooseQuestionMedium"}]}
            POST   /modification/executeAsync             | 403 | 200 | ASKING_CALLER | {"processDefinitionId":"{definition}","processInstanceIds":["{instance}"],"instructions":[{"type":"cancel","activityId":"{activity}"},{"type":"startBeforeActivity","activityId":"ChooseQuestionMedium"}]}
            POST   /process-definition/{definition}/restart | 400 | 400 | SAME | {"processInstanceIds":["{instance}"],"instructions":[{"type":"startBeforeActivity","activityId":"NotifyCallee"}]}
            POST   /process-definition/{definition}/restart-async | 403 | 200 | SAME | {"processInstanceIds":["{instance}"],"instructions":[{"type":"startBeforeActivity","activityId":"NotifyCallee"}]}
            POST   /process-definition/{definition}/start | 403 | 400/500 | SAME | {"businessKey":"{case}"}
            POST   /migration/execute                     | 403 | 204 | SAME | {"migrationPlan":{plan},"processInstanceIds":["{instance}"],"skipCustomListeners":true}
            POST   /migration/executeAsync                | 403 | 200 | SAME | {"migrationPlan":{plan},"processInstanceIds":["{instance}"]}
            POST   /job/{job}/execute                     | 403 | 204/500 | ANY |
            DELETE /job/{timer}                           | 403 | 204 | DELETED |
            PUT    /job/{job}/duedate                     | 403 | 204 | SAME | {"duedate":"2030-01-01T00:00:00.000+0000","cascade":true}
            POST   /job/{timer}/duedate/recalculate?creationDateBased=false | 403 | 204 | SAME |
            PUT    /process-instance/{instance}/variables/answer | 403 | 204 | SAME | {"value":"YES","type":"String"}
            POST   /process-instance/{instance}/variables | 403 | 204 | SAME | {"modifications":{"consent":{"value":"NOT_NEEDED","type":"String"},"waitForContact":{"value":"nonsense","type":"String"}},"deletions":["questionMedium","notificationMedium","informationMedium"]}
            DELETE /process-instance/{instance}/variables/questionMedium | 403 | 204 | SAME |
            PUT    /execution/{execution}/localVariables/choice | 403 | 204 | SAME | {"value":"CONNECT","type":"String"}
            POST   /process-instance/variables-async      | 403 | 200 | SAME | {"processInstanceIds":["{instance}"],"variables":{"answer":{"value":"YES","type":"String"}}}
            POST   /message                               | 403 | 204 | REACHED_MEANWHILE | {"messageName":"Reached meanwhile","businessKey":"{case}"}
            POST   /message                               | 400/403 | 204/400/500 | ANY | {"messageName":"Caller answered","processInstanceId":"{instance}","processVariables":{"answer":{"value":"YES","type":"String"},"saidNothing":{"value":false,"type":"Boolean"}}}
            POST   /message                               | 400/403 | 204/400/500 | ANY | {"messageName":"Caller answered","processInstanceId":"{instance}"}
            POST   /message                               | 400/403 | 204/400/500 | ANY | {"messageName":"Contact means used","processInstanceId":"{instance}","processVariables":{"choice":{"value":"INFORM","type":"String"}}}
            POST   /message                               | 400/403 | 204/400/500 | ANY | {"messageName":"Contact means used","processInstanceId":"{instance}","processVariables":{"choice":{"value":"nonsense","type":"String"}}}
            POST   /message                               | 400/403 | 204/400/500 | ANY | {"messageName":"Connection outcome","processInstanceId":"{instance}","processVariables":{"connection":{"value":"FAILED","type":"String"}}}
            POST   /message                               | 400/403 | 204/400/500 | ANY | {"messageName":"Delivery failed","processInstanceId":"{instance}"}
            POST   /message                               | 400/403 | 204/400/500 | ANY | {"messageName":"Delivered","processInstanceId":"{instance}"}
            POST   /message                               | 400/403 | 204/400/500 | ANY | {"messageName":"Caller withdrew","processInstanceId":"{instance}"}
            POST   /message                               | 400/403 | 204/400/500 | SAME | {"messageName":"Called again","processInstanceId":"{instance}"}
            POST   /message                               | 403 | 400/500 | SAME | {"messageName":"Call failed","businessKey":"{case}"}
            POST   /process-instance/message-async        | 403 | 200 | REACHED_MEANWHILE | {"messageName":"Reached meanwhile","processInstanceIds":["{instance}"]}
            POST   /execution/{execution}/signal          | 403 | 204/400/500 | SAME | {}
            POST   /execution/{execution}/messageSubscriptions/Delivered/trigger | 403/500 | 204/500 | ANY | {}
            POST   /signal                                | 204 | 204 | SAME | {"name":"anything"}
            POST   /external-task/fetchAndLock            | 200/500 | 200/500 | SAME | {"workerId":"w","maxTasks":10,"topics":[{"topicName":"any","lockDuration":1000}]}
            PUT    /external-task/retries                 | 400/404 | 400/404 | SAME | {"externalTaskIds":["none"],"retries":1}
            PUT    /job/{job}/retries                     | 204 | 204 | SAME | {"retries":1}
            POST   /process-instance/job-retries          | 200 | 200 | SAME | {"processInstances":["{instance}"],"retries":1}
            """;

    /**
     * An act.
     *
     * @param undone the request that takes it back; empty if nothing does
     */
    private record Act(
            String method,
            String path,
            String operators,
            String administrators,
            String after,
            String body,
            String undone) {

        static Act of(String line) {
            String[] cells = line.split(" *\\| *", -1);
            String[] request = cells[0].split(" +", 2);
            return new Act(
                    request[0],
                    request[1],
                    cells[1],
                    cells[2],
                    cells[3],
                    cells.length > 4 ? cells[4] : "",
                    cells.length > 5 ? cells[5] : "");
        }

        @Override
        public String toString() {
            return method + " " + path + " " + body;
        }
    }

    private static Stream<Act> acts() {
        return ACTS.lines().map(Act::of);
    }

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private IdentityService identities;

    @Autowired
    private RepositoryService repository;

    /** Once for all, as nobody may log in too often. */
    private static Cockpit operator;

    private static Cockpit administrator;

    private final Set<String> deployments = new HashSet<>();

    @BeforeEach
    void logIn() throws Exception {
        deployments.addAll(deployed());
        if (operator == null) {
            account("otto", Operator.OPERATORS);
            account("vera", Operator.ADMINISTRATORS);
            operator = Cockpit.login(this::address, engine.getName(), "otto", PASSWORD);
            administrator = Cockpit.login(this::address, engine.getName(), "vera", PASSWORD);
        }
    }

    @AfterAll
    static void forgetAccounts(@Autowired IdentityService identities) {
        identities.deleteUser("otto");
        identities.deleteUser("vera");
    }

    @AfterEach
    void forgetWhatWasDeployed() {
        management.createBatchQuery().list().forEach(batch -> management.deleteBatch(batch.getId(), true));
        deployed().stream()
                .filter(id -> !deployments.contains(id))
                .forEach(id -> repository.deleteDeployment(id, true));
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private void account(String id, String group) {
        User user = identities.newUser(id);
        user.setPassword(PASSWORD);
        identities.saveUser(user);
        identities.createMembership(id, group);
    }

    private Set<String> deployed() {
        return repository.createDeploymentQuery().list().stream()
                .map(org.camunda.bpm.engine.repository.Deployment::getId)
                .collect(Collectors.toSet());
    }

    private DeploymentWithDefinitions deployedAnew() {
        return repository
                .createDeployment()
                .addModelInstance(
                        "unreachable-callee.bpmn", Bpmn.readModelFromFile(new File("bpmn/unreachable-callee.bpmn")))
                .deployWithResult();
    }

    /** As many acts after one another on one case as leave it where it is; then another case. */
    @ParameterizedTest
    @EnumSource(Place.class)
    void whateverIsDoneToItACaseIsOneThing(Place place) throws Exception {
        List<String> found = new ArrayList<>();
        UUID caseId = null;
        for (Act act : acts().toList()) {
            if (caseId == null) {
                caseId = newCase(place);
            }
            try {
                if (!isDone(act, caseId, place)) {
                    clear();
                    people();
                    caseId = null;
                }
            } catch (AssertionError | RuntimeException e) {
                found.add(act + ": " + e);
                clear();
                people();
                caseId = null;
            }
        }
        assertThat(found).isEmpty();
    }

    private UUID newCase(Place place) throws Exception {
        // So that what is deleted, suspended or migrated is nobody else's.
        deployedAnew();
        UUID caseId = caseAt(place);
        // So that every timer has its time, whichever way the case came.
        List.of("waitForAnswer", "waitForContact", "waitForConnection", "waitForDelivery")
                .forEach(variable -> runtime.setVariable(processOf(caseId), variable, "PT1H"));
        refusal = null;
        parts = 1;
        return caseId;
    }

    /** @return whether the case is left where it was */
    private boolean isDone(Act act, UUID caseId, Place place) throws Exception {
        String before = outcome(caseId);
        String process = process(caseId);
        if (act.body().contains("{plan}")) {
            deployedAnew();
        }

        assertThat(act.operators()).contains(status(operator, act.method(), act.path(), act.body(), caseId, place));
        assertThat(outcome(caseId)).as("after an operator").isEqualTo(before);
        assertThat(process(caseId)).as("after an operator").isEqualTo(process);
        assertOneThing(caseId);

        String allowed = status(administrator, act.method(), act.path(), act.body(), caseId, place);
        assertThat(act.administrators()).contains(allowed);
        batchesRun();
        if (act.after().equals("DELETED")) {
            return false;
        }
        switch (act.after()) {
            case "SAME" -> assertThat(outcome(caseId)).isEqualTo(before);
            case "CANCELLED" -> assertThat(outcome(caseId)).isEqualTo("CANCELLED: by vera in Cockpit");
            case "ANY" -> {}
            default -> assertThat(outcome(caseId)).startsWith(act.after());
        }
        assertOneThing(caseId);
        if (!act.undone().isEmpty()) {
            String[] request = act.undone().split(" ", 3);
            assertThat(status(administrator, request[0], request[1], request[2], caseId, place))
                    .isEqualTo("204");
        }
        boolean stays = process(caseId).equals(process) && !act.body().contains("{plan}");
        if (!stays && instances(caseId) > 0) {
            callAnswered();
            awaitOutcome(caseId, "REACHED_MEANWHILE");
            assertOneThing(caseId);
        }
        return stays;
    }

    /** Where its tokens stand, and since when. */
    private String process(UUID caseId) {
        return jdbc.sql("select coalesce(string_agg(id_ || act_id_, ',' order by id_), '') from act_ru_execution"
                        + " where proc_inst_id_ = ? and act_id_ is not null")
                .param(processOf(caseId))
                .query(String.class)
                .single();
    }

    @Test
    void whatHasEndedIsNotStartedAnew() throws Exception {
        UUID caseId = newCase(Place.NOTIFIED);
        Map<String, String> names = names(caseId, Place.NOTIFIED, "");
        assertThat(administrator
                        .call("DELETE", "/process-instance/" + names.get("instance"), "")
                        .statusCode())
                .isEqualTo(204);
        for (String way : List.of("restart", "restart-async")) {
            assertThat(operator.call(
                                    "POST",
                                    "/process-definition/" + names.get("definition") + "/" + way,
                                    filled("""
                            {"processInstanceIds":["{instance}"],
                             "instructions":[{"type":"startBeforeActivity","activityId":"WaitForContact"}]}
                            """, names))
                            .statusCode())
                    .isEqualTo(way.equals("restart") ? 400 : 403);
            administrator.call(
                    "POST", "/process-definition/" + names.get("definition") + "/" + way, filled("""
                            {"processInstanceIds":["{instance}"],
                             "instructions":[{"type":"startBeforeActivity","activityId":"WaitForContact"}]}
                            """, names));
            batchesRun();
            assertThat(runtime.createProcessInstanceQuery().count()).as(way).isZero();
            assertThat(outcome(caseId)).isEqualTo("CANCELLED: by vera in Cockpit");
            assertOneThing(caseId);
        }
    }

    @Test
    void aCallThatFailsWhileTheDiagramIsSuspendedOpensItsCaseAfterwards() throws Exception {
        String definition =
                deployedAnew().getDeployedProcessDefinitions().get(0).getId();
        String path = "/process-definition/" + definition + "/suspended";
        assertThat(administrator.call("PUT", path, "{\"suspended\":true}").statusCode())
                .isEqualTo(204);
        UUID caseId = callFails(Cause.BUSY);
        assertThat(jdbc.sql("select count(*) from failed_call_case")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(administrator.call("PUT", path, "{\"suspended\":false}").statusCode())
                .isEqualTo(204);
        await().atMost(Duration.ofSeconds(60)).until(() -> sent(QUESTION) == 1);
        assertThat(outcome(caseId)).isEqualTo("ASKING_CALLER");
        assertOneThing(caseId);
    }

    private String status(Cockpit visitor, String method, String path, String body, UUID caseId, Place place)
            throws IOException, InterruptedException {
        Map<String, String> names = names(caseId, place, path + body);
        return Integer.toString(
                visitor.call(method, filled(path, names), filled(body, names)).statusCode());
    }

    private static String filled(String template, Map<String, String> names) {
        String filled = template;
        for (Map.Entry<String, String> name : names.entrySet()) {
            filled = filled.replace("{" + name.getKey() + "}", name.getValue());
        }
        return filled;
    }

    private Map<String, String> names(UUID caseId, Place place, String asked) throws IOException, InterruptedException {
        Map<String, Object> row = jdbc.sql("""
                        select i.id_ as instance, d.id_ as definition, d.deployment_id_ as deployment,
                               (select x.id_ from act_ru_execution x where x.proc_inst_id_ = i.id_ and x.act_id_ = :at
                                 limit 1) as execution,
                               (select j.id_ from act_ru_job j where j.process_instance_id_ = i.id_
                                 order by j.type_ = 'timer' limit 1) as job,
                               (select j.id_ from act_ru_job j where j.process_instance_id_ = i.id_ and j.type_ = 'timer'
                                 limit 1) as timer
                          from act_ru_execution i join act_re_procdef d on d.id_ = i.proc_def_id_
                         where i.id_ = :instance
                        """)
                .param("instance", processOf(caseId))
                .param("at", place.element)
                .query()
                .singleRow();
        Map<String, String> names = new HashMap<>();
        row.forEach((name, value) -> names.put(name, String.valueOf(value)));
        names.put("case", caseId.toString());
        names.put("activity", place.element);
        if (asked.contains("{plan}")) {
            names.put("plan", planTo(latest(), names.get("definition")));
        }
        return names;
    }

    private String latest() {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(Diagram.PROCESS)
                .latestVersion()
                .singleResult()
                .getId();
    }

    /** What Cockpit proposes. */
    private String planTo(String target, String source) throws IOException, InterruptedException {
        return administrator
                .call("POST", "/migration/generate", """
                        {"sourceProcessDefinitionId":"%s","targetProcessDefinitionId":"%s","updateEventTriggers":true}
                        """.formatted(source, target))
                .body();
    }

    /** The engine's own executor stands still here. */
    private void batchesRun() {
        for (Batch batch : management.createBatchQuery().list()) {
            for (String definition : List.of(batch.getSeedJobDefinitionId(), batch.getBatchJobDefinitionId())) {
                management.createJobQuery().jobDefinitionId(definition).list().forEach(job -> run(job.getId()));
            }
        }
    }

    private void run(String job) {
        try {
            management.executeJob(job);
        } catch (RuntimeException e) {
            // What the engine refuses stays undone, and the batch says so.
            assertThat(e).isNotNull();
        }
    }
}
