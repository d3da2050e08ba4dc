package io.riffle.watch.alert;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.riffle.config.Watched;
import io.riffle.schema.AlertName;
import io.riffle.schema.AlertSubject;
import io.riffle.schema.Finding;

/**
 * What something that watches saw of one subject in one window, whether bad or good. It becomes an alert by its own
 * severity, unless rules of {@code alerts} select it: then it is what those rules make of its severity or value.
 *
 * @param watched what kind of watcher it is: drift, quality, performance or operations; each rule is about one of them
 * @param from start of the window, milliseconds since the epoch
 * @param to its end
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AlertSignal(
        @JsonProperty("rule") Watched watched,
        AlertSubject subject,
        @JsonUnwrapped Finding finding,
        long from,
        long to) implements AlertInput {
    /** The name that it is told by if no rule selects it. */
    AlertName ownName() {
        return new AlertName(watched.text(), subject);
    }

    @Override
    public String key() {
        return ownName().text();
    }
}
