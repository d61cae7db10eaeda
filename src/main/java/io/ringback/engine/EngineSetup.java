package io.ringback.engine;

import static io.ringback.web.security.Operator.ADMINISTRATORS;
import static io.ringback.web.security.Operator.ANALYSTS;
import static io.ringback.web.security.Operator.OPERATORS;

import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the engine needs beyond its own tables: the groups with their rights, the operators named in the settings, and other
 * indexes. Running it again changes nothing.
 */
@Component
class EngineSetup implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(EngineSetup.class);
    private static final String GROUP_TYPE = "WORKFLOW";
    /** Each waits for another node as long as the database lets it wait for a lock. */
    private static final int MOST_TRIES = 10;

    private static final long ONE_AT_A_TIME = 0x656e67696e65L;

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
         * @param password at least 12 characters that are hard to guess; only its hash is kept
         * @param group operators, analysts or camunda-admin
         */
        record Account(String password, String group) {}
    }

    private final IdentityService identities;
    private final GroupRights rights;
    private final EngineIndexes indexes;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Accounts accounts;

    EngineSetup(
            IdentityService identities,
            GroupRights rights,
            EngineIndexes indexes,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Accounts accounts) {
        this.identities = identities;
        this.rights = rights;
        this.indexes = indexes;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.accounts = accounts;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        for (int tries = 1; ; tries++) {
            try {
                transactions.executeWithoutResult(transaction -> setUp());
                return;
            } catch (DataAccessException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
                LOG.warn("The engine's groups and accounts cannot be set up yet; it is tried again: {}", e.toString());
            }
        }
    }

    /** Nodes that start at the same time do this one after another. */
    private void setUp() {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(ONE_AT_A_TIME).query().singleRow();
        indexes.setUp();
        haveVacuumComeEarly();
        group(OPERATORS, "Operators");
        group(ANALYSTS, "Business analysts");
        group(ADMINISTRATORS, "Administrators");
        rights.grant();
        accounts.operators().forEach(this::account);
    }

    /**
     * Timers that have fired lie dead at the front of those that are due, so vacuum comes before a fifth of all are dead. Who set
     * something else keeps it.
     */
    private void haveVacuumComeEarly() {
        boolean asItCame = jdbc.sql("select reloptions is null from pg_class where oid = 'act_ru_job'::regclass")
                .query(Boolean.class)
                .single();
        if (asItCame) {
            jdbc.sql("alter table act_ru_job set"
                            + " (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200)")
                    .update();
        }
    }

    private void group(String id, String name) {
        if (identities.createGroupQuery().groupId(id).count() == 0) {
            Group group = identities.newGroup(id);
            group.setName(name);
            group.setType(id.equals(ADMINISTRATORS) ? "SYSTEM" : GROUP_TYPE);
            identities.saveGroup(group);
        }
    }

    private void account(String id, Accounts.Account account) {
        if (account.password() == null || account.password().length() < StrongPasswords.SHORTEST) {
            throw new IllegalArgumentException("ringback.operators." + id
                    + ".password must have at least " + StrongPasswords.SHORTEST
                    + " characters. Make one with: openssl rand -base64 15");
        }
        String group = account.group() == null ? OPERATORS : account.group();
        if (identities.createUserQuery().userId(id).count() > 0) {
            return;
        }
        User user = identities.newUser(id);
        user.setFirstName(id);
        user.setLastName("");
        if (!identities.checkPasswordAgainstPolicy(account.password(), user).isValid()) {
            throw new IllegalArgumentException(
                    "ringback.operators." + id + ".password is common or easy to guess, or has"
                            + " more than " + StrongPasswords.LONGEST
                            + " characters. Make one with: openssl rand -base64 15");
        }
        user.setPassword(account.password());
        identities.saveUser(user);
        identities.createMembership(id, group);
        LOG.info("Added {} as a member of {}", id, group);
    }
}
