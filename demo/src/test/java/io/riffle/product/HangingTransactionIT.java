package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riffle.app.run.ScoringApplication;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Transactions that nobody will end, as brokers leave them behind: the coordinator has ended them and does not know of one
 * partition. Those that were aborted are ended by the pipeline, those that were committed are told.
 */
@Tag("outage")
class HangingTransactionIT {
    private static final int EVENTS = 200;
    private static final short BEFORE_BROKERS_ADD_PARTITIONS = 11;

    /** The transaction timeout, what brokers get, two looks, and a slow machine. */
    private static final Duration SOON = Duration.ofSeconds(90);

    private static DeployedStream stream;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws Exception {
        stream = new DeployedStream();
    }

    @AfterAll
    static void stop() {
        if (stream != null) {
            stream.close();
        }
    }

    @Test
    void whatWasAborted_isEnded_andWhatMayBeCommitted_isTold() throws Exception {
        DeployedStream.Life life =
                stream.life("hanging", directory, Map.of("kafka.properties.producer.transaction.timeout.ms", "3000"));
        String servers = life.pipeline().kafka().bootstrapServers();
        try (ScoringApplication application = ScoringApplication.start(life.pipeline());
                Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            life.score(EVENTS);
            trustProducers(admin);
            TopicPartition aborted = new TopicPartition(life.topic("predictions"), 0);
            leaveOpen(servers, admin, aborted, life.topic("alerts"), false);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(new Served(application).metric("riffle_transactions_aborted_total"))
                            .isEqualTo(1));
            assertThat(new Served(application).metric("riffle_transactions_hanging"))
                    .isZero();
            life.score(EVENTS);

            TopicPartition committed = new TopicPartition(life.topic("predictions"), 1);
            AbortTransactionSpec end = leaveOpen(servers, admin, committed, life.topic("alerts"), true);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(new Served(application)
                                    .ready("transactions")
                                    .toString())
                            .contains("degraded", "must be ended by its coordinator", committed.toString()));
            assertThat(new Served(application).metric("riffle_transactions_hanging"))
                    .isEqualTo(1);
            admin.abortTransaction(end).all().get();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(new Served(application)
                                    .ready("transactions")
                                    .get("status")
                                    .textValue())
                            .isEqualTo("ended"));
            life.score(EVENTS);
        }
    }

    /** Brokers ask the coordinator about each partition of a transaction; without it a partition can be kept from it. */
    private static void trustProducers(Admin admin) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.BROKER, ""),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("transaction.partition.verification.enable", "false"),
                                AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    /** A transaction of a stream thread that has ended everywhere but in one partition. */
    private static AbortTransactionSpec leaveOpen(
            String servers, Admin admin, TopicPartition partition, String known, boolean commit) throws Exception {
        String id = "hanging-" + UUID.randomUUID() + "-1";
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "transactional.id", id);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(known, 0, new byte[0], "{}".getBytes()))
                    .get();
            TransactionDescription begun =
                    admin.describeTransactions(List.of(id)).description(id).get();
            send(servers, partition, id, begun);
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
            return new AbortTransactionSpec(partition, begun.producerId(), (short) begun.producerEpoch(), 0);
        }
    }

    private static void send(String servers, TopicPartition partition, String id, TransactionDescription begun)
            throws Exception {
        MemoryRecords records = MemoryRecords.withTransactionalRecords(
                Compression.NONE,
                begun.producerId(),
                (short) begun.producerEpoch(),
                0,
                new SimpleRecord("{}".getBytes()));
        ProduceRequestData.TopicProduceData topic = new ProduceRequestData.TopicProduceData()
                .setName(partition.topic())
                .setPartitionData(List.of(new ProduceRequestData.PartitionProduceData()
                        .setIndex(partition.partition())
                        .setRecords(records)));
        ProduceRequestData data = new ProduceRequestData()
                .setAcks((short) -1)
                .setTimeoutMs(10_000)
                .setTransactionalId(id)
                .setTopicData(new ProduceRequestData.TopicProduceDataCollection(
                        List.of(topic).iterator()));
        ProduceRequest request = ProduceRequest.builder(data, true).build(BEFORE_BROKERS_ADD_PARTITIONS);
        RequestHeader header = new RequestHeader(ApiKeys.PRODUCE, request.version(), "hanging", 1);
        ByteBuffer bytes = request.serializeWithHeader(header);
        String[] address = servers.split(":");
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]));
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                DataInputStream in = new DataInputStream(socket.getInputStream())) {
            out.writeInt(bytes.remaining());
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            byte[] answer = in.readNBytes(in.readInt());
            ProduceResponse response =
                    (ProduceResponse) AbstractResponse.parseResponse(ByteBuffer.wrap(answer), header);
            assertThat(response.errorCounts()).containsOnlyKeys(org.apache.kafka.common.protocol.Errors.NONE);
        }
    }
}
