package io.riffle.benchmark.micro;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.benchmark.workload.CardEvent;
import io.riffle.benchmark.workload.FeatureLayout;
import io.riffle.benchmark.workload.Workload;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.decode.EventDecoder;
import io.riffle.decode.WarningCounts;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The same payments in one flat object, and in objects of objects with numbers as text and numeric ids. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls setUp before anything else
public class EventFixture {
    static final int ROWS = 256;

    private static final String HEAD = """
            pipeline: events
            kafka: {bootstrap-servers: "localhost:1"}
            models: {directory: models}
            """;
    private static final String FLAT = """
            event:
              id: event_id
              entity: card_id
              time: {field: event_time, unit: ms}
              partitioned-by-entity: true
              fields:
                amount:        {type: number, required: true, min: 0, max: 1000000}
                distance_km:   {type: number, required: true, min: 0}
                merchant_risk: {type: number, required: true, min: 0, max: 1}
                device_risk:   {type: number, required: true, min: 0, max: 1}
                items:         {type: integer, required: true, min: 1}
                velocity:      {type: number, required: true, min: 0}
                category:      {type: category, required: true, values: [%s]}
                merchant:      {type: text, max-length: 100}
                terminal:      {type: text, max-length: 100}
            """;
    private static final String NESTED = """
            event:
              id: meta.id
              entity: card.number
              time: {field: meta.at, unit: s}
              partitioned-by-entity: true
              coerce: [text-numbers, numeric-categories]
              fields:
                order.amount:        {type: number, required: true, min: 0, max: 1000000, as: amount}
                card.distance_km:    {type: number, required: true, min: 0, as: distance_km}
                order.merchant.risk: {type: number, required: true, min: 0, max: 1, as: merchant_risk}
                card.device.risk:    {type: number, required: true, min: 0, max: 1, as: device_risk}
                order.items:         {type: integer, required: true, min: 1, as: items}
                order.velocity:      {type: number, required: true, min: 0, as: velocity}
                order.category:      {type: category, required: true, values: [%s], as: category}
                order.merchant.name: {type: text, max-length: 100, as: merchant}
                card.terminal:       {type: text, max-length: 100, as: terminal}
            """;

    @Param({"flat", "nested"})
    private String shape;

    private final List<FrameRow> rows = new ArrayList<>();
    private EventFrame frame;
    private EventDecoder decoder;

    @Setup
    public void setUp() throws IOException {
        boolean nested = shape.equals("nested");
        Path file = Files.createTempFile("events", ".yaml");
        String event = (nested ? NESTED : FLAT).formatted(String.join(", ", FeatureLayout.CATEGORIES));
        Pipeline pipeline = new ConfigLoader(Map.of(), Map.of())
                .load(Files.writeString(file, HEAD + event))
                .value();
        Files.delete(file);
        frame = new EventFrame(pipeline.schema(), ROWS);
        decoder = new EventDecoder(pipeline.event(), pipeline.schema());
        Workload workload = Workload.of(ROWS * 30, ROWS);
        ObjectMapper json = new ObjectMapper();
        for (int index = 0; index < ROWS; index++) {
            CardEvent payment = workload.event(index);
            String key = nested ? Long.toString(number(index)) : payment.cardId();
            byte[] value = json.writeValueAsBytes(nested ? nested(json, payment, index) : payment);
            rows.add(FrameRow.of(
                    new SourcePosition("benchmark.events", 0, index),
                    payment.eventTime(),
                    key.getBytes(StandardCharsets.UTF_8),
                    value,
                    new RecordHeaders()));
        }
        decode();
        if (decoder.takeSlowRows() > 0) {
            throw new IllegalStateException("every event must be a usual one");
        }
    }

    private static long number(int index) {
        return 4_532_015_112_830_000L + index;
    }

    private static ObjectNode nested(ObjectMapper json, CardEvent payment, int index) {
        ObjectNode event = json.createObjectNode();
        event.putObject("meta").put("id", payment.eventId()).put("at", payment.eventTime() / 1000.0);
        ObjectNode card = event.putObject("card")
                .put("number", number(index))
                .put("distance_km", Double.toString(payment.distanceKm()))
                .put("terminal", payment.terminal());
        card.putObject("device").put("risk", Double.toString(payment.deviceRisk()));
        ObjectNode order = event.putObject("order")
                .put("amount", Double.toString(payment.amount()))
                .put("items", Integer.toString(payment.items()))
                .put("velocity", Double.toString(payment.velocity()))
                .put("category", payment.category());
        order.putObject("merchant")
                .put("risk", Double.toString(payment.merchantRisk()))
                .put("name", payment.merchant());
        return event;
    }

    EventFrame decode() {
        frame.clear(ROWS);
        WarningCounts warnings = new WarningCounts();
        for (FrameRow row : rows) {
            decoder.decode(row, frame, warnings).rejection().ifPresent(rejection -> {
                throw new IllegalStateException("every event must be valid: " + rejection);
            });
        }
        return frame;
    }
}
