package io.ringback.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What the containers of docker-compose.yml may do on the machine that runs them, and to whom they are open. */
class ComposeTest {

    private static final Map<String, Map<String, Object>> SERVICES = services();

    /** Its image starts as root, and its programs become other users by the rights of their files. */
    private static final Set<String> NOT_CONFINED = Set.of("mail");

    /** Their images start as root, and then become a user of their own. */
    private static final Set<String> ROOT_AT_FIRST = Set.of("mail", "mailbox", "switch", "chat", "chat-account");

    /** They write settings or certificates beside their data. */
    private static final Set<String> WRITING_ANYWHERE = Set.of("mail", "mailbox", "chat", "chat-account");

    /** Their images say that they become another user, for which root needs some of what would be taken. */
    private static final Set<String> WITH_CAPABILITIES = Set.of("mail", "chat", "chat-account");

    @Test
    void noContainerIsPrivilegedOrReachesIntoTheMachine() {
        SERVICES.forEach((name, service) -> {
            assertThat(service)
                    .as(name)
                    .doesNotContainKeys("privileged", "pid", "ipc", "devices", "network_mode", "userns_mode");
            assertThat(list(service, "volumes")).as(name).noneMatch(volume -> volume.contains("docker.sock"));
            assertThat(list(service, "ports"))
                    .as("%s is open on this machine alone", name)
                    .allMatch(port -> port.startsWith("127.0.0.1:"));
        });
    }

    @Test
    void eachContainerHasNoMoreRightsThanItNeeds() {
        SERVICES.forEach((name, service) -> {
            if (!NOT_CONFINED.contains(name)) {
                assertThat(list(service, "security_opt")).as(name).contains("no-new-privileges:true");
            }
            if (!WITH_CAPABILITIES.contains(name)) {
                assertThat(list(service, "cap_drop")).as(name).containsExactly("ALL");
            }
            if (!WRITING_ANYWHERE.contains(name)) {
                assertThat(service.get("read_only")).as("%s: read_only", name).isEqualTo(true);
            }
            if (!ROOT_AT_FIRST.contains(name)) {
                assertThat(service.get("user")).as("%s: user", name).isNotNull().isNotIn("root", "0");
            }
        });
        assertThat(SERVICES.get("ringback")).doesNotContainKey("cap_add");
    }

    @Test
    void eachImageHasAVersion() throws IOException {
        SERVICES.forEach((name, service) -> assertThat(String.valueOf(service.get("image")))
                .as(name)
                .contains(":")
                .doesNotEndWith(":latest"));
        assertThat(Files.readAllLines(Path.of("deploy", "Dockerfile")).stream()
                        .filter(line -> line.matches("ARG \\w+_IMAGE=.*")))
                .hasSize(3)
                .allMatch(line -> line.matches("ARG \\w+_IMAGE=[a-z/-]+:[\\w.-]+") && !line.endsWith(":latest"));
    }

    /** The options are in the image only if the build sees them. */
    @Test
    void javaIsStartedInOneWay() throws IOException {
        assertThat(Files.readString(Path.of("bin", "run"))).contains("exec java @deploy/java-options -jar");
        assertThat(Files.readString(Path.of("deploy", "Dockerfile")))
                .contains("COPY deploy/java-options java-options", "ENTRYPOINT [\"java\", \"@java-options\", \"-jar\"");
        assertThat(Files.readAllLines(Path.of("deploy", "Dockerfile.dockerignore")))
                .contains("!deploy/java-options");
    }

    @Test
    void eachKeyOpensWhatItsHolderNeeds() {
        assertThat(environment("ringback"))
                .containsEntry("RINGBACK_API_KEYS_SWITCH_SCOPES", "calls.write")
                .containsEntry("RINGBACK_API_KEYS_PEOPLE_SCOPES", "people.read,people.write")
                .containsEntry("SERVER_FORWARD_HEADERS_STRATEGY", "native")
                .containsKey("RINGBACK_COUNTRY");
    }

    @Test
    void noSecretHasADefault() {
        SERVICES.keySet().forEach(name -> environment(name).forEach((variable, value) -> {
            if (variable.matches(".*(PASSWORD|SECRET|_VALUE).*")) {
                assertThat(value).as(variable).matches("\\$\\{\\w+(:\\?[^}]+|:-)?}");
            }
        }));
    }

    @Test
    void xmppIsAMatterOfChoice() {
        Map<String, Object> alone = read(Path.of("docker-compose.yml"));

        assertThat(alone.toString().toLowerCase(java.util.Locale.ROOT)).doesNotContain("xmpp", "prosody");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services() {
        Map<String, Map<String, Object>> services = new TreeMap<>();
        for (Path file : List.of(Path.of("deploy", "xmpp.compose.yml"), Path.of("docker-compose.yml"))) {
            services.putAll((Map<String, Map<String, Object>>) read(file).get("services"));
        }
        return services;
    }

    private static Map<String, Object> read(Path file) {
        try {
            return new Yaml().load(Files.readString(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> list(Map<String, Object> service, String key) {
        return ((List<?>) service.getOrDefault(key, List.of()))
                .stream().map(String::valueOf).toList();
    }

    private static Map<String, String> environment(String service) {
        Map<String, String> environment = new TreeMap<>();
        ((Map<?, ?>) SERVICES.get(service).getOrDefault("environment", Map.of()))
                .forEach((name, value) -> environment.put(String.valueOf(name), String.valueOf(value)));
        return environment;
    }
}
