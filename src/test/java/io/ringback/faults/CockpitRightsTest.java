package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.faults.ScriptedSmtpServer.Behaviour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What each group may do by Cockpit's own requests, to one case and to many: an operator retries, an analyst reads. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Installation.SHARED)
class CockpitRightsTest {

    private static final String FORBIDDEN = "403";

    /** A request, and what operators and analysts get for it: SEEN or HIDDEN of a list, 2xx or 403 of an act, 404 of what they cannot even see. */
    private static final List<String> REQUESTS = """
            GET  /process-instance?processInstanceIds={instance}                       | SEEN   | SEEN   |
            GET  /process-definition?key=unreachable-callee                            | SEEN   | SEEN   |
            GET  /decision-definition?key=consent-policy                               | SEEN   | SEEN   |
            GET  /history/process-instance?processInstanceIds={instance}               | HIDDEN | HIDDEN |
            GET  /incident?processInstanceId={instance}                                | SEEN   | SEEN   |
            GET  /job?jobId={job}                                                      | SEEN   | SEEN   |
            GET  /history/user-operation?processInstanceId={instance}                  | HIDDEN | HIDDEN |
            GET  /authorization                                                        | HIDDEN | HIDDEN |
            GET  /user?id=admin                                                        | HIDDEN | HIDDEN |
            PUT  /job/{job}/retries                             | 204 | 403 | {"retries":1}
            POST /job/retries                                   | 200 | 403 | {"jobIds":["{job}"],"retries":1}
            POST /process-instance/job-retries                  | 200 | 403 | {"processInstances":["{instance}"],"retries":1}
            DELETE /process-instance/{instance}                 | 403 | 403 |
            POST /process-instance/delete                       | 403 | 403 | {"processInstanceIds":["{instance}"]}
            POST /process-instance/delete-historic-query-based  | 403 | 403 | {"processInstanceIds":["{instance}"]}
            POST /process-instance/{instance}/modification      | 403 | 403 | {"instructions":[{"type":"startBeforeActivity","activityId":"NotifyCallee"}]}
            POST /process-instance/{instance}/modification-async | 403 | 403 | {"instructions":[{"type":"startBeforeActivity","activityId":"NotifyCallee"}]}
            POST /modification/execute                          | 403 | 403 | {"processDefinitionId":"{definition}","processInstanceIds":["{instance}"],"instructions":[{"type":"startBeforeActivity","activityId":"NotifyCallee"}]}
            POST /modification/executeAsync                     | 403 | 403 | {"processDefinitionId":"{definition}","processInstanceIds":["{instance}"],"instructions":[{"type":"startBeforeActivity","activityId":"NotifyCallee"}]}
            POST /process-definition/{definition}/restart-async | 403 | 403 | {"processInstanceIds":["{instance}"],"instructions":[{"type":"startBeforeActivity","activityId":"NotifyCallee"}]}
            POST /migration/execute                             | 403 | 403 | {"migrationPlan":{"sourceProcessDefinitionId":"{definition}","targetProcessDefinitionId":"{definition}","instructions":[]},"processInstanceIds":["{instance}"]}
            POST /migration/executeAsync                        | 403 | 403 | {"migrationPlan":{"sourceProcessDefinitionId":"{definition}","targetProcessDefinitionId":"{definition}","instructions":[]},"processInstanceIds":["{instance}"]}
            PUT  /process-instance/{instance}/variables/answer  | 403 | 403 | {"value":"YES","type":"String"}
            POST /process-instance/{instance}/variables         | 403 | 403 | {"modifications":{"answer":{"value":"YES","type":"String"}}}
            POST /process-instance/variables-async              | 403 | 403 | {"processInstanceIds":["{instance}"],"variables":{"answer":{"value":"YES","type":"String"}}}
            PUT  /process-instance/{instance}/suspended         | 403 | 403 | {"suspended":true}
            POST /process-instance/suspended-async              | 403 | 403 | {"processInstanceIds":["{instance}"],"suspended":true}
            PUT  /process-definition/{definition}/suspended     | 403 | 403 | {"suspended":true}
            PUT  /job/{job}/suspended                           | 403 | 403 | {"suspended":true}
            PUT  /job/{job}/duedate                             | 403 | 403 | {"duedate":null}
            POST /message                                       | 403 | 403 | {"messageName":"Reached meanwhile","businessKey":"{case}"}
            POST /process-instance/message-async                | 403 | 403 | {"messageName":"Reached meanwhile","processInstanceIds":["{instance}"]}
            POST /process-definition/{definition}/start         | 403 | 403 | {}
            DELETE /history/process-instance/{instance}         | 404 | 404 |
            POST /history/process-instance/delete               | 403 | 403 | {"historicProcessInstanceIds":["{instance}"]}
            POST /history/process-instance/set-removal-time     | 400 | 400 | {"clearedRemovalTime":true,"historicProcessInstanceIds":["{instance}"]}
            POST /history/decision-instance/delete              | 403 | 403 | {"historicDecisionInstanceIds":["any"]}
            DELETE /deployment/{deployment}?cascade=true        | 404 | 404 |
            POST /user/create                                   | 403 | 403 | {"profile":{"id":"eve","firstName":"Eve","lastName":"E"},"credentials":{"password":"kuvert-91-stallet-glas"}}
            PUT  /group/camunda-admin/members/{me}              | 403 | 403 |
            POST /authorization/create                          | 403 | 403 | {"type":1,"permissions":["ALL"],"userId":"{me}","resourceType":8,"resourceId":"*"}
            """.lines().toList();

