package io.riffle.decode.flat;

import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventFormatConfig;
import io.riffle.config.event.EventPath;
import io.riffle.config.event.EventPath.Member;
import io.riffle.config.event.EventPath.Step;
import io.riffle.config.event.EventPlace;
import io.riffle.config.event.FieldConfig;
import io.riffle.decode.value.EventDraft;
import io.riffle.decode.value.EventTimeRule;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureType;
import io.riffle.frame.FrameRow;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The fast reader of usual events: JSON objects with declared members and plain values, in the order in which they came
 * last time. It reads bytes, without a parser and without strings that nobody keeps. What it accepts is exactly what the
 * complete reader ({@link io.riffle.decode.value.ObjectReader} and the readers below it) makes of the same bytes; all else it leaves to that one,
 * so no event is refused here and there are no messages. Not thread-safe.
 */
public final class FlatReader {
    /** Of objects; JSON may be nested deeper, and what is not declared may be nested inside of them. */
    private static final int MOST_LEVELS = 16;

    private final FlatInput input = new FlatInput();
    private final FlatNumber number = new FlatNumber();
    private final FlatIdentifier entity = new FlatIdentifier(EventDraft::entity);
    private final FlatObject event;
    private final Map<List<Step>, FlatObject> objects = new HashMap<>();
    private final boolean comparesKey;
    private int members;
    private int required;

    private FlatReader(EventConfig config, FeatureSchema schema, EventTimeRule time) {
        comparesKey = config.partitionedByEntity();
        event = new FlatObject(config.fieldsIn().isEmpty(), number);
        objects.put(List.of(), event);
        config.fieldsIn().map(EventPath::parse).ifPresent(path -> object(path.steps(), path.steps()));
        List<Step> holder =
                config.fieldsIn().map(EventPath::parse).map(EventPath::steps).orElse(List.of());
        config.id()
                .place()
                .valuePath()
                .ifPresent(path -> declare(path, new FlatIdentifier(EventDraft::id), false, holder));
        config.entity().place().valuePath().ifPresent(path -> declare(path, entity, false, holder));
        config.time()
                .place()
                .flatMap(EventPlace::valuePath)
                .ifPresent(path -> declare(path, new FlatTime(time, number), false, holder));
        for (FieldConfig field : config.fields()) {
            int column = schema.column(field.name());
            config.path(field)
                    .ifPresent(path ->
                            declare(path, new FlatValues(field, column, number).value(), field.required(), holder));
        }
    }

    /** Empty if it can read no such event: other formats, images, arrays, and names that are no plain text. */
    public static Optional<FlatReader> of(EventConfig config, FeatureSchema schema, EventTimeRule time) {
        boolean images = config.fields().stream().anyMatch(field -> field.type() == FeatureType.IMAGE);
        boolean deep = paths(config).anyMatch(path -> path.steps().size() > MOST_LEVELS);
        boolean plain = paths(config).flatMap(path -> path.steps().stream()).allMatch(FlatReader::isPlain);
        boolean json = config.format().kind() == EventFormatConfig.Kind.JSON;
        return !json || images || deep || !plain ? Optional.empty() : Optional.of(new FlatReader(config, schema, time));
    }

    private static Stream<EventPath> paths(EventConfig config) {
        Stream<Optional<EventPath>> around = Stream.of(
                config.id().place().valuePath(),
                config.entity().place().valuePath(),
                config.time().place().flatMap(EventPlace::valuePath),
                config.fieldsIn().map(EventPath::parse));
        return Stream.concat(around, config.fields().stream().map(config::path)).flatMap(Optional::stream);
    }

    /** Whether a step leads to a member whose name JSON writes as it is. */
    private static boolean isPlain(Step step) {
        if (!(step instanceof Member member)) {
            return false;
        }
        CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
        return utf8.canEncode(member.name())
                && member.name().chars().noneMatch(each -> Character.isISOControl(each) || each == '"' || each == '\\');
    }

    /** The object at a path; the one that holds the fields reports what is not declared. */
    private FlatObject object(List<Step> path, List<Step> holder) {
        FlatObject known = objects.get(path);
        if (known != null) {
            return known;
        }
        FlatObject object = new FlatObject(path.equals(holder), number);
        objects.put(path, object);
        declare(new EventPath(path), object, false, holder);
        return object;
    }

    private void declare(EventPath path, FlatValue value, boolean isRequired, List<Step> reporting) {
        List<Step> steps = path.steps();
        FlatObject holder = object(steps.subList(0, steps.size() - 1), reporting);
        String name = ((Member) steps.get(steps.size() - 1)).name();
        FlatDeclared known = holder.declared(name);
        holder.declare(
                known == null ? new FlatDeclared(name, members++, value, isRequired) : known.and(value, isRequired));
        required += isRequired ? 1 : 0;
    }

    /**
     * Reads the value of a row into the draft, with all required fields and an entity that fits the key; false if it is left
     * to the complete reader, with anything in the draft and in the draft's row.
     */
    public boolean read(byte[] value, FrameRow row, EventDraft draft) {
        input.open(value);
        input.skipSpace();
        if (!event.read(input, draft)) {
            return false;
        }
        input.skipSpace();
        return input.isAtEnd() && draft.requiredGiven() == required && fitsKey(row, draft);
    }

    private boolean fitsKey(FrameRow row, EventDraft draft) {
        return !comparesKey || draft.entity() == null || row.keyEquals(input.bytes(), entity.start(), entity.length());
    }
}
