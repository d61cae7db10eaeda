package io.ringback.house;

import static io.ringback.house.HelmChart.LEAST;
import static io.ringback.house.HelmChart.METRICS;
import static io.ringback.house.HelmChart.SIP;
import static io.ringback.house.HelmChart.render;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.ringback.BesideOthers;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may reach a node and whom it may reach, as the chart's NetworkPolicies say it. */
@BesideOthers
class HelmNetworkTest {

    @Test
    void nothingMayBeDoneThatIsNotNamed() {
        NetworkPolicy deny = render(LEAST).one(NetworkPolicy.class, "ringback-deny");

        assertThat(deny.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(deny.getSpec().getIngress()).isNullOrEmpty();
        assertThat(deny.getSpec().getEgress()).isNullOrEmpty();
    }

    @Test
    void withoutASwitchOnlyTheProxyComesIn() {
        assertThat(rules(LEAST))
                .containsExactly(
                        "in {kubernetes.io/metadata.name=ingress} http",
                        "out {k8s-app=kube-dns} UDP 53 TCP 53",
                        "out {kubernetes.io/metadata.name=databases} 5432",
                        "out 192.0.2.25/32 587 993");
    }

    @Test
    void aSwitchIsHeardAndCalledAndItsSoundComesToTheAnnouncements() {
        assertThat(rules(LEAST, SIP, METRICS, "sip: {tls: {enabled: true, existingSecret: a}}"))
                .contains(
                        "in {kubernetes.io/metadata.name=ingress} {app=prometheus} http",
                        "in 192.0.2.1/32 198.51.100.0/24 UDP sip-udp TCP sip-tls",
                        "in 192.0.2.1/32 198.51.100.0/24 UDP 20000-20999",
                        "out 192.0.2.1/32 198.51.100.0/24 UDP all TCP all");
    }

    @Test
    void phonesThatSendTheirOwnSoundAreNamed() {
        assertThat(
                        rules(
                                LEAST,
                                SIP,
                                "sip: {peers: ['2001:db8::1'], media: {firstPort: 30000, lastPort: 30099, networks: [203.0.113.0/24]}}"))
                .contains(
                        "in 2001:db8::1/128 UDP sip-udp",
                        "in 2001:db8::1/128 203.0.113.0/24 UDP 30000-30099",
                        "out 203.0.113.0/24 UDP all");
    }

    /** Each port once, and PostgreSQL's own where none is given. */
    @Test
    void eachDatabaseIsReachedAtItsPort() {
        assertThat(rules(LEAST, "database: {hosts: ['a:5433', 'b:5433', c]}"))
                .contains("out {kubernetes.io/metadata.name=databases} 5433 5432");
    }

    @Test
    void whatElseThereIsIsAdded() {
        assertThat(
                        rules(
                                LEAST,
                                "networkPolicy: {extraIngress: [{ports: [{port: 1}]}], extraEgress: [{to: [{ipBlock: {cidr: 192.0.2.7/32}}], ports: [{port: 2775}]}]}"))
                .contains("in 1", "out 192.0.2.7/32 2775");
    }

    private static List<String> rules(String... values) {
        NetworkPolicy policy = render(values).one(NetworkPolicy.class, "ringback");
        return Stream.concat(
                        policy.getSpec().getIngress().stream().map(rule -> said("in", rule.getFrom(), rule.getPorts())),
                        policy.getSpec().getEgress().stream().map(rule -> said("out", rule.getTo(), rule.getPorts())))
                .toList();
    }

    private static String said(String way, List<NetworkPolicyPeer> peers, List<NetworkPolicyPort> ports) {
        return String.join(
                " ",
                Stream.of(
                                Stream.of(way),
                                peers.stream().map(HelmNetworkTest::peer),
                                ports.stream().map(HelmNetworkTest::port))
                        .flatMap(words -> words)
                        .toList());
    }

    private static String peer(NetworkPolicyPeer peer) {
        if (peer.getIpBlock() != null) {
            return peer.getIpBlock().getCidr();
        }
        var labels = new TreeMap<String, String>();
        if (peer.getNamespaceSelector() != null && peer.getNamespaceSelector().getMatchLabels() != null) {
            labels.putAll(peer.getNamespaceSelector().getMatchLabels());
        }
        if (peer.getPodSelector() != null && peer.getPodSelector().getMatchLabels() != null) {
            labels.putAll(peer.getPodSelector().getMatchLabels());
        }
        return labels.toString();
    }

    private static String port(NetworkPolicyPort port) {
        String number = port.getPort() == null
                ? "all"
                : String.valueOf(port.getPort().getValue())
                        + (port.getEndPort() == null ? "" : "-" + port.getEndPort());
        return port.getProtocol() == null ? number : port.getProtocol() + " " + number;
    }
}
