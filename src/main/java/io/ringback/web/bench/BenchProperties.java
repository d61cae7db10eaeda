package io.ringback.web.bench;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose word counts on the bench (docs/decisions/0044-the-bench.md).
 *
 * @param fourEyes whether somebody else than who proposed has to approve: a second analyst, or an administrator
 * @param analystsDeploy whether analysts may deploy alone; without it they propose, and administrators deploy
 */
@ConfigurationProperties("ringback.bench")
record BenchProperties(
        @DefaultValue("false") boolean fourEyes,
        @DefaultValue("false") boolean analystsDeploy) {

    BenchProperties {
        if (fourEyes && analystsDeploy) {
            throw new IllegalArgumentException("ringback.bench.four-eyes and ringback.bench.analysts-deploy are both"
                    + " true, but with four eyes nobody deploys alone. Take one of them away.");
        }
    }
}
