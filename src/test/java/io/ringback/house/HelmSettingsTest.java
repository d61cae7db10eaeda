package io.ringback.house;

import static io.ringback.house.HelmChart.LEAST;
import static io.ringback.house.HelmChart.METRICS;
import static io.ringback.house.HelmChart.SIP;
import static io.ringback.house.HelmChart.render;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.ringback.BesideOthers;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That what the chart tells a node is what Ringback listens to: settings, ports, paths and the address of the database. */
@BesideOthers
class HelmSettingsTest {

    private static final String ALL = """
            sip:
              tcp: {enabled: true}
              tls: {enabled: true, existingSecret: ringback-sip-tls}
              account: ringback
              existingSecret: ringback-sip
              domain: ringback.example
              media: {hosts: [192.0.2.1]}
            apiKeys: [{name: switch, existingSecret: ringback-switch, key: key, scopes: [calls.write]}]
            javaOptions: -Xmx700m
            """;

    /** Said to Java and to the shell, not to Ringback. */
    private static final Set<String> NO_SETTINGS = Set.of("POD_IP", "JDK_JAVA_OPTIONS");

    @Test
    void eachVariableIsASetting() throws IOException {
        KnownSettings ours = KnownSettings.ofTheHouse();
        Set<String> others = othersAsVariables();

        assertThat(environment(LEAST, SIP, METRICS, ALL).keySet())
                .hasSizeGreaterThan(40)
                .filteredOn(variable -> !NO_SETTINGS.contains(variable))
                .filteredOn(variable -> !variable.startsWith("RINGBACK_") || !ours.hasVariable(variable))
                .isSubsetOf(others);
    }

    /** So that the check above would see one that was renamed. */
    @ParameterizedTest
    @ValueSource(strings = {"RINGBACK_SIP_LISTENS", "RINGBACK_CONNECTIONS_FINISH_BEFORE", "RINGBACK_MAIL_SMTP_SERVER"})
    void aSettingOfAnotherNameIsNone(String variable) {
        assertThat(KnownSettings.ofTheHouse().hasVariable(variable)).isFalse();
    }

    /** Without a value of the chart's, a node listens where Ringback does by itself. */
    @Test
    void thePortsAreRingbacksOwn() {
        assertThat(HouseFiles.text("src/main/resources/application.yaml")).doesNotContain("  port:");
        assertThat(ports(LEAST)).containsExactly(Map.entry("http", 8080));
        assertThat(ports(LEAST, SIP)).containsEntry("sip-udp", 5070);
        assertThat(HouseFiles.text("src/main/java/io/ringback/telephony/trunk/TrunkProperties.java"))
                .contains("@DefaultValue(\"udp:127.0.0.1:5070\") List<String> listen");
        assertThat(environment(LEAST, SIP)).containsEntry("RINGBACK_ANNOUNCEMENT_MEDIA_PORTS", "20000-20999");
        assertThat(HouseFiles.text("src/main/java/io/ringback/telephony/announcement/AnnouncementProperties.java"))
                .contains("@DefaultValue(\"20000-20999\") String mediaPorts");
        assertThat(HouseFiles.text("deploy/Dockerfile")).contains("EXPOSE 8080\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            udp: {enabled: true}                                                      | udp:$(POD_IP):5070
            tcp: {enabled: true}                                                      | udp:$(POD_IP):5070,tcp:$(POD_IP):5070
            udp: {enabled: false}, tls: {enabled: true, existingSecret: a, port: 5555} | tls:$(POD_IP):5555
            ipv6: true                                                                | udp:[$(POD_IP)]:5070
            """)
    void theTrunkListensOnTheAddressOfThePod(String sip, String listen) {
        assertThat(environment(LEAST, SIP, "sip: {" + sip + "}")).containsEntry("RINGBACK_SIP_LISTEN", listen);
        assertThat(List.copyOf(environment(LEAST, SIP).keySet()))
                .as("Kubernetes puts in what came before")
                .startsWith("POD_IP");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hosts: [pg]                             | pg      | 5432      |
            hosts: ['a:5433']                       | a       | 5433      |
            hosts: ['a:5432', 'b:5433', c]          | a,b,c   | 5432,5433,5432 | primary
            hosts: [a], ca: {existingSecret: roots} | a       | 5432      |
            hosts: [a], sslMode: require            | a       | 5432      |
            """)
    void theDriverUnderstandsTheAddressOfTheDatabase(String database, String hosts, String ports, String target) {
        Map<String, String> environment = environment(LEAST, "database: {" + database + "}");
        Properties understood =
                org.postgresql.Driver.parseURL(environment.get("SPRING_DATASOURCE_URL"), new Properties());

        assertThat(understood).isNotNull();
        assertThat(understood.getProperty("PGHOST")).isEqualTo(hosts);
        assertThat(understood.getProperty("PGPORT")).isEqualTo(ports);
        assertThat(understood.getProperty("PGDBNAME")).isEqualTo("ringback");
        assertThat(understood.getProperty("targetServerType")).isEqualTo(target);
    }

    /** Without roots of its own, the driver takes Java's, by a class that it has to have. */
    @Test
    void theDatabaseHasToProveWhoItIs() throws ClassNotFoundException {
        Properties own = database(LEAST);
        Properties given = database(LEAST, "database: {ca: {existingSecret: roots}}");

        assertThat(own.getProperty("sslmode")).isEqualTo("verify-full");
        assertThat(Class.forName(own.getProperty("sslfactory"))).isNotNull();
        assertThat(given.getProperty("sslmode")).isEqualTo("verify-full");
        assertThat(given.getProperty("sslrootcert")).isEqualTo("/opt/ringback/database-ca/ca.crt");
        assertThat(given.getProperty("sslfactory")).isNull();
    }

    /** AccessTest asks them of a running node, without a login. */
    @Test
    void theProbesAskWhatEverybodyMayAsk() {
        var container = render(LEAST).container();
        String access = HouseFiles.text("src/test/java/io/ringback/web/security/AccessTest.java");

        assertThat(Stream.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe()))
                .extracting(probe -> probe.getHttpGet().getPath())
                .containsExactly("/actuator/health/liveness", "/actuator/health/readiness", "/actuator/health/liveness")
                .allSatisfy(path -> assertThat(access).contains("\"GET, " + path + ", nothing, 200\""));
        assertThat(container.getStartupProbe().getFailureThreshold()
                        * container.getStartupProbe().getPeriodSeconds())
                .isEqualTo(600);
    }

