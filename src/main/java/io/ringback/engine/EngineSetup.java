package io.ringback.engine;

import static io.ringback.web.security.Operator.ADMINISTRATORS;
import static io.ringback.web.security.Operator.ANALYSTS;
import static io.ringback.web.security.Operator.OPERATORS;
import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.ProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the engine needs beyond its own tables: the groups with what each may do in Cockpit, the operators named in the
 * settings, and an index on timers' due dates. Running it again changes nothing.
 */
@Component
class EngineSetup implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(EngineSetup.class);
    private static final String GROUP_TYPE = "WORKFLOW";

    /**
     * The first people who may log in; more are added in Camunda's Admin.
     *
     * @param operators by login name
     */
    @ConfigurationProperties("ringback")
    record Accounts(Map<String, Account> operators) {
        Accounts {
            operators = operators == null ? Map.of() : Map.copyOf(operators);
        }

        /**
         * An operator's account.
         *
         * @param password at least 12 characters; only its hash is kept
         * @param group operators, analysts or camunda-admin
         */
        record Account(String password, String group) {}
    }

    private record Grant(String group, Resource resource, List<? extends Permission> permissions) {}

    private static final List<Grant> GRANTS = List.of(
            new Grant(OPERATORS, Resources.APPLICATION, List.of(Permissions.ACCESS)),
            new Grant(
                    OPERATORS,
                    Resources.PROCESS_DEFINITION,
                    List.of(
                            ProcessDefinitionPermissions.READ,
                            ProcessDefinitionPermissions.READ_INSTANCE,
                            ProcessDefinitionPermissions.READ_HISTORY,
                            ProcessDefinitionPermissions.RETRY_JOB)),
            new Grant(
                    OPERATORS,
                    Resources.PROCESS_INSTANCE,
                    List.of(ProcessInstancePermissions.READ, ProcessInstancePermissions.RETRY_JOB)),
            new Grant(OPERATORS, Resources.DECISION_DEFINITION, List.of(Permissions.READ)),
            new Grant(OPERATORS, Resources.BATCH, List.of(Permissions.CREATE, Permissions.READ)),
            new Grant(ANALYSTS, Resources.APPLICATION, List.of(Permissions.ACCESS)),
            new Grant(
                    ANALYSTS,
                    Resources.PROCESS_DEFINITION,
                    List.of(ProcessDefinitionPermissions.READ, ProcessDefinitionPermissions.READ_INSTANCE)),
            new Grant(ANALYSTS, Resources.DECISION_DEFINITION, List.of(Permissions.READ)));

    private final IdentityService identities;
    private final AuthorizationService authorizations;
    private final JdbcClient jdbc;
    private final Accounts accounts;

    EngineSetup(IdentityService identities, AuthorizationService authorizations, JdbcClient jdbc, Accounts accounts) {
        this.identities = identities;
        this.authorizations = authorizations;
        this.jdbc = jdbc;
        this.accounts = accounts;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        jdbc.sql("create index if not exists act_idx_job_duedate on act_ru_job (duedate_)")
                .update();
        group(OPERATORS, "Operators");
        group(ANALYSTS, "Business analysts");
        group(ADMINISTRATORS, "Administrators");
        for (Resources resource : Resources.values()) {
            grant(new Grant(ADMINISTRATORS, resource, List.of(Permissions.ALL)));
        }
        GRANTS.forEach(this::grant);
        accounts.operators().forEach(this::account);
    }

    private void group(String id, String name) {
        if (identities.createGroupQuery().groupId(id).count() == 0) {
            Group group = identities.newGroup(id);
            group.setName(name);
            group.setType(id.equals(ADMINISTRATORS) ? "SYSTEM" : GROUP_TYPE);
            identities.saveGroup(group);
        }
    }

    private void grant(Grant grant) {
        boolean granted = authorizations
                        .createAuthorizationQuery()
                        .groupIdIn(grant.group())
                        .resourceType(grant.resource())
                        .resourceId(ANY)
                        .count()
                > 0;
        if (granted) {
            return;
        }
        Authorization authorization = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
        authorization.setGroupId(grant.group());
        authorization.setResource(grant.resource());
        authorization.setResourceId(ANY);
        grant.permissions().forEach(authorization::addPermission);
        authorizations.saveAuthorization(authorization);
    }

    private void account(String id, Accounts.Account account) {
        if (account.password() == null || account.password().length() < 12) {
            throw new IllegalArgumentException("ringback.operators." + id
                    + ".password must have at least 12 characters. Make one with: openssl rand -base64 15");
        }
        String group = account.group() == null ? OPERATORS : account.group();
        if (identities.createUserQuery().userId(id).count() > 0) {
            return;
        }
        User user = identities.newUser(id);
        user.setFirstName(id);
        user.setLastName("");
        user.setPassword(account.password());
        identities.saveUser(user);
        identities.createMembership(id, group);
        LOG.info("Added {} as a member of {}", id, group);
    }
}
