package io.ringback.engine;

import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_REVOKE;

import io.ringback.web.operations.cockpit.CockpitIcons;
import io.ringback.web.security.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.BatchPermissions;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.ProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.springframework.stereotype.Component;

/** Which rights the engine asks for behind each of Cockpit's icons: one of them is enough. The names are those of Cockpit 7.24. */
@Component
class IconRights implements CockpitIcons {

    private record Need(Resource resource, Permission permission) {
        boolean isMetBy(Authorization granted) {
            return granted.getResourceType() == resource.resourceType() && granted.isPermissionGranted(permission);
        }
    }

    private record Icon(String name, List<Need> needs) {}

    private static final String INSTANCE = "cockpit.processInstance.runtime.action:";
    private static final String DEFINITION = "cockpit.processDefinition.runtime.action:";

    private static final List<Need> UPDATES = List.of(
            instance(ProcessInstancePermissions.UPDATE), definition(ProcessDefinitionPermissions.UPDATE_INSTANCE));

    private static final List<Need> RETRIES = and(
            UPDATES,
            instance(ProcessInstancePermissions.RETRY_JOB),
            definition(ProcessDefinitionPermissions.RETRY_JOB));

    private static final List<Need> VARIABLES = and(
            UPDATES,
            instance(ProcessInstancePermissions.UPDATE_VARIABLE),
            definition(ProcessDefinitionPermissions.UPDATE_INSTANCE_VARIABLE));

    private static final List<Need> SUSPENDS = and(
            UPDATES,
            instance(ProcessInstancePermissions.SUSPEND),
            definition(ProcessDefinitionPermissions.SUSPEND_INSTANCE));

    private static final List<Need> UPDATES_ALL = List.of(definition(ProcessDefinitionPermissions.UPDATE));

    private static final List<Need> SUSPENDS_ALL = and(UPDATES_ALL, definition(ProcessDefinitionPermissions.SUSPEND));

    private static final List<Icon> PLUGINS = List.of(
            new Icon(
                    INSTANCE + "cancel-process-instance-action",
                    List.of(
                            instance(ProcessInstancePermissions.DELETE),
                            definition(ProcessDefinitionPermissions.DELETE_INSTANCE))),
            new Icon(INSTANCE + "job-retry-action", RETRIES),
            new Icon(INSTANCE + "add-variable-action", VARIABLES),
            new Icon(INSTANCE + "update-suspension-state-action", SUSPENDS),
            new Icon("cockpit.incident.action:increase-incident-job-retry", RETRIES),
            new Icon("cockpit.incident.action:increase-incident-external-task-retry", UPDATES),
            new Icon(DEFINITION + "update-suspension-state-action", SUSPENDS_ALL),
            new Icon(DEFINITION + "bulk-job-definition-override-job-priority-action", UPDATES_ALL),
            new Icon("cockpit.jobDefinition.action:job-definition-override-job-priority-action", UPDATES_ALL),
            new Icon("cockpit.jobDefinition.action:update-suspension-state", SUSPENDS_ALL),
            new Icon(
                    "cockpit.navigation:tasks",
                    List.of(
                            new Need(Resources.TASK, TaskPermissions.READ),
                            definition(ProcessDefinitionPermissions.READ_TASK))),
            new Icon("cockpit.navigation:batch", List.of(new Need(Resources.BATCH, BatchPermissions.READ))),
            new Icon("cockpit.navigation:deployments", List.of(new Need(Resources.DEPLOYMENT, Permissions.READ))),
            new Icon(
                    "cockpit.repository.deployment.action:delete-deployment",
                    List.of(new Need(Resources.DEPLOYMENT, Permissions.DELETE))));

    private static final List<Icon> ROWS = List.of(
            new Icon("variables", VARIABLES),
            new Icon("jobs", SUSPENDS),
            new Icon(
                    "tasks",
                    List.of(
                            new Need(Resources.TASK, TaskPermissions.UPDATE),
                            new Need(Resources.TASK, TaskPermissions.TASK_ASSIGN),
                            definition(ProcessDefinitionPermissions.UPDATE_TASK),
                            definition(ProcessDefinitionPermissions.TASK_ASSIGN))));

    private final AuthorizationService authorizations;

    IconRights(AuthorizationService authorizations) {
        this.authorizations = authorizations;
    }

    private static Need instance(ProcessInstancePermissions permission) {
        return new Need(Resources.PROCESS_INSTANCE, permission);
    }

    private static Need definition(ProcessDefinitionPermissions permission) {
        return new Need(Resources.PROCESS_DEFINITION, permission);
    }

    private static List<Need> and(List<Need> some, Need... more) {
        List<Need> all = new ArrayList<>(some);
        all.addAll(Arrays.asList(more));
        return List.copyOf(all);
    }

    @Override
    public Unusable unusable(Operator operator) {
        List<Authorization> granted = granted(operator);
        return new Unusable(names(PLUGINS, granted), names(ROWS, granted));
    }

    /** To whatever it is that the right is for. */
    private List<Authorization> granted(Operator operator) {
        List<Authorization> all = new ArrayList<>(authorizations
                .createAuthorizationQuery()
                .userIdIn(operator.id(), Authorization.ANY)
                .list());
        if (!operator.groups().isEmpty()) {
            all.addAll(authorizations
                    .createAuthorizationQuery()
                    .groupIdIn(operator.groups().toArray(String[]::new))
                    .list());
        }
        all.removeIf(one -> one.getAuthorizationType() == AUTH_TYPE_REVOKE);
        return all;
    }

    private static List<String> names(List<Icon> icons, List<Authorization> granted) {
        return icons.stream()
                .filter(icon ->
                        icon.needs().stream().noneMatch(need -> granted.stream().anyMatch(need::isMetBy)))
                .map(Icon::name)
                .toList();
    }
}
