package io.riffle.decode;

import io.riffle.config.EventConfig;
import io.riffle.config.EventFormatConfig;
import io.riffle.config.FieldConfig;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureType;
import io.riffle.frame.FrameRow;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The fast reader of usual events: JSON with declared members and plain values, in the order in which they came last time.
 * It reads bytes, without a parser and without strings that nobody keeps. What it accepts is exactly what the complete
 * reader ({@link ObjectReader} and the readers below it) makes of the same bytes; all else it leaves to that one, so no
 * event is refused here and there are no messages. Not thread-safe.
 */
final class FlatReader {
    private final FlatInput input = new FlatInput();
    private final FlatNumber number = new FlatNumber();
    private final FlatIdentifier entity = new FlatIdentifier(EventDraft::entity);
    private final FlatObject event;
    private final boolean partitionedByEntity;
    private int members;
    private int required;

    private FlatReader(EventConfig config, FeatureSchema schema, EventTimeRule time) {
        partitionedByEntity = config.partitionedByEntity();
        event = new FlatObject(config.fieldsIn().isEmpty(), number);
        declare(event, config.id(), new FlatIdentifier(EventDraft::id), false);
        declare(event, config.entity(), entity, false);
        config.time().field().ifPresent(field -> declare(event, field, new FlatTime(time, number), false));
        FlatObject holder = config.fieldsIn().map(this::declareHolder).orElse(event);
        for (FieldConfig field : config.fields()) {
            declare(holder, field.name(), value(field, schema.column(field.name())), field.required());
        }
    }

    /** Empty if it can read no such event: other formats, images, and names that are no plain text. */
    static Optional<FlatReader> of(EventConfig config, FeatureSchema schema, EventTimeRule time) {
        boolean images = config.fields().stream().anyMatch(field -> field.type() == FeatureType.IMAGE);
        boolean json = config.format().kind() == EventFormatConfig.Kind.JSON;
        return images || !json || !names(config).allMatch(FlatReader::isPlain)
                ? Optional.empty()
                : Optional.of(new FlatReader(config, schema, time));
    }

    private static Stream<String> names(EventConfig config) {
        Stream<String> around = Stream.of(
                        Optional.of(config.id()),
                        Optional.of(config.entity()),
                        config.time().field(),
                        config.fieldsIn())
                .flatMap(Optional::stream);
        return Stream.concat(around, config.fields().stream().map(FieldConfig::name));
    }

    /** Whether JSON writes a text as it is. */
    private static boolean isPlain(String text) {
        CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
        return utf8.canEncode(text)
                && text.chars().noneMatch(each -> Character.isISOControl(each) || each == '"' || each == '\\');
    }

    /** The objects from the top level down to the one that holds the fields. */
    private FlatObject declareHolder(String dottedPath) {
        String[] names = dottedPath.split("\\.", -1);
        FlatObject parent = event;
        for (int level = 0; level < names.length; level++) {
            FlatObject child = new FlatObject(level == names.length - 1, number);
            declare(parent, names[level], child, false);
            parent = child;
        }
        return parent;
    }

    private void declare(FlatObject holder, String name, FlatValue value, boolean isRequired) {
        FlatDeclared known = holder.declared(name);
        holder.declare(
                known == null ? new FlatDeclared(name, members++, value, isRequired) : known.and(value, isRequired));
        required += isRequired ? 1 : 0;
    }

    private FlatValue value(FieldConfig field, int column) {
        return switch (field.type()) {
            case NUMBER, INTEGER -> new FlatNumberField(field, column, number);
            case BOOLEAN -> new FlatTruthField(column, number);
            case CATEGORY ->
                field.categories().values().isEmpty()
                        ? new FlatTextField(column, field.maxLength())
                        : new FlatCategoryField(field, column);
            case TEXT -> new FlatTextField(column, field.maxLength());
            case IMAGE -> throw new IllegalArgumentException("an image must not be read here: " + field.name());
        };
    }

    /**
     * Reads the value of a row into the draft, with all required fields and an entity that fits the key; false if it is left
     * to the complete reader, with anything in the draft and in the draft's row.
     */
    boolean read(byte[] value, FrameRow row, EventDraft draft) {
        input.open(value);
        input.skipSpace();
        if (!event.read(input, draft)) {
            return false;
        }
        input.skipSpace();
        return input.isAtEnd() && draft.requiredGiven() == required && fitsKey(row, draft);
    }

    private boolean fitsKey(FrameRow row, EventDraft draft) {
        return !partitionedByEntity
                || draft.entity() == null
                || row.keyEquals(input.bytes(), entity.start(), entity.length());
    }
}
