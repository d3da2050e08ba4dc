package io.riffle.app.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Health as JSON, in the form of MicroProfile Health 4.0, section "Protocol and wire format". */
final class HealthJson {
    private final ObjectMapper json = new ObjectMapper();

    byte[] health(Health health) {
        ObjectNode root = json.createObjectNode().put("status", status(health.up()));
        ArrayNode checks = root.putArray("checks");
        for (HealthCheck check : health.checks()) {
            ObjectNode node = checks.addObject().put("name", check.name()).put("status", status(check.up()));
            if (!check.data().isEmpty()) {
                node.set("data", json.valueToTree(check.data()));
            }
        }
        return bytes(root);
    }

    private byte[] bytes(ObjectNode node) {
        try {
            return json.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree must be writable", impossible);
        }
    }

    private static String status(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
