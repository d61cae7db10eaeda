package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.web.operations.cockpit.CockpitIcons.Unusable;
import io.ringback.web.security.Operator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.ProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Who has which of Cockpit's icons. */
class IconRightsTest extends ProcessTestBase {

    private static final String WEBAPPS = "META-INF/resources/";

    @Autowired
    private IconRights icons;

    @Autowired
    private AuthorizationService authorizations;

    @AfterEach
    void takeBack() {
        authorizations
                .createAuthorizationQuery()
                .groupIdIn("nights")
                .list()
                .forEach(one -> authorizations.deleteAuthorization(one.getId()));
    }

    private Unusable unusable(String... groups) {
        return icons.unusable(new Operator("otto", Set.of(groups)));
    }

    @ParameterizedTest
    @CsvSource({
        "cancel-process-instance-action, no, no, yes",
        "job-retry-action, yes, no, yes",
        "add-variable-action, no, no, yes",
        "processInstance.runtime.action:update-suspension, no, no, yes",
        "increase-incident-job-retry, yes, no, yes",
        "increase-incident-external-task-retry, no, no, yes",
        "processDefinition.runtime.action:update-suspension, no, no, yes",
        "bulk-job-definition-override-job-priority, no, no, yes",
        "jobDefinition.action:job-definition-override, no, no, yes",
        "jobDefinition.action:update-suspension-state, no, no, yes",
        "navigation:tasks, no, no, yes",
        "navigation:batch, yes, no, yes",
        "navigation:deployments, no, no, yes",
        "delete-deployment, no, no, yes",
        "variables, no, no, yes",
        "jobs, no, no, yes",
        "tasks, no, no, yes",
    })
    void aGroupHasTheIconsThatItsRightsAreFor(String icon, String operators, String analysts, String administrators) {
        assertThat(has(icon, Operator.OPERATORS)).as("operators").isEqualTo(operators);
        assertThat(has(icon, Operator.ANALYSTS)).as("analysts").isEqualTo(analysts);
        assertThat(has(icon, Operator.ADMINISTRATORS)).as("administrators").isEqualTo(administrators);
        assertThat(has(icon)).as("nobody").isEqualTo("no");
    }

    private String has(String icon, String... groups) {
        Unusable found = unusable(groups);
        return Stream.concat(found.plugins().stream(), found.rows().stream())
                        .anyMatch(name -> name.equals(icon) || name.contains(icon) && name.contains(":"))
                ? "no"
                : "yes";
    }

    private void right(int type, Resource resource, String id, Permission permission) {
        Authorization right = authorizations.createNewAuthorization(type);
        right.setGroupId("nights");
        right.setResource(resource);
        right.setResourceId(id);
        right.addPermission(permission);
        authorizations.saveAuthorization(right);
    }

    @Test
    void aRightToOneProcessKeepsTheIcon() {
        right(
                Authorization.AUTH_TYPE_GRANT,
                Resources.PROCESS_DEFINITION,
                "stock-taking",
                ProcessDefinitionPermissions.DELETE_INSTANCE);

        assertThat(has("cancel-process-instance-action", Operator.OPERATORS, "nights"))
                .isEqualTo("yes");
        assertThat(has("add-variable-action", Operator.OPERATORS, "nights")).isEqualTo("no");
    }

    @Test
    void whatIsTakenFromAGroupGivesItNoIcon() {
        right(
                Authorization.AUTH_TYPE_REVOKE,
                Resources.PROCESS_INSTANCE,
                Authorization.ANY,
                ProcessInstancePermissions.DELETE);

        assertThat(has("cancel-process-instance-action", "nights")).isEqualTo("no");
    }

    /** So that another version of Cockpit, which may call them otherwise, is noticed. */
    @Test
    void cockpitHasEachPluginThatIsNamed() throws IOException {
        String cockpit =
                read("plugin/cockpit/app/plugin.js") + read("webjars/camunda/app/cockpit/camunda-cockpit-bootstrap.js");

        assertThat(unusable().plugins()).hasSize(14).allSatisfy(plugin -> assertThat(cockpit)
                .contains(Arrays.asList("\"" + plugin.split(":")[0] + "\"", "id:\"" + plugin.split(":")[1] + "\"")));
    }

    private static String read(String path) throws IOException {
        try (InputStream in = IconRightsTest.class.getClassLoader().getResourceAsStream(WEBAPPS + path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
