package io.riffle.watch.drift;

import io.riffle.stats.ValueHistogram;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is counted of features whose bins nobody knows yet: their values, as exactly as room allows. */
record UnbinnedCounts(List<ValueHistogram> numbers, List<CategoryHistogram> categories) {
    static final UnbinnedCounts NONE = new UnbinnedCounts(List.of(), List.of());

    static UnbinnedCounts of(int numbers, int categories) {
        return new UnbinnedCounts(
                Stream.generate(ValueHistogram::new).limit(numbers).toList(),
                Stream.generate(CategoryHistogram::new).limit(categories).toList());
    }

    void add(UnbinnedCounts other) {
        IntStream.range(0, numbers.size()).forEach(i -> numbers.get(i).add(other.numbers.get(i)));
        IntStream.range(0, categories.size()).forEach(i -> categories.get(i).add(other.categories.get(i)));
    }

    int bytes() {
        if (isEmpty()) {
            return 0;
        }
        return 2 * Integer.BYTES
                + numbers.stream().mapToInt(ValueHistogram::bytes).sum()
                + categories.stream().mapToInt(CategoryHistogram::bytes).sum();
    }

    private boolean isEmpty() {
        return numbers.isEmpty() && categories.isEmpty();
    }

    void write(ByteBuffer buffer) {
        if (!isEmpty()) {
            buffer.putInt(numbers.size()).putInt(categories.size());
            numbers.forEach(each -> each.write(buffer));
            categories.forEach(each -> each.write(buffer));
        }
    }

    /** Reads the rest of a buffer. */
    static UnbinnedCounts read(ByteBuffer buffer) {
        if (!buffer.hasRemaining()) {
            return NONE;
        }
        int numbers = buffer.getInt();
        int categories = buffer.getInt();
        List<ValueHistogram> values = new ArrayList<>();
        for (int i = 0; i < numbers; i++) {
            values.add(ValueHistogram.read(buffer));
        }
        List<CategoryHistogram> texts = new ArrayList<>();
        for (int i = 0; i < categories; i++) {
            texts.add(CategoryHistogram.read(buffer));
        }
        return new UnbinnedCounts(values, texts);
    }
}