    private final Installation installation = Installation.shared();
    private UUID caseId;

    @BeforeEach
    void aCaseThatAsksForAnOperator() {
        installation.node();
        PlayedCase played = new PlayedCase(installation, installation::node);
        // For each retry below, and one more.
        installation.smtp.script(
                played.annasMail(),
                Behaviour.REFUSE_RECIPIENT,
                Behaviour.REFUSE_RECIPIENT,
                Behaviour.REFUSE_RECIPIENT,
                Behaviour.REFUSE_RECIPIENT,
                Behaviour.REFUSE_RECIPIENT);
        caseId = played.callFails();
        await("the operator's job").atMost(Installation.PATIENCE).until(() -> failedJob() != null);
    }

    @Test
    void anOperatorRetriesAndAnAnalystReadsAndNeitherDoesMore() throws Exception {
        Map<String, Cockpit> visitors = Map.of("olga", logIn("olga"), "anders", logIn("anders"));
        List<String> expected = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (String row : REQUESTS) {
            String[] cells = row.split("\\|", -1);
            String[] request = cells[0].strip().split(" +");
            for (String visitor : List.of("anders", "olga")) {
                String right = cells[visitor.equals("olga") ? 1 : 2].strip();
                expected.add(visitor + " " + String.join(" ", request) + ": " + right);
                found.add(visitor + " " + String.join(" ", request) + ": "
                        + outcome(visitors.get(visitor), request, fill(cells[3].strip(), visitor), visitor));
            }
        }
        assertThat(found).containsExactlyElementsOf(expected);
        assertThat(installation
                        .jdbc()
                        .sql("select outcome is null from failed_call_case where id = ?")
                        .param(caseId)
                        .query(Boolean.class)
                        .single())
                .as("the case is still open")
                .isTrue();
        assertThat(inTheOperatorsJournal())
                .contains(
                        "olga Logged in 200",
                        "olga Retried a job 204 of the case",
                        "olga Retried jobs, as a batch 200 of the case",
                        "olga Cancelled a process instance 403 of the case",
                        "olga Changed variables, as a batch 403 of the case",
                        "anders Moved tokens 403 of the case")
                .noneMatch(act -> act.contains("GET"));
    }

    private List<String> inTheOperatorsJournal() {
        return installation
                .jdbc()
                .sql("""
                        select operator || ' ' || split_part(act, ':', 1) || ' ' || status
                               || case when :case = any(case_ids) then ' of the case' else '' end
                          from operator_act where operator in ('olga', 'anders')
                        """)
                .param("case", caseId)
                .query(String.class)
                .list();
    }

    private String outcome(Cockpit visitor, String[] request, String body, String name)
            throws IOException, InterruptedException {
        var answer = visitor.call(request[0], fill(request[1], name), body);
        if (request[0].equals("GET")) {
            return answer.statusCode() != 200 ? FORBIDDEN : answer.body().equals("[]") ? "HIDDEN" : "SEEN";
        }
        return Integer.toString(answer.statusCode());
    }

    /** Before each request, as a retry gives the case another job. */
    private String fill(String template, String visitor) {
        Map<String, Object> job = await("the operator's job")
                .atMost(Installation.PATIENCE)
                .until(this::failedJob, found -> found != null);
        String[] filled = {template.replace("{case}", caseId.toString()).replace("{me}", visitor)};
        job.forEach((name, value) -> filled[0] = filled[0].replace("{" + name + "}", (String) value));
        return filled[0];
    }

    private Map<String, Object> failedJob() {
        List<Map<String, Object>> jobs =
                installation.jdbc().sql("""
                        select j.id_ as job, j.process_instance_id_ as instance, j.process_def_id_ as definition,
                               j.deployment_id_ as deployment
                          from act_ru_job j
                          join act_ru_execution e on e.id_ = j.process_instance_id_
                         where e.business_key_ = ? and j.retries_ = 0
                        """).param(caseId.toString()).query().listOfRows();
        return jobs.isEmpty() ? null : jobs.get(0);
    }

    private Cockpit logIn(String user) throws IOException, InterruptedException {
        return Cockpit.login(installation.node(), user, Installation.ADMIN_PASSWORD);
    }
}
