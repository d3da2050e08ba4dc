package io.riffle.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class HeapStoreTest {
    /** Kafka's in-memory store is the contract: the same random operations must give the same answers. */
    @Test
    void store_answersAsKafkasInMemoryStore_underRandomOperations() {
        for (int seed = 0; seed < 20; seed++) {
            KeyValueStore<Bytes, byte[]> kafka =
                    Stores.inMemoryKeyValueStore("store").get();
            KeyValueStore<Bytes, byte[]> heap = HeapStore.supplier("store").get();
            Random left = new Random(seed);
            Random right = new Random(seed);
            for (int i = 0; i < 1000; i++) {
                assertThat(operation(heap, right))
                        .as("seed %d, operation %d", seed, i)
                        .isEqualTo(operation(kafka, left));
                assertThat(heap.approximateNumEntries()).isEqualTo(kafka.approximateNumEntries());
            }
            assertThat(list(heap.all()))
                    .containsExactlyInAnyOrderElementsOf(list(kafka.all()))
                    .isNotEmpty();
        }
    }

    @Test
    void init_registersForRestore_andKeepsEntriesOfAStandby() {
        KeyValueStore<Bytes, byte[]> store = HeapStore.supplier("store").get();
        List<StateRestoreCallback> callbacks = new ArrayList<>();
        List<StateStore> roots = new ArrayList<>();
        KeyValueStore<Bytes, byte[]> root = HeapStore.supplier("wrapper").get();
        StateStoreContext context = registering(roots, callbacks);
        assertThat(store.isOpen()).isFalse();
        store.init(context, root);
        assertThat(store.isOpen()).isTrue();
        assertThat(roots).containsExactly(root);
        callbacks.get(0).restore(new byte[] {1}, new byte[] {10});
        callbacks.get(0).restore(new byte[] {2}, new byte[] {20});
        callbacks.get(0).restore(new byte[] {1}, null);
        store.init(context, root);
        assertThat(list(store.all())).containsExactly("[2]=[20]");
        store.close();
        assertThat(store.isOpen()).isFalse();
        assertThat(store.approximateNumEntries()).isZero();
        assertThatThrownBy(() -> store.get(Bytes.wrap(new byte[] {2})))
                .as("an entity without history would be something else")
                .isInstanceOf(InvalidStateStoreException.class);
    }

    @Test
    void iterator_allowsDeletion_whileItIsUsed() {
        KeyValueStore<Bytes, byte[]> store = HeapStore.supplier("store").get();
        for (byte i = 0; i < 10; i++) {
            store.put(Bytes.wrap(new byte[] {i}), new byte[] {i});
        }
        try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
            entries.forEachRemaining(entry -> store.delete(entry.key));
        }
        assertThat(store.approximateNumEntries()).isZero();
    }

    private static Object operation(KeyValueStore<Bytes, byte[]> store, Random random) {
        Bytes key = key(random);
        Bytes other = key(random);
        Bytes low = key.compareTo(other) < 0 ? key : other;
        Bytes high = low == key ? other : key;
        byte[] value = random.nextInt(5) == 0 ? null : new byte[] {(byte) random.nextInt(100)};
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                store.put(key, value);
                return "put";
            }
            case 3 -> {
                return text(store.putIfAbsent(key, value));
            }
            case 4 -> {
                return text(store.delete(key));
            }
            case 5 -> {
                store.putAll(List.of(new KeyValue<>(key, value), new KeyValue<>(other, new byte[] {1})));
                return "putAll";
            }
            case 6 -> {
                return list(store.range(random.nextInt(4) == 0 ? null : low, random.nextInt(4) == 0 ? null : high));
            }
            case 7 -> {
                return list(
                        store.reverseRange(random.nextInt(4) == 0 ? null : low, random.nextInt(4) == 0 ? null : high));
            }
            case 8 -> {
                // Without the sign: Kafka's store fails for a prefix of 0xFF, which has no successor.
                return list(store.prefixScan(new byte[] {(byte) (key.get()[0] & 0x7F)}, new ByteArraySerializer()));
            }
            default -> {
                return text(store.get(key)) + list(store.reverseAll());
            }
        }
    }

    /** Signs and lengths differ, so that only an unsigned comparison sorts them right. */
    private static Bytes key(Random random) {
        byte[] key = new byte[1 + random.nextInt(2)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (random.nextInt(16) * 17);
        }
        return Bytes.wrap(key);
    }

    private static List<String> list(KeyValueIterator<Bytes, byte[]> entries) {
        List<String> list = new ArrayList<>();
        try (entries) {
            while (entries.hasNext()) {
                Bytes peeked = entries.peekNextKey();
                KeyValue<Bytes, byte[]> entry = entries.next();
                assertThat(entry.key).isEqualTo(peeked);
                list.add(text(entry.key.get()) + "=" + text(entry.value));
            }
        }
        return list;
    }

    private static String text(byte[] bytes) {
        return Arrays.toString(bytes);
    }

    private static StateStoreContext registering(List<StateStore> roots, List<StateRestoreCallback> callbacks) {
        return (StateStoreContext) Proxy.newProxyInstance(
                HeapStoreTest.class.getClassLoader(),
                new Class<?>[] {StateStoreContext.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("register");
                    roots.add((StateStore) arguments[0]);
                    callbacks.add((StateRestoreCallback) arguments[1]);
                    return null;
                });
    }
}
