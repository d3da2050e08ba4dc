package io.riffle.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.config.event.EventPath;
import io.riffle.config.event.EventPath.Each;
import io.riffle.config.event.EventPath.Element;
import io.riffle.config.event.EventPath.Member;
import io.riffle.config.event.EventPath.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts JSON Schemas of values where their paths lead; objects and arrays around a required value are required, too. */
final class SchemaTree {
    private final ObjectNode root;

    /** @param root the schema of the object that the paths begin in */
    SchemaTree(ObjectNode root) {
        this.root = root;
    }

    /** Adds a value; if there is one already, both are read and the first one says what it is. */
    void put(EventPath path, ObjectNode value, boolean required) {
        List<Step> steps = path.steps();
        ObjectNode holder = root;
        for (int level = 0; level < steps.size() - 1; level++) {
            boolean object = steps.get(level + 1) instanceof Member;
            holder = child(holder, steps.get(level), object ? "object" : "array", required);
        }
        Step last = steps.get(steps.size() - 1);
        if (find(holder, last) == null) {
            set(holder, last, value);
        }
        if (required) {
            require(holder, last);
        }
    }

    /** Adds the array on a path of which something is made; what its elements must be is not said. */
    void putArray(EventPath path, boolean required) {
        int each = path.steps().indexOf(new Each());
        EventPath array = new EventPath(path.steps().subList(0, each));
        put(array, typed("array", required), required);
    }

    private static ObjectNode child(ObjectNode holder, Step step, String type, boolean required) {
        JsonNode known = find(holder, step);
        ObjectNode child = known instanceof ObjectNode object && object.has("type") ? object : typed(type, required);
        if (required) {
            child.put("type", type);
            require(holder, step);
        }
        set(holder, step, child);
        return child;
    }

    private static ObjectNode typed(String type, boolean required) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (required) {
            return node.put("type", type);
        }
        node.putArray("type").add(type).add("null");
        return node;
    }

    private static @Nullable JsonNode find(ObjectNode holder, Step step) {
        return step instanceof Member member
                ? holder.path("properties").get(member.name())
                : holder.path("prefixItems").get(((Element) step).index());
    }

    private static void set(ObjectNode holder, Step step, ObjectNode value) {
        if (step instanceof Member member) {
            holder.withObjectProperty("properties").set(member.name(), value);
            return;
        }
        ArrayNode items = holder.withArrayProperty("prefixItems");
        int index = ((Element) step).index();
        while (items.size() <= index) {
            items.addObject();
        }
        items.set(index, value);
    }

    private static void require(ObjectNode holder, Step step) {
        if (step instanceof Member member) {
            ArrayNode required = holder.withArrayProperty("required");
            for (JsonNode name : required) {
                if (name.asText().equals(member.name())) {
                    return;
                }
            }
            required.add(member.name());
            return;
        }
        int least = ((Element) step).index() + 1;
        holder.put("minItems", Math.max(least, holder.path("minItems").asInt()));
    }
}
