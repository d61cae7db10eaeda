package io.ringback.engine;

import io.ringback.cases.TableTests;
import io.ringback.engine.trial.FileTrial;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tables are tried as they will be answered. */
@Configuration(proxyBeanMethods = false)
class TrialSetup {

    @Bean
    FileTrial fileTrial() {
        return new FileTrial(PlainCellsPlugin.engineForTrials());
    }

    @Bean
    TableTests tableTests(FileTrial trial) {
        return trial.tests();
    }
}
