package io.ringback.house;

import static io.ringback.house.HelmChart.LEAST;
import static io.ringback.house.HelmChart.METRICS;
import static io.ringback.house.HelmChart.render;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import io.ringback.BesideOthers;
import io.ringback.peers.Prometheus;
import io.ringback.web.operations.MetricNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the files of the chart, its README and the rest of the house say the same. */
@BesideOthers
class HelmFilesTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void helmHasNothingAgainstIt() {
        assertThat(new Helm(HelmChart.FOLDER).lint().call().getMessages())
                .filteredOn(message -> message.startsWith("[WARNING]"))
                .isEmpty();
    }

    @Test
    void theReadmeNamesEachValueAndNoOther() {
        List<String> documented = Pattern.compile("(?m)^\\| `([A-Za-z0-9.]+)` \\|")
                .matcher(HouseFiles.text(HelmChart.FOLDER.resolve("README.md").toString()))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(documented).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(values());
    }

    @Test
    void theSchemaKnowsEachValue() throws IOException {
        var schema = new ObjectMapper()
                .readTree(HelmChart.FOLDER.resolve("values.schema.json").toFile());

        assertThat(values())
                .allSatisfy(value -> assertThat(schema.at("/properties/" + value.replace(".", "/properties/"))
                                .isMissingNode())
                        .as(value)
                        .isFalse());
    }

    @Test
    void itsVersionIsRingbacks() {
        Map<String, Object> chart = HelmChart.yaml("Chart.yaml");
        String version = Pattern.compile("<artifactId>ringback</artifactId>\\s*(?:<!--.*?-->\\s*)?<version>([^<]+)")
                .matcher(HouseFiles.text("pom.xml"))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);

        assertThat(chart).containsEntry("version", version).containsEntry("appVersion", version);
    }

    @Test
    void aNodeRunsAsTheUserOfTheImage() {
        assertThat(HouseFiles.text("deploy/Dockerfile"))
                .contains("--uid " + render(LEAST).pod().getSecurityContext().getRunAsUser() + " ");
    }

    /** Kubernetes mounts over the folders that the image has. */
    @Test
    void theFoldersAreThoseThatRingbackReads() {
        String given =
                "folders: {bpmn: {configMap: a}, camelRoutes: {configMap: b}, wording: {configMap: c, items: [{key: k, path: sv/k}]}}";
        var pod = render(LEAST, given).pod();

        assertThat(pod.getContainers().get(0).getVolumeMounts())
                .filteredOn(mount -> !mount.getName().equals("temporary"))
                .allSatisfy(mount -> {
                    String folder = mount.getMountPath().replace("/opt/ringback/", "");
                    assertThat(HouseFiles.text("deploy/Dockerfile"))
                            .contains("WORKDIR /opt/ringback\n", "COPY " + folder + " " + folder + "\n");
                    assertThat(mount.getSubPath())
                            .as("a path below would never follow a change")
                            .isNull();
                })
                .hasSize(3);
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getName().equals("wording"))
                .singleElement()
                .satisfies(volume -> assertThat(
                                volume.getConfigMap().getItems().get(0).getPath())
                        .isEqualTo("sv/k"));
    }

    @Test
    void settingsStandInAFileThatSpringReadsAndChangeTheNodes() throws IOException {
        Manifests manifests = render(LEAST, "settings: {ringback: {quiet-hours: never}}");
        var template = manifests.deployment().getSpec().getTemplate();

        assertThat(YAML.readTree(manifests
                                .one(ConfigMap.class, "ringback-settings")
                                .getData()
                                .get("application.yaml"))
                        .at("/ringback/quiet-hours")
                        .asText())
                .isEqualTo("never");
        assertThat(template.getSpec().getContainers().get(0).getVolumeMounts())
                .anySatisfy(mount -> assertThat(mount.getMountPath()).isEqualTo("/opt/ringback/config"));
        assertThat(template.getMetadata().getAnnotations())
                .isNotEqualTo(render(LEAST, "settings: {ringback: {quiet-hours: '22:00-06:00'}}")
                        .deployment()
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getAnnotations());
    }

    @Test
    void theAlertsAreThoseOfTheMonitoring() throws IOException {
        PrometheusRule rules = render(LEAST, METRICS).one(PrometheusRule.class, "ringback");

        assertThat((JsonNode) YAML.valueToTree(rules.getSpec()))
                .isEqualTo(YAML.valueToTree(YAML.treeToValue(
                        YAML.readTree(
                                Path.of("deploy/monitoring/ringback.rules.yml").toFile()),
                        rules.getSpec().getClass())));
        assertThat(rules.getSpec().getGroups().get(0).getRules()).hasSizeGreaterThan(15);
        assertThat(render(LEAST, METRICS)
                        .each(ServiceMonitor.class)
                        .get(0)
                        .getSpec()
                        .getEndpoints()
                        .get(0)
                        .getRelabelings())
                .as("the job that the alerts name")
                .anySatisfy(label -> {
                    assertThat(label.getTargetLabel()).isEqualTo("job");
                    assertThat(label.getReplacement()).isEqualTo("ringback");
                });
    }

    /** One number for the installation: not once for each node, none of what is tried again, and 0 while nothing waits. */
    @Test
    void nodesComeAndGoByTheBacklog(@TempDir Path folder) throws IOException {
        Manifests manifests = render(
                LEAST, METRICS, "autoscaling: {enabled: true, minReplicas: 3, maxReplicas: 9, backlogPerNode: 50}");
        var scaler = manifests.one(HorizontalPodAutoscaler.class, "ringback").getSpec();
        var external = scaler.getMetrics().get(0).getExternal();
        var rule = manifests
                .one(PrometheusRule.class, "ringback-backlog")
                .getSpec()
                .getGroups()
                .get(0)
                .getRules()
                .get(0);
        String exported = new PrometheusNamingConvention().name(MetricNames.EVENTS_UNHANDLED, Meter.Type.GAUGE);

        assertThat(rule.getExpr().getStrVal()).contains(exported + "{state=\"ACCEPTED\",");
        assertThat(rule.getRecord()).isEqualTo(external.getMetric().getName());
        assertThat(rule.getLabels())
                .containsAllEntriesOf(external.getMetric().getSelector().getMatchLabels());
        assertThat(scaler.getMinReplicas()).isEqualTo(3);
        assertThat(scaler.getMaxReplicas()).isEqualTo(9);
        assertThat(external.getTarget().getAverageValue().getAmount()).isEqualTo("50");

        Files.writeString(
                folder.resolve("rules.yml"),
                YAML.writeValueAsString(
                        manifests.one(PrometheusRule.class, "ringback-backlog").getSpec()));
        Files.writeString(folder.resolve("tests.yml"), """
                rule_files: [rules.yml]
                evaluation_interval: 15s
                tests:
                  - interval: 15s
                    input_series:
                      - {series: '%1$s{instance="one",kind="FAILED_CALL",state="ACCEPTED",namespace="calls"}', values: '_ _ 700 700'}
                      - {series: '%1$s{instance="two",kind="FAILED_CALL",state="ACCEPTED",namespace="calls"}', values: '_ _ 700 690'}
                      - {series: '%1$s{instance="one",kind="ANSWERED_CALL",state="ACCEPTED",namespace="calls"}', values: '_ _ 40 40'}
                      - {series: '%1$s{instance="one",kind="FAILED_CALL",state="WAITING",namespace="calls"}', values: '9 9 9 9'}
                      - {series: '%1$s{instance="one",kind="FAILED_CALL",state="ACCEPTED",namespace="others"}', values: '5 5 5 5'}
                    promql_expr_test:
                      - {expr: ringback_backlog, eval_time: 15s, exp_samples: [{labels: '%2$s', value: 0}]}
                      - {expr: ringback_backlog, eval_time: 45s, exp_samples: [{labels: '%2$s', value: 740}]}
                """.formatted(
                        exported, "ringback_backlog{namespace=\"calls\",release=\"ringback\"}"));
        assertThat(Prometheus.promtool(
                        "test", "rules", folder.resolve("tests.yml").toString()))
                .endsWith("exit 0");
    }

    private static List<String> values() {
        List<String> values = new ArrayList<>();
        add(values, "", HelmChart.yaml("values.yaml"));
        return values;
    }

    private static void add(List<String> values, String path, Map<String, ?> below) {
        below.forEach((name, value) -> {
            String at = path.isEmpty() ? name : path + "." + name;
            if (value instanceof Map<?, ?> more && !more.isEmpty() && !at.equals("resources")) {
                @SuppressWarnings("unchecked")
                Map<String, ?> deeper = (Map<String, ?>) more;
                add(values, at, deeper);
            } else {
                values.add(at);
            }
        });
    }
}
