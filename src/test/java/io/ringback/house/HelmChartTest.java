package io.ringback.house;

import static io.ringback.house.HelmChart.LEAST;
import static io.ringback.house.HelmChart.METRICS;
import static io.ringback.house.HelmChart.SIP;
import static io.ringback.house.HelmChart.render;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.ringback.BesideOthers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart refuses, what it renders, and that the parts of it find each other. */
@BesideOthers
class HelmChartTest {

    private static final String EVERYTHING = """
            sip:
              tcp: {enabled: true}
              tls: {enabled: true, existingSecret: ringback-sip-tls}
              account: ringback
              existingSecret: ringback-sip
              domain: ringback.example
              media: {networks: [203.0.113.0/24, '2001:db8::/32'], hosts: [192.0.2.1]}
            database: {ca: {existingSecret: database-ca}}
            apiKeys: [{name: switch, existingSecret: ringback-switch, key: key, scopes: [calls.write]}]
            ingress: {enabled: true, className: nginx, tlsSecret: ringback-tls}
            gateway: {enabled: true, parentRefs: [{name: web, namespace: gateways}]}
            autoscaling: {enabled: true}
            settings: {ringback: {quiet-hours: never}}
            folders: {bpmn: {configMap: bpmn}, camelRoutes: {configMap: routes}, wording: {configMap: wording, items: [{key: a, path: b/a}]}}
            javaOptions: -Xmx700m
            """;

    @Test
    void withoutValuesItSaysWhatToDo() {
        assertThatThrownBy(HelmChart::render)
                .hasMessageContaining("Set image.repository to where")
                .hasMessageContaining("Set publicUrl to the address")
                .hasMessageContaining("Set country to")
                .hasMessageContaining("set secrets.existingSecret to its name")
                .hasMessageContaining("set database.existingSecret to its name")
                .hasMessageContaining("set mail.existingSecret to its name")
                .hasMessageContaining("Set networkPolicy.http.from to")
                .hasMessageContaining("Set networkPolicy.database.to to")
                .hasMessageContaining("Set networkPolicy.mail.to to");
    }

    /** Each value that has to be given, taken away again, with what is said then. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            image: {repository: ''}                        | Set image.repository
            publicUrl: ''                                  | Set publicUrl
            country: ''                                    | Set country
            secrets: {existingSecret: ''}                  | Make a Secret with the keys secret, address-keys and admin-password
            database: {hosts: []}                          | Set database.hosts
            database: {existingSecret: ''}                 | Make a Secret with the keys username and password of the database's role
            mail: {domain: ''}                             | Set mail.domain
            mail: {smtp: {host: ''}}                       | Set mail.smtp.host and mail.imap.host
            mail: {imap: {host: ''}}                       | Set mail.smtp.host and mail.imap.host
            mail: {existingSecret: ''}                     | Make a Secret with the keys username and password of Ringback's mailbox
            sip: {proxy: ''}                               | Set sip.proxy
            sip: {number: ''}                              | Set sip.number
            sip: {peers: []}                               | Set sip.peers
            sip: {udp: {enabled: false}}                   | the trunk listens nowhere
            sip: {account: ringback}                       | Make a Secret with the key password of the account at the switch
            sip: {tls: {enabled: true}}                    | Make a Secret with the keys keystore.p12, truststore.p12 and password
            sip: {media: {firstPort: 30000}}               | Set sip.media.lastPort
            metrics: {existingSecret: ''}                  | Make a Secret with the key key, which Prometheus reads
            autoscaling: {enabled: true}, metrics: {existingSecret: '', serviceMonitor: {enabled: false}} | Make a Secret with the key key, which Prometheus reads
            apiKeys: [{name: crm, existingSecret: '', key: key, scopes: [people.read]}] | Make a Secret with the key of the program crm
            gateway: {enabled: true}                       | Set gateway.parentRefs
            networkPolicy: {http: {from: []}}              | Set networkPolicy.http.from
            networkPolicy: {database: {to: []}}            | Set networkPolicy.database.to
            networkPolicy: {mail: {to: []}}                | Set networkPolicy.mail.to
            networkPolicy: {metrics: {from: []}}           | Set networkPolicy.metrics.from
            """)
    void eachValueThatItNeedsIsAskedForByItself(String taken, String said) {
        assertThatThrownBy(() -> render(LEAST, SIP, METRICS, flow(taken)))
                .hasMessageContaining("Ringback cannot be installed like this:\n- ")
                .hasMessageContaining(said)
                .satisfies(refused -> assertThat(refused.getMessage().lines().filter(line -> line.startsWith("- ")))
                        .hasSize(1));
    }

    /** What the schema refuses: a slip of the pen would otherwise be a setting that nobody sets. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "replica: 3",
                "secrets: {secret: abc}",
                "country: Sweden",
                "publicUrl: ringback.example",
                "sip: {udp: {port: 70000}}",
                "sip: {peers: [switch.example]}",
                "apiKeys: [{name: switch, existingSecret: a, key: key, scopes: [everything]}]",
                "apiKeys: [{name: switch, value: abc, existingSecret: a, key: key, scopes: [calls.write]}]",
                "updateStrategy: Sometimes",
                "image: {digest: latest}",
                "database: {sslMode: off}",
                "mail: {smtp: {scheme: http}}"
            })
    void valuesThatCannotBeMeantAreRefused(String wrong) {
        assertThatThrownBy(() -> render(LEAST, wrong)).hasMessageContaining("values don't meet the specifications");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replicas: 2                           | Deployment ringback, NetworkPolicy ringback, NetworkPolicy ringback-deny, PodDisruptionBudget ringback, Service ringback
            networkPolicy: {enabled: false}       | Deployment ringback, PodDisruptionBudget ringback, Service ringback
            podDisruptionBudget: {enabled: false} | Deployment ringback, NetworkPolicy ringback, NetworkPolicy ringback-deny, Service ringback
            """)
    void theLeastIs(String values, String documents) {
        assertThat(render(LEAST, values).names()).containsExactly(documents.split(", "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ingress: {enabled: true}                                                    | Ingress ringback
            gateway: {enabled: true, parentRefs: [{name: web}]}                         | HTTPRoute ringback
            sip: {enabled: true, proxy: 'sip:a', number: '+4681', peers: [192.0.2.1]}   | Service ringback-sip
            settings: {ringback: {quiet-hours: never}}                                  | ConfigMap ringback-settings
            metrics: {rules: {enabled: true}}                                           | PrometheusRule ringback
            metrics: {existingSecret: a, serviceMonitor: {enabled: true}}, networkPolicy: {metrics: {from: [{podSelector: {}}]}} | ServiceMonitor ringback
            autoscaling: {enabled: true}, metrics: {existingSecret: a}                  | HorizontalPodAutoscaler ringback, PrometheusRule ringback-backlog
            """)
    void eachOptionAdds(String values, String documents) {
        List<String> without = render(LEAST).names();

        assertThat(render(LEAST, flow(values)).names())
                .containsAll(without)
                .filteredOn(name -> !without.contains(name))
                .containsExactly(documents.split(", "));
    }

    @Test
    void aSwitchNeedsNoServiceThatItDoesNotUse() {
        assertThat(render(LEAST, SIP, "sip: {service: {enabled: false}}").names())
                .isEqualTo(render(LEAST).names());
    }

    @Test
    void aNodeHasNoMoreRightsThanItNeeds() {
        PodSpec pod = render(LEAST).pod();

        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getContainers()).singleElement().satisfies(container -> {
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getSecurityContext().getCapabilities().getAdd())
                    .isNullOrEmpty();
            assertThat(container.getResources().getLimits()).containsKey("memory");
        });
    }

    /** Any file that Ringback can write is in the folder for what is temporary. */
    @Test
    void onlyTheTemporaryFolderIsWritable() {
        assertThat(render(LEAST, SIP, METRICS, EVERYTHING).container().getVolumeMounts())
                .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .extracting(VolumeMount::getMountPath)
                .containsExactly("/tmp");
    }

