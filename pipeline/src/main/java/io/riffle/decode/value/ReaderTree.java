package io.riffle.decode.value;

import io.riffle.config.event.DuplicateKeys;
import io.riffle.config.event.EventPath;
import io.riffle.config.event.EventPath.Each;
import io.riffle.config.event.EventPath.Element;
import io.riffle.config.event.EventPath.Member;
import io.riffle.config.event.EventPath.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Puts readers where their paths lead: every object and array on the way has one reader, whoever shares it. */
public final class ReaderTree {
    private final ObjectReader root;
    private final Optional<EventPath> reporting;
    private final DuplicateKeys duplicates;
    private final IntSupplier numbers;
    private final Map<List<Step>, ObjectReader> objects = new HashMap<>();
    private final Map<List<Step>, ArrayReader> arrays = new HashMap<>();

    /**
     * A tree without branches.
     *
     * @param name what messages call the object at its root
     * @param reporting the object in which an undeclared key is worth a warning; the root if it is empty
     * @param numbers gives each member a number that is unique within the decoder
     */
    public ReaderTree(String name, Optional<EventPath> reporting, DuplicateKeys duplicates, IntSupplier numbers) {
        root = new ObjectReader(name, reporting.isEmpty(), duplicates);
        this.reporting = reporting;
        this.duplicates = duplicates;
        this.numbers = numbers;
        objects.put(List.of(), root);
    }

    public ObjectReader root() {
        return root;
    }

    /** Declares what is read at the end of a path. */
    public void declare(EventPath path, ValueReader reader) {
        declare(path.steps(), reader);
    }

    /** Declares what is made of all elements of the array on a path. */
    public void declareFold(EventPath path, ElementFold fold) {
        declare(path.steps(), fold);
        array(path.steps().subList(0, indexOfEach(path.steps()))).declare(fold);
    }

    private void declare(List<Step> path, ValueReader reader) {
        List<Step> holder = path.subList(0, path.size() - 1);
        Step last = path.get(path.size() - 1);
        if (last instanceof Member member) {
            declare(holder, member.name(), reader);
        } else if (last instanceof Element element) {
            array(holder).declare(element.index(), reader);
        } else {
            array(holder).declareEach(reader);
        }
    }

    private void declare(List<Step> holder, String name, ValueReader reader) {
        ObjectReader object = object(holder);
        int number = object.number(name).orElseGet(numbers);
        object.declare(name, number, reader);
        int each = indexOfEach(holder);
        if (each >= 0) {
            array(holder.subList(0, each)).repeat(number);
        }
    }

    private static int indexOfEach(List<Step> path) {
        return path.indexOf(new Each());
    }

    private ObjectReader object(List<Step> path) {
        ObjectReader known = objects.get(path);
        if (known != null) {
            return known;
        }
        EventPath text = new EventPath(path);
        boolean reports = reporting.filter(text::equals).isPresent();
        ObjectReader object = new ObjectReader(text.text(), reports, duplicates);
        objects.put(List.copyOf(path), object);
        declare(path, object);
        return object;
    }

    private ArrayReader array(List<Step> path) {
        ArrayReader known = arrays.get(path);
        if (known != null) {
            return known;
        }
        ArrayReader array = new ArrayReader(new EventPath(path).text());
        arrays.put(List.copyOf(path), array);
        declare(path, array);
        return array;
    }

    /** Makes sure that an object is read, whatever is declared in it. */
    public void declareObject(EventPath path) {
        object(path.steps());
    }
}
