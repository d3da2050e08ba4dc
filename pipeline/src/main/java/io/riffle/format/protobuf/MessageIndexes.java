package io.riffle.format.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.riffle.format.UnreadableValueException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Which message of its file a value is, as Confluent's serializers write it: how many numbers follow, then one for each
 * level, all as zigzag varints; a single zero is the first message of the file.
 */
final class MessageIndexes {
    private static final int MOST_LEVELS = 32;

    private MessageIndexes() {}

    static List<Integer> read(CodedInputStream in) throws IOException, UnreadableValueException {
        int count = in.readSInt32();
        if (count == 0) {
            return List.of(0);
        }
        if (count < 0 || count > MOST_LEVELS) {
            throw new UnreadableValueException("must have 1 to " + MOST_LEVELS + " message indexes: has " + count);
        }
        List<Integer> indexes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            indexes.add(in.readSInt32());
        }
        return indexes;
    }

    /** The message at these places. */
    static Descriptor message(FileDescriptor file, List<Integer> indexes) throws UnreadableValueException {
        List<Descriptor> level = file.getMessageTypes();
        Descriptor found = null;
        for (int index : indexes) {
            if (index < 0 || index >= level.size()) {
                throw new UnreadableValueException(
                        "must be a message of its schema: has the indexes " + indexes + " in " + file.getFullName());
            }
            found = level.get(index);
            level = found.getNestedTypes();
        }
        return Objects.requireNonNull(found, "at least one index");
    }
}
