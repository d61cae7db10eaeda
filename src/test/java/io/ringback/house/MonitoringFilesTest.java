package io.ringback.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.ringback.BesideOthers;
import io.ringback.peers.Prometheus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The files of {@code deploy/monitoring}, by Prometheus's own tool and by what Grafana wants of a dashboard. */
@BesideOthers
class MonitoringFilesTest {

    private static final String RULES = "deploy/monitoring/ringback.rules.yml";

    @Test
    void theConfigurationIsOne() {
        assertThat(promtool("check", "config", "--syntax-only", absolute("deploy/monitoring/prometheus.yml")))
                .endsWith("exit 0");
    }

    @Test
    void theRulesAreRules() {
        assertThat(promtool("check", "rules", "--lint-fatal", absolute(RULES))).endsWith("exit 0");
    }

    /** Each of them when it is to come, and none while all is well. */
    @Test
    void theAlertsComeWhenTheyShall() {
        String tests = "src/test/monitoring/ringback.rules.test.yml";

        assertThat(promtool("test", "rules", absolute(tests))).endsWith("exit 0");
        assertThat(named(HouseFiles.text(tests), "alertname: (\\w+)\n"))
                .as("alerts with a test that has them come")
                .containsAll(named(HouseFiles.text(RULES), "alert: (\\w+)"));
    }

    @Test
    void eachAlertLeadsToAChapterOfTheDocumentation() {
        assertThat(named(HouseFiles.text(RULES), "runbook: docs/operations.md#([\\w-]+)"))
                .hasSameSizeAs(named(HouseFiles.text(RULES), "alert: (\\w+)"))
                .allSatisfy(chapter -> assertThat(named(HouseFiles.text("docs/operations.md"), "(?m)^#+ (.+)$"))
                        .extracting(heading -> heading.toLowerCase(Locale.ROOT).replace(' ', '-'))
                        .contains(chapter));
    }

    @Test
    void theDashboardHasTheShapeThatGrafanaWants() throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(HouseFiles.text("src/test/monitoring/dashboard.schema.json"));

        assertThat(schema.validate(
                        new ObjectMapper().readTree(HouseFiles.text("deploy/monitoring/ringback.dashboard.json"))))
                .isEmpty();
    }

    private static String promtool(String... arguments) {
        return Prometheus.promtool(arguments);
    }

    private static String absolute(String file) {
        return Path.of(file).toAbsolutePath().toString();
    }

    private static List<String> named(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
