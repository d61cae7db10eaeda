package io.ringback.peers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic of a broker, for who writes to it and who looks at all of it. */
public final class KafkaTopic implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String name;
    private final KafkaBroker broker;
    private final KafkaProducer<String, String> producer;
    private final List<Future<RecordMetadata>> told = new ArrayList<>();

    /** A record as it lies in a topic. */
    public record Lying(String key, String record, Map<String, String> headers) {

        /** The header of that name; null if there is none. */
        public String problem() {
            return headers.get("problem");
        }
    }

    public KafkaTopic(KafkaBroker broker, String name) {
        this.name = name;
        this.broker = broker;
        Properties settings = new Properties();
        settings.put("bootstrap.servers", broker.servers());
        settings.put("acks", "all");
        settings.put("delivery.timeout.ms", Long.toString(PATIENCE.toMillis()));
        producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    /** Writes a record, again and again while the broker is away. */
    public void tell(String key, String record) {
        tell(key, record, Map.of());
    }

    public void tell(String key, String record, Map<String, String> headers) {
        ProducerRecord<String, String> one = new ProducerRecord<>(name, key, record);
        headers.forEach((header, value) -> one.headers().add(header, value.getBytes(StandardCharsets.UTF_8)));
        told.add(producer.send(one));
    }

    /** Writes a record to one partition. */
    public void tell(int partition, String key, String record) {
        told.add(producer.send(new ProducerRecord<>(name, partition, key, record)));
    }

    /** Waits until the broker has all that was told. */
    public void awaitTaken() {
        for (Future<RecordMetadata> one : told) {
            try {
                one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new AssertionError("The broker did not take a record", e);
            }
        }
    }

    /** All that lies in the topic by now. */
    public List<Lying> all() {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", broker.servers());
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(one -> new TopicPartition(name, one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<Lying> all = new ArrayList<>();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                consumer.poll(Duration.ofMillis(200)).forEach(one -> all.add(read(one)));
            }
            return all;
        }
    }

    private static Lying read(ConsumerRecord<String, String> one) {
        Map<String, String> headers = new HashMap<>();
        one.headers().forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new Lying(one.key(), one.value(), headers);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
