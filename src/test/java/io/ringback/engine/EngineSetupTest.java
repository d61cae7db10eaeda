package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.failedcall.Cause;
import io.ringback.web.security.OperatorAccounts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.BatchPermissions;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Who may do what in the engine, and so in Cockpit. */
class EngineSetupTest extends ProcessTestBase {

    private static final String PASSWORD = "correct horse battery";

    @Autowired
    private IdentityService identities;

    @Autowired
    private AuthorizationService authorizations;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private OperatorAccounts operators;

    @AfterEach
    void logOut() {
        identities.clearAuthentication();
        identities.createUserQuery().list().forEach(user -> identities.deleteUser(user.getId()));
    }

    private void account(String name, String group) {
        setup(name, PASSWORD, group).run(null);
    }

    private EngineSetup setup(String name, String password, String group) {
        return new EngineSetup(
                identities,
                new GroupRights(authorizations),
                new EngineIndexes(jdbc),
                jdbc,
                transactions,
                new EngineSetup.Accounts(Map.of(name, new EngineSetup.Accounts.Account(password, group))));
    }

    private Authorization rightsToBatches() {
        return authorizations
                .createAuthorizationQuery()
                .groupIdIn("operators")
                .resourceType(Resources.BATCH)
                .singleResult();
    }

    @Test
    void theRightToAnyBatchThatEarlierVersionsGaveIsTakenBack() {
        Authorization earlier = rightsToBatches();
        earlier.setPermissions(new Permission[] {Permissions.CREATE, Permissions.READ});
        authorizations.saveAuthorization(earlier);
        account("olga", "operators");
        assertThat(rightsToBatches().getPermissions(BatchPermissions.values()))
                .containsOnly(
                        BatchPermissions.NONE, BatchPermissions.READ, BatchPermissions.CREATE_BATCH_SET_JOB_RETRIES);
    }

    @Test
    void onlyAdministratorsAreLedIntoAnotherWebappThanCockpit() {
        for (String group : List.of("operators", "analysts")) {
            // As earlier versions gave it.
            Authorization all = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            all.setGroupId(group);
            all.setResource(Resources.APPLICATION);
            all.setResourceId(Authorization.ANY);
            all.addPermission(Permissions.ACCESS);
            authorizations.saveAuthorization(all);
        }
        account("olga", "operators");
        assertThat(webapps("operators")).containsExactly("cockpit");
        assertThat(webapps("analysts")).containsExactly("cockpit");
        assertThat(webapps("camunda-admin")).containsExactly("admin", "cockpit", "tasklist");
    }

    private List<String> webapps(String group) {
        return Stream.of("admin", "cockpit", "tasklist")
                .filter(app -> authorizations.isUserAuthorized(
                        "somebody", List.of(group), Permissions.ACCESS, Resources.APPLICATION, app))
                .toList();
    }

    @Test
    void anIndexKeepsOnlyRowsThatSomebodyLooksForByIt() {
        List<String> whole = jdbc.sql("""
            select i.indexrelid::regclass::text from pg_index i
             where i.indrelid in ('act_ru_variable'::regclass, 'act_ru_event_subscr'::regclass)
               and i.indpred is null
             order by 1
            """).query(String.class).list();
        assertThat(whole)
                .containsExactly(
                        "act_idx_event_subscr",
                        "act_idx_var_exe",
                        "act_idx_var_procinst",
                        "act_ru_event_subscr_pkey",
                        "act_ru_variable_pkey",
                        "act_uniq_variable");
    }

    @Test
    void referencesToNothingAreFoundByTheirIndexAllTheSame() {
        assertThat(plan("select from only act_ru_variable x where '1' = bytearray_id_ for key share of x"))
                .contains("act_idx_var_bytearray");
        assertThat(plan("select from act_ru_event_subscr where event_type_ = 'signal' and event_name_ = 'x'"))
                .contains("act_idx_event_subscr_evt_name");
        assertThat(plan("select from act_ru_job where handler_type_ = 'event' and handler_cfg_ = 'x'"))
                .contains("act_idx_job_handler");
    }

    private String plan(String sql) {
        return transactions.execute(status -> {
            jdbc.sql("set local enable_seqscan = off").update();
            return String.join(
                    "\n", jdbc.sql("explain " + sql).query(String.class).list());
        });
    }

    @Test
    void startingAgainWritesNoRightTwice() {
        account("olga", "operators");
        var before = revisions();
        account("olga", "operators");
        assertThat(revisions()).isEqualTo(before);
    }

    private List<Map<String, Object>> revisions() {
        return jdbc.sql("select id_, rev_ from act_ru_authorization order by id_")
                .query()
                .listOfRows();
    }

