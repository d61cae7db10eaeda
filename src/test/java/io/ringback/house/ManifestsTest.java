package io.ringback.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That a slip in a document is seen. */
class ManifestsTest {

    @ParameterizedTest
    @CsvSource({
        "apps/v1, Deployment, 'template: {spec: {containers: [{image: a, redinessProbe: {}}]}}', redinessProbe",
        "v1, Service, 'ports: [{targetport: http}]', targetport",
        "networking.k8s.io/v1, Ingress, 'rules: [{hosts: a}]', hosts",
        "networking.k8s.io/v1, NetworkPolicy, 'ingress: [{form: []}]', form",
        "gateway.networking.k8s.io/v1, HTTPRoute, 'rules: [{backendRef: []}]', backendRef",
        "policy/v1, PodDisruptionBudget, 'maxUnavaliable: 1', maxUnavaliable",
        "autoscaling/v2, HorizontalPodAutoscaler, 'minReplica: 1', minReplica",
        "monitoring.coreos.com/v1, ServiceMonitor, 'endpoint: []', endpoint",
        "monitoring.coreos.com/v1, PrometheusRule, 'groups: [{rule: []}]', rule"
    })
    void aFieldThatItsKindDoesNotHaveIsRefused(String version, String kind, String spec, String field) {
        String document = "apiVersion: %s%nkind: %s%nmetadata: {name: a}%nspec: {%s}%n".formatted(version, kind, spec);

        assertThatThrownBy(() -> Manifests.of(document))
                .hasMessageContaining(kind)
                .hasMessageContaining("\"" + field + "\"");
    }

    @Test
    void aKindThatNobodyHasLookedAtIsRefused() {
        assertThatThrownBy(() -> Manifests.of("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n"))
                .hasMessageContaining("v1 Secret");
    }

    @Test
    void allElseIsRead() {
        assertThat(Manifests.of("---\napiVersion: v1\nkind: Service\nmetadata: {name: a}\n---\n# nothing\n---\n")
                        .names())
                .containsExactly("Service a");
    }
}
