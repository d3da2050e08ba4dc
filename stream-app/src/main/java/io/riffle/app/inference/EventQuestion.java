package io.riffle.app.inference;

import java.util.List;
import java.util.Map;

/**
 * Events that are asked about together.
 *
 * @param histories the records of those of their entities that have a history
 */
record EventQuestion(List<AskedEvent> events, Map<String, byte[]> histories) {
    /**
     * One event.
     *
     * @param entity empty if none can be read
     */
    record AskedEvent(byte[] json, String entity) {}
}
