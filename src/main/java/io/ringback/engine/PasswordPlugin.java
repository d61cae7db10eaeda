package io.ringback.engine;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/**
 * Has the engine ask for strong passwords wherever one is set, and hash them slowly; it still knows the hashes it made before. It
 * locks no account: after ten wrong passwords it would for good, so that anybody could lock an operator out. Wrong ones
 * are slowed down before they get here, by account and address ({@code io.ringback.web.security}).
 */
@Component
final class PasswordPlugin extends AbstractProcessEnginePlugin {

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setPasswordPolicy(new StrongPasswords());
        engine.setEnablePasswordPolicy(true);
        engine.setPasswordEncryptor(new SlowHash());
        engine.setLoginMaxAttempts(Integer.MAX_VALUE);
        engine.setLoginDelayBase(0);
        engine.setLoginDelayMaxTime(0);
    }
}