    @Test
    void eachSecretComesFromASecretThatExists() {
        assertThat(render(LEAST, SIP, METRICS, EVERYTHING).container().getEnv())
                .filteredOn(variable -> variable.getName().matches(".*(PASSWORD|SECRET|_KEYS|_VALUE)$"))
                .hasSizeGreaterThan(8)
                .allSatisfy(variable -> {
                    assertThat(variable.getValue()).as(variable.getName()).isNull();
                    assertThat(variable.getValueFrom().getSecretKeyRef().getName())
                            .as(variable.getName())
                            .isNotBlank();
                });
        assertThat(render(LEAST, SIP, METRICS, EVERYTHING).names())
                .as("secrets are nothing that a chart makes")
                .noneMatch(name -> name.startsWith("Secret "));
    }

    @ParameterizedTest
    @CsvSource({"10, 300, 430", "0, 0, 120", "30, 14400, 14550"})
    void aNodeHasTimeToLeaveAndToFinishItsCalls(int leave, int calls, long grace) {
        Manifests manifests = render(LEAST, "stop: {leaveServices: " + leave + ", finishCalls: " + calls + "}");

        assertThat(manifests.pod().getTerminationGracePeriodSeconds()).isEqualTo(grace);
        assertThat(manifests.container().getLifecycle().getPreStop().getExec().getCommand())
                .containsExactly("sleep", Integer.toString(leave));
        assertThat(manifests.container().getEnv())
                .extracting(EnvVar::getName, EnvVar::getValue)
                .contains(org.assertj.core.groups.Tuple.tuple("RINGBACK_CONNECTIONS_FINISH_WITHIN", calls + "s"));
        assertThat(manifests.deployment().getSpec().getProgressDeadlineSeconds())
                .isGreaterThan((int) grace);
    }

