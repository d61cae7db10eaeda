package io.ringback.peers;

import io.ringback.peers.Program.Debian;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.springframework.util.FileSystemUtils;

/**
 * A broker of Apache Kafka (KRaft, one node) in a process of its own. What it stores outlives {@link #kill} and is there {@link #again}. Its
 * libraries, {@code src/test/kafka}, come at first use.
 */
public final class KafkaBroker implements AutoCloseable {

    private static final Path POM = Path.of("src", "test", "kafka", "pom.xml").toAbsolutePath();
    private static final Path LIBRARIES =
            Path.of("target", "kafka-broker", "class-path").toAbsolutePath();
    private static final Debian MAVEN = new Debian("mvn", "maven");
    private static final Debian JAVA = new Debian("java", "openjdk-17-jre-headless");
    private static final String USER = "ringback";
    private static final String PASSWORD = "only-for-tests-0123456789";
    private static final Duration TO_INSTALL = Duration.ofMinutes(5);
    private static final Duration TO_START = Duration.ofMinutes(4);

    private final Path home;
    private final int port;
    private final int securedPort;
    private Authority authority;
    private Program broker;

    private KafkaBroker(Path home, int port, int securedPort) {
        this.home = home;
        this.port = port;
        this.securedPort = securedPort;
    }

    /** Starts one on free ports of the loopback interface, and waits until it answers. It makes no topic by itself. */
    public static KafkaBroker start() {
        install();
        try {
            KafkaBroker one = new KafkaBroker(Files.createTempDirectory("ringback-kafka-"), Ports.free(), Ports.free());
            one.makeKey();
            Files.writeString(one.home.resolve("server.properties"), one.settings(Ports.free()));
            one.format();
            one.again();
            one.makeAccount();
            return one;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized void install() {
        if (Files.exists(LIBRARIES)) {
            return;
        }
        List<String> command = List.of(
                "-B", "-q", "-f", POM.toString(), "dependency:build-classpath", "-Dmdep.outputFile=" + LIBRARIES);
        toItsEnd(
                Program.start(MAVEN, Program.directory(MAVEN), command, Map.of()),
                TO_INSTALL,
                "The broker's libraries did not come.");
    }

    private static void toItsEnd(Program program, Duration patience, String otherwise) {
        try (program) {
            if (program.exitStatus(patience) != 0) {
                throw new AssertionError(otherwise + program.logForFailures());
            }
        }
    }

    private String settings(int controller) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,SASL_SSL://127.0.0.1:%4$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,SASL_SSL://127.0.0.1:%4$d
                inter.broker.listener.name=PLAINTEXT
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL
                sasl.enabled.mechanisms=SCRAM-SHA-512
                listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=%5$s required;
                ssl.keystore.type=PEM
                ssl.keystore.location=%6$s
                log.dirs=%3$s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                """.formatted(
                        port,
                        controller,
                        home.resolve("log"),
                        securedPort,
                        ScramLoginModule.class.getName(),
                        home.resolve("key-and-certificate.pem"));
    }

    private void makeKey() throws IOException {
        authority = Authority.in(home.resolve("authority"));
        Authority.Signed signed = authority.sign("broker", "IP:127.0.0.1");
        Files.writeString(
                home.resolve("key-and-certificate.pem"),
                Files.readString(signed.key()) + Files.readString(signed.certificate()));
    }

    private void makeAccount() {
        try (Admin admin = admin()) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("The account of the broker was not made", e);
        }
    }

    private void format() {
        toItsEnd(
                java(
                        "kafka.tools.StorageTool",
                        "format",
                        "-t",
                        Uuid.randomUuid().toString(),
                        "-c",
                        home.resolve("server.properties").toString()),
                TO_START,
                "The broker's storage was not made.");
    }

    private static Program java(String... program) {
        try {
            List<String> command =
                    new ArrayList<>(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-cp", Files.readString(LIBRARIES)));
            command.addAll(List.of(program));
            return Program.start(JAVA, Program.directory(JAVA), command, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it with what it has stored, and waits until it answers. */
    public void again() {
        broker = java("kafka.Kafka", home.resolve("server.properties").toString());
        broker.until("answering", TO_START, () -> {
            try (Admin admin = admin()) {
                return !admin.describeCluster().nodes().get().isEmpty();
            } catch (ExecutionException e) {
                return false;
            }
        });
    }

    /** Ends it in the middle of whatever it does. */
    public void kill() {
        broker.kill();
        broker.close();
    }

    /** {@code bootstrap.servers} of clients that log in, over TLS. */
    public String securedServers() {
        return "127.0.0.1:" + securedPort;
    }

    /** The JAAS line of the account that there is. */
    public String login() {
        return ScramLoginModule.class.getName() + " required username=\"" + USER + "\" password=\"" + PASSWORD + "\";";
    }

    /** The authority that has signed the broker's certificate, PEM. */
    public Path trustStore() {
        return authority.certificate();
    }

    /** {@code bootstrap.servers} of clients that need not log in. */
    public String servers() {
        return "127.0.0.1:" + port;
    }

    public Admin admin() {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", servers());
        settings.put("request.timeout.ms", "2000");
        settings.put("default.api.timeout.ms", "5000");
        return Admin.create(settings);
    }

    public void topic(String name, int partitions) {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("The topic " + name + " was not made", e);
        }
    }

    /** Gives a topic more partitions than it has. */
    public void morePartitions(String name, int partitions) {
        try (Admin admin = admin()) {
            admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("The topic " + name + " was not given more partitions", e);
        }
    }

    /** The partitions of which a group of consumers has committed something. */
    public Set<Integer> readBy(String group) {
        try (Admin admin = admin()) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().keySet().stream()
                    .map(TopicPartition::partition)
                    .collect(Collectors.toSet());
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("What " + group + " has read cannot be told", e);
        }
    }

    /** How many records of a topic a group of consumers has not committed. */
    public long behind(String group, String topic) {
        return behind(group, topic, partition -> true);
    }

    /** The same of some of its partitions. */
    public long behind(String group, String topic, List<Integer> partitions) {
        return behind(group, topic, partitions::contains);
    }

    private long behind(String group, String topic, IntPredicate counted) {
        try (Admin admin = admin()) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                    .filter(one -> counted.test(one.partition()))
                    .forEach(one -> ends.put(new TopicPartition(topic, one.partition()), OffsetSpec.latest()));
            long behind = 0;
            for (Map.Entry<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> end :
                    admin.listOffsets(ends).all().get().entrySet()) {
                OffsetAndMetadata done = committed.get(end.getKey());
                behind += end.getValue().offset() - (done == null ? 0 : done.offset());
            }
            return behind;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("How far " + group + " is cannot be told", e);
        }
    }

    @Override
    public void close() {
        broker.close();
        try {
            FileSystemUtils.deleteRecursively(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