    @Test
    void anOperatorSeesCasesButCanNeitherDeployNorDelete() {
        account("olga", "operators");
        UUID caseId = callFails(Cause.BUSY);
        identities.setAuthentication("olga", List.of("operators"));
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(caseId.toString())
                        .count())
                .isEqualTo(1);
        assertThatThrownBy(() -> runtime.deleteProcessInstance(processOf(caseId), "no"))
                .isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> repository
                        .createDeployment()
                        .addString("evil.bpmn", "<x/>")
                        .deploy())
                .isInstanceOf(AuthorizationException.class);
    }

    /** What each message to a case reads, and what the engine looks for all the time; with a million cases a scan takes seconds. */
    @ParameterizedTest
    @CsvSource({
        "act_ru_execution, proc_inst_id_",
        "act_ru_event_subscr, execution_id_",
        "act_ru_variable, proc_inst_id_",
        "act_ru_job, process_instance_id_",
        "act_ru_job, duedate_"
    })
    void anIndexLeadsToWhatACaseHas(String table, String column) {
        account("olga", "operators");
        assertThat(jdbc.sql("select indexdef from pg_indexes where tablename = ?")
                        .param(table)
                        .query(String.class)
                        .list())
                .anyMatch(index -> index.matches(".*\\(" + column + "[,)].*"));
    }

    @Test
    void someoneWithoutAGroupSeesNothing() {
        UUID caseId = callFails(Cause.BUSY);
        identities.setAuthentication("nobody", List.of());
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(caseId.toString())
                        .count())
                .isZero();
    }

    @Test
    void onePasswordOpensOurPagesToo() {
        account("adam", "camunda-admin");
        assertThat(operators.authenticate("adam", PASSWORD).orElseThrow().groups())
                .containsExactly("camunda-admin");
        assertThat(operators.authenticate("adam", "wrong password")).isEmpty();
        assertThat(operators.authenticate("eve", PASSWORD)).isEmpty();
    }

    @Test
    void aShortPasswordIsRefusedWithWhatToDo() {
        EngineSetup setup = setup("olga", "short", "operators");
        assertThatThrownBy(() -> setup.run(null)).hasMessageContaining("12 characters");
    }

    @Test
    void aCommonPasswordIsRefusedWithWhatToDo() {
        EngineSetup setup = setup("olga", "passwordpassword", "operators");
        assertThatThrownBy(() -> setup.run(null))
                .hasMessageContaining("ringback.operators.olga.password is common or easy to guess")
                .hasMessageContaining("openssl");
        assertThat(identities.createUserQuery().count()).isZero();
    }

    @Test
    void noNumberOfWrongPasswordsLocksAnAccount() {
        account("olga", "operators");
        for (int i = 0; i < 12; i++) {
            assertThat(operators.authenticate("olga", "wrong password")).isEmpty();
        }
        assertThat(operators.authenticate("olga", PASSWORD)).isPresent();
    }

    @Test
    void aPasswordThatAnEarlierVersionHashedFastStillOpensAndIsHashedSlowly() throws Exception {
        account("olga", "operators");
        hashedFast("olga", PASSWORD);
        assertThat(operators.authenticate("olga", "wrong password")).isEmpty();
        assertThat(operators.authenticate("olga", PASSWORD)).isPresent();
        assertThat(hashOf("olga")).startsWith("{bcrypt-sha384}$2a$12$");
        assertThat(operators.authenticate("olga", PASSWORD)).isPresent();
    }

    @Test
    void aPasswordThatIsTooWeakTodayStillOpens() throws Exception {
        account("olga", "operators");
        hashedFast("olga", "short");
        assertThat(operators.authenticate("olga", "short")).isPresent();
        assertThat(operators.isWeak("olga", "short")).isTrue();
        assertThat(operators.isWeak("olga", PASSWORD)).isFalse();
    }

    @Test
    void allOfALongPasswordCounts() {
        String words = "correct horse battery staple ".repeat(4);
        setup("olga", words + "one", "operators").run(null);
        assertThat(operators.authenticate("olga", words + "two")).isEmpty();
        assertThat(operators.authenticate("olga", words + "one")).isPresent();
    }

    private String hashOf(String name) {
        return jdbc.sql("select pwd_ from act_id_user where id_ = ?")
                .param(name)
                .query(String.class)
                .single();
    }

    /** As the engine does by itself. */
    private void hashedFast(String name, String password) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-512").digest((password + "salt").getBytes(StandardCharsets.UTF_8));
        jdbc.sql("update act_id_user set salt_ = 'salt', pwd_ = ? where id_ = ?")
                .params("{SHA-512}" + Base64.getEncoder().encodeToString(hash), name)
                .update();
    }

    @Test
    void startingAgainKeepsAChangedPassword() {
        account("olga", "operators");
        var user = identities.createUserQuery().userId("olga").singleResult();
        user.setPassword("changed in Admin");
        identities.saveUser(user);
        account("olga", "operators");
        assertThat(operators.authenticate("olga", "changed in Admin")).isPresent();
    }
}
