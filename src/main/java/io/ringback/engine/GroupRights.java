package io.ringback.engine;

import static io.ringback.web.security.Operator.ADMINISTRATORS;
import static io.ringback.web.security.Operator.ANALYSTS;
import static io.ringback.web.security.Operator.OPERATORS;
import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

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
import org.springframework.stereotype.Component;

/**
 * What each group may do in the engine, and so in Cockpit: exactly this. A batch of the engine asks only who makes it, not
 * whether its maker could do the same to one case, so a right to make batches names the kind of batch.
 */
@Component
class GroupRights {

    private record Right(String group, Resource resource, String id, List<? extends Permission> permissions) {
        Right(String group, Resource resource, List<? extends Permission> permissions) {
            this(group, resource, ANY, permissions);
        }
    }

    /** The one of the engine's webapps in which these groups can do anything. Where they cannot, they are not led. */
    private static final String COCKPIT = "cockpit";

    private static final List<Right> RIGHTS = rights();

    private final AuthorizationService authorizations;

    GroupRights(AuthorizationService authorizations) {
        this.authorizations = authorizations;
    }

    private static List<Right> rights() {
        List<Right> rights = new ArrayList<>(List.of(
                new Right(OPERATORS, Resources.APPLICATION, COCKPIT, List.of(Permissions.ACCESS)),
                new Right(
                        OPERATORS,
                        Resources.PROCESS_DEFINITION,
                        List.of(
                                ProcessDefinitionPermissions.READ,
                                ProcessDefinitionPermissions.READ_INSTANCE,
                                ProcessDefinitionPermissions.READ_HISTORY,
                                ProcessDefinitionPermissions.RETRY_JOB)),
                new Right(
                        OPERATORS,
                        Resources.PROCESS_INSTANCE,
                        List.of(ProcessInstancePermissions.READ, ProcessInstancePermissions.RETRY_JOB)),
                new Right(OPERATORS, Resources.DECISION_DEFINITION, List.of(Permissions.READ)),
                new Right(
                        OPERATORS,
                        Resources.BATCH,
                        List.of(BatchPermissions.READ, BatchPermissions.CREATE_BATCH_SET_JOB_RETRIES)),
                new Right(ANALYSTS, Resources.APPLICATION, COCKPIT, List.of(Permissions.ACCESS)),
                new Right(
                        ANALYSTS,
                        Resources.PROCESS_DEFINITION,
                        List.of(ProcessDefinitionPermissions.READ, ProcessDefinitionPermissions.READ_INSTANCE)),
                new Right(ANALYSTS, Resources.DECISION_DEFINITION, List.of(Permissions.READ))));
        for (Resources resource : Resources.values()) {
            rights.add(new Right(ADMINISTRATORS, resource, List.of(Permissions.ALL)));
        }
        return List.copyOf(rights);
    }

    /** Gives each group its rights, and takes from these grants what is not among them. Again, it changes nothing. */
    void grant() {
        takeAllWebappsBack();
        for (Right right : RIGHTS) {
            Authorization granted = authorizations
                    .createAuthorizationQuery()
                    .groupIdIn(right.group())
                    .resourceType(right.resource())
                    .resourceId(right.id())
                    .authorizationType(AUTH_TYPE_GRANT)
                    .singleResult();
            if (granted == null) {
                granted = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
                granted.setGroupId(right.group());
                granted.setResource(right.resource());
                granted.setResourceId(right.id());
            } else if (isExactly(right, granted)) {
                continue;
            }
            granted.setPermissions(right.permissions().toArray(Permission[]::new));
            authorizations.saveAuthorization(granted);
        }
    }

    /** Earlier versions let these groups into each of the engine's webapps. */
    private void takeAllWebappsBack() {
        authorizations
                .createAuthorizationQuery()
                .groupIdIn(OPERATORS, ANALYSTS)
                .resourceType(Resources.APPLICATION)
                .resourceId(ANY)
                .authorizationType(AUTH_TYPE_GRANT)
                .list()
                .forEach(granted -> authorizations.deleteAuthorization(granted.getId()));
    }

    private static boolean isExactly(Right right, Authorization granted) {
        if (right.permissions().contains(Permissions.ALL)) {
            return granted.isEveryPermissionGranted();
        }
        return !granted.isEveryPermissionGranted()
                && Arrays.stream(allOf(right.resource()))
                        .filter(permission -> permission.getValue() != Permissions.NONE.getValue()
                                && permission.getValue() != Permissions.ALL.getValue())
                        .allMatch(permission -> granted.isPermissionGranted(permission)
                                == right.permissions().stream()
                                        .anyMatch(given -> given.getValue() == permission.getValue()));
    }

    private static Permission[] allOf(Resource resource) {
        if (resource == Resources.BATCH) {
            return BatchPermissions.values();
        }
        if (resource == Resources.PROCESS_DEFINITION) {
            return ProcessDefinitionPermissions.values();
        }
        if (resource == Resources.PROCESS_INSTANCE) {
            return ProcessInstancePermissions.values();
        }
        return Arrays.stream(Permissions.values())
                .filter(permission -> Arrays.asList(permission.getTypes()).contains(resource))
                .toArray(Permission[]::new);
    }
}
