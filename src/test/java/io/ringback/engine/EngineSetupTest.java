package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.failedcall.Cause;
import io.ringback.web.security.OperatorAccounts;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

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
    private OperatorAccounts operators;

    @AfterEach
    void logOut() {
        identities.clearAuthentication();
        identities.createUserQuery().list().forEach(user -> identities.deleteUser(user.getId()));
    }

    private void account(String name, String group) {
        new EngineSetup(
                        identities,
                        authorizations,
                        jdbc,
                        new EngineSetup.Accounts(Map.of(name, new EngineSetup.Accounts.Account(PASSWORD, group))))
                .run(null);
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
        EngineSetup setup = new EngineSetup(
                identities,
                authorizations,
                jdbc,
                new EngineSetup.Accounts(Map.of("olga", new EngineSetup.Accounts.Account("short", "operators"))));
        assertThatThrownBy(() -> setup.run(null)).hasMessageContaining("12 characters");
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
