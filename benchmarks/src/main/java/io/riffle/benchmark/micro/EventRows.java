package io.riffle.benchmark.micro;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.benchmark.workload.CardEvent;
import io.riffle.benchmark.workload.Workload;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Events as they come out of a frame. */
final class EventRows {
    private EventRows() {}

    static List<FrameRow> of(Workload workload, int count) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<FrameRow> rows = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            CardEvent event = workload.event(index);
            rows.add(FrameRow.of(
                    new SourcePosition("benchmark.events", 0, index),
                    event.eventTime(),
                    event.cardId().getBytes(StandardCharsets.UTF_8),
                    mapper.writeValueAsBytes(event),
                    new RecordHeaders()));
        }
        return rows;
    }
}