    /** A pod's network takes a new node before the old one goes; a machine's has the ports once. */
    @ParameterizedTest
    @CsvSource({"false, 1, 0", "true, 0, 1"})
    void nodesAreExchangedOneByOne(boolean hostNetwork, int surge, int away) {
        Manifests manifests = render(LEAST, SIP, "sip: {hostNetwork: " + hostNetwork + "}");
        var rolling = manifests.deployment().getSpec().getStrategy().getRollingUpdate();
        var affinity = manifests.pod().getAffinity().getPodAntiAffinity();

        assertThat(rolling.getMaxSurge().getIntVal()).isEqualTo(surge);
        assertThat(rolling.getMaxUnavailable().getIntVal()).isEqualTo(away);
        assertThat(Boolean.TRUE.equals(manifests.pod().getHostNetwork())).isEqualTo(hostNetwork);
        assertThat(affinity.getRequiredDuringSchedulingIgnoredDuringExecution())
                .as("two nodes on one machine")
                .hasSize(hostNetwork ? 1 : 0);
        assertThat(affinity.getPreferredDuringSchedulingIgnoredDuringExecution())
                .hasSize(hostNetwork ? 0 : 1);
    }

    @Test
    void anUpgradeThatNeedsItStopsAllNodesFirst() {
        var strategy =
                render(LEAST, "updateStrategy: Recreate").deployment().getSpec().getStrategy();

        assertThat(strategy.getType()).isEqualTo("Recreate");
        assertThat(strategy.getRollingUpdate()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ringback", "phones", "a-very-long-name-of-a-release-that-somebody-chose"})
    void thePartsFindEachOther(String release) {
        Manifests manifests = HelmChart.renderAs(release, LEAST, SIP, METRICS, EVERYTHING);
        Deployment deployment = manifests.each(Deployment.class).get(0);
        Map<String, String> labels =
                deployment.getSpec().getTemplate().getMetadata().getLabels();
        Set<String> ports = manifests.container().getPorts().stream()
                .map(ContainerPort::getName)
                .collect(Collectors.toSet());
        String name = deployment.getMetadata().getName();

        assertThat(labels)
                .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
        assertThat(manifests.each(Service.class)).hasSize(2).allSatisfy(service -> {
            assertThat(labels).containsAllEntriesOf(service.getSpec().getSelector());
            assertThat(service.getSpec().getPorts())
                    .extracting(port -> port.getTargetPort().getStrVal())
                    .isSubsetOf(ports);
        });
        assertThat(manifests.each(NetworkPolicy.class)).hasSize(2).allSatisfy(policy -> assertThat(labels)
                .containsAllEntriesOf(policy.getSpec().getPodSelector().getMatchLabels()));
        assertThat(labels)
                .containsAllEntriesOf(manifests
                        .each(PodDisruptionBudget.class)
                        .get(0)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels());
        assertThat(manifests.each(HorizontalPodAutoscaler.class))
                .singleElement()
                .satisfies(scaler -> assertThat(
                                scaler.getSpec().getScaleTargetRef().getName())
                        .isEqualTo(name));
        assertThat(deployment.getSpec().getReplicas()).isNull();
        Service http = manifests.one(Service.class, name);
        assertThat(manifests.each(Ingress.class).get(0).getSpec().getRules().get(0))
                .satisfies(rule -> {
                    assertThat(rule.getHost()).isEqualTo("ringback.example");
                    assertThat(rule.getHttp()
                                    .getPaths()
                                    .get(0)
                                    .getBackend()
                                    .getService()
                                    .getName())
                            .isEqualTo(name);
                });
        assertThat(manifests.each(HTTPRoute.class).get(0).getSpec()).satisfies(route -> {
            assertThat(route.getHostnames()).containsExactly("ringback.example");
            assertThat(route.getRules().get(0).getBackendRefs().get(0).getName())
                    .isEqualTo(name);
            assertThat(route.getRules().get(0).getBackendRefs().get(0).getPort())
                    .isEqualTo(http.getSpec().getPorts().get(0).getPort());
        });
        assertThat(manifests.each(Service.class))
                .filteredOn(service -> service.getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(manifests
                                .each(ServiceMonitor.class)
                                .get(0)
                                .getSpec()
                                .getSelector()
                                .getMatchLabels()
                                .entrySet()))
                .containsExactly(http);
        assertThat(manifests.container().getVolumeMounts())
                .extracting(VolumeMount::getName)
                .containsExactlyInAnyOrderElementsOf(manifests.pod().getVolumes().stream()
                        .map(Volume::getName)
                        .toList());
        assertThat(manifests.names()).doesNotHaveDuplicates().allSatisfy(document -> assertThat(document.split(" ")[1])
                .hasSizeLessThanOrEqualTo(63));
    }

    /** Those of the Service are those of the container, by transport. */
    @Test
    void theSwitchFindsEachTransport() {
        Manifests manifests = render(LEAST, SIP, METRICS, EVERYTHING);

        assertThat(manifests.one(Service.class, "ringback-sip").getSpec().getPorts())
                .extracting(ServicePort::getPort, ServicePort::getProtocol)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Map.entry(5070, "UDP"), Map.entry(5070, "TCP"), Map.entry(5071, "TCP"))
                                .map(port -> org.assertj.core.groups.Tuple.tuple(port.getKey(), port.getValue()))
                                .toList());
    }

    private static String flow(String values) {
        return "{" + values + "}";
    }
}
