package io.riffle.enrichment;

import java.util.Map;

class InMemoryProfileSourceTest extends ProfileSourceContract {
    private final InMemoryProfileSource source = new InMemoryProfileSource(FIELDS);

    @Override
    protected ProfileSource source() {
        return source;
    }

    @Override
    protected void store(String entity, Map<String, String> fields) {
        fields.forEach((field, stored) -> source.put(entity, field, stored));
    }
}