    /** AccessTest asks that too, with a key of this scope and with others. */
    @Test
    void prometheusAsksWithAKeyThatOpensTheMetricsAlone() {
        var endpoint = render(LEAST, METRICS)
                .each(ServiceMonitor.class)
                .get(0)
                .getSpec()
                .getEndpoints()
                .get(0);

        assertThat(HouseFiles.text("src/test/java/io/ringback/web/security/AccessTest.java"))
                .contains("\"GET, " + endpoint.getPath() + ", prometheus, 200\"");
        assertThat(environment(LEAST, METRICS)).containsEntry("RINGBACK_API_KEYS_PROMETHEUS_SCOPES", "metrics.read");
        assertThat(endpoint.getAuthorization().getCredentials().getName()).isEqualTo("ringback-prometheus");
    }

    @ParameterizedTest
    @CsvSource({
        "'mail: {smtp: {scheme: smtp}}', RINGBACK_MAIL_SMTP_STARTTLS_REQUIRED, true",
        "'mail: {smtp: {scheme: smtp, startTls: false}}', RINGBACK_MAIL_SMTP_STARTTLS_REQUIRED, false",
        "'mail: {smtp: {scheme: smtps}}', RINGBACK_MAIL_SMTP_STARTTLS_REQUIRED, false",
        "'mail: {imap: {scheme: imap, port: 143}}', RINGBACK_MAIL_IMAP_STARTTLS_REQUIRED, true",
        "'publicUrl: \"http://ringback.example\"', CAMUNDA_BPM_WEBAPP_CSRF_ENABLE_SECURE_COOKIE, false",
        "'publicUrl: \"https://ringback.example\"', CAMUNDA_BPM_WEBAPP_CSRF_ENABLE_SECURE_COOKIE, true"
    })
    void whatIsSaidIsEncryptedUnlessSomebodyWantsItOtherwise(String values, String variable, String value) {
        assertThat(environment(LEAST, values)).containsEntry(variable, value);
    }

    private static Properties database(String... values) {
        return org.postgresql.Driver.parseURL(environment(values).get("SPRING_DATASOURCE_URL"), new Properties());
    }

    private static Map<String, String> environment(String... values) {
        Map<String, String> environment = new java.util.LinkedHashMap<>();
        for (EnvVar variable : render(values).container().getEnv()) {
            assertThat(environment).as("set once").doesNotContainKey(variable.getName());
            environment.put(variable.getName(), variable.getValue());
        }
        return environment;
    }

    private static Map<String, Integer> ports(String... values) {
        return render(values).container().getPorts().stream()
                .collect(Collectors.toMap(
                        ContainerPort::getName, ContainerPort::getContainerPort, (one, other) -> one, TreeMap::new));
    }

    /** The settings of Spring Boot and of the engine, as their own jars list them. */
    private static Set<String> othersAsVariables() throws IOException {
        Set<String> variables = new TreeSet<>();
        for (URL list : Collections.list(
                HelmSettingsTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            for (JsonNode setting :
                    new ObjectMapper().readTree(list.openStream()).path("properties")) {
                variables.add(setting.path("name")
                        .asText()
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_')
                        .replace('.', '_'));
            }
        }
        return variables;
    }
}
