package io.riffle.app.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.app.topic.TopicTail;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class EventSampleTest {
    private final List<Integer> asked = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    private String value = "{\"id\": \"a\", \"parameters\": {\"score\": 0.5}}";
    private final EventSample sample = new EventSample(new Tail(), clock::get);

    /** Always full, as of a topic that is written to faster than anybody looks. */
    private final class Tail implements TopicTail {
        @Override
        public void read(int most, Consumer<ConsumerRecord<byte[], byte[]>> next) {
            asked.add(most);
            for (int i = 0; i < most; i++) {
                next.accept(
                        new ConsumerRecord<>("predictions", 0, asked.size() * 1000L + i, null, value.getBytes(UTF_8)));
            }
        }

        @Override
        public void close() {}
    }

    @Test
    void topic_isLookedIntoOnceASecond_howeverManyAsk() {
        assertThat(asked).isEmpty();
        for (int i = 0; i < 50; i++) {
            sample.events();
        }
        assertThat(asked).containsExactly(5);
        clock.addAndGet(1_000);
        assertThat(sample.events()).hasSize(10);
        assertThat(asked).hasSize(2);
    }

    @Test
    void sample_keepsTheNewestHundred() {
        for (int i = 0; i < 60; i++) {
            clock.addAndGet(1_000);
            sample.events();
        }
        assertThat(sample.events()).hasSize(100);
        assertThat(sample.events().get(99)).containsEntry("offset", 60_004L);
    }

    @Test
    void sample_leavesOutWhatIsNoPrediction() {
        for (String foreign : List.of("", "no json", "[]", "{\"parameters\": 1}")) {
            value = foreign;
            clock.addAndGet(1_000);
            assertThat(sample.events()).as(foreign).isEmpty();
        }
    }
}
