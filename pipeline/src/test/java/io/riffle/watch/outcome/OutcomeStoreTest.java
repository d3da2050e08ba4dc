package io.riffle.watch.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** A log behaves as the one in memory does, and finds its chunks again. */
class OutcomeStoreTest {
    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore(OutcomeStore.NAME).get();

    private static LabelChunk labels(long storedAt, String... ids) {
        List<Label> labels = new ArrayList<>();
        for (String id : ids) {
            labels.add(new Label(id, "1", storedAt));
        }
        return new LabelChunk(storedAt, labels);
    }

    @Test
    void chunks_areFoundAgain_afterARestart() {
        OutcomeStore<Label> log = OutcomeStore.labels(store);
        log.append(labels(10, "a", "b"));
        log.append(labels(20, "c"));
        OutcomeStore.scored(store).append(new ScoredChunk(30, List.of()));
        List<Chunk<Label>> read = new ArrayList<>();
        OutcomeStore<Label> again = OutcomeStore.labels(store);
        again.forEach((number, chunk) -> read.add(chunk));
        assertThat(read).containsExactly(labels(10, "a", "b"), labels(20, "c"));
        assertThat(again.nextNumber()).isEqualTo(2);
        assertThat(again.oldestBefore(10)).isEqualTo(-1);
        assertThat(again.oldestBefore(11)).isZero();
        again.deleteOldest();
        assertThat(again.firstNumber()).isEqualTo(1);
        assertThat(again.rows(1)).extracting(Label::eventId).containsExactly("c");
    }

    @Test
    void chunk_isDeleted_whenAnotherVersionWroteIt() {
        OutcomeStore<Label> log = OutcomeStore.labels(store);
        log.append(labels(10, "a"));
        store.all().forEachRemaining(each -> {
            byte[] other = each.value.clone();
            other[0] = 99;
            store.put(each.key, other);
        });
        OutcomeStore.labels(store).forEach((number, chunk) -> assertThat(chunk).isNull());
        assertThat(store.approximateNumEntries()).isZero();
    }

    /** A sender that repeats a frame of labels must not have it decoded once per label. */
    @Test
    void chunk_isReadOnce_untilItsFrameHasBeenHandled() {
        AtomicInteger reads = new AtomicInteger();
        OutcomeStore<Label> log = OutcomeStore.labels(counting(reads));
        log.append(labels(10, "a", "b"));
        log.rows(0);
        log.rows(0);
        assertThat(reads).hasValue(1);
        log.forgetRead();
        log.rows(0);
        assertThat(reads).hasValue(2);
    }

    @Test
    void rows_mustBeThere() {
        assertThatThrownBy(() -> OutcomeStore.labels(store).rows(4))
                .hasMessage("a frame in the index must be in the store: 4 is not");
    }

    @SuppressWarnings("unchecked")
    private KeyValueStore<Bytes, byte[]> counting(AtomicInteger reads) {
        return (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    reads.addAndGet(method.getName().equals("get") ? 1 : 0);
                    return method.invoke(store, arguments);
                });
    }
}
