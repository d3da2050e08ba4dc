package io.riffle.app.inference;

import io.riffle.app.http.RequestException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The histories that the stream keeps, wherever they are. Thread-safe. */
public interface EntityHistories {
    /** Of a pipeline without history. */
    EntityHistories NONE = (entities, caller, until) -> Map.of();

    /**
     * The newest records of these entities; those without history are left out.
     *
     * @param caller the {@code Authorization} header of the request, shown to other instances
     * @param until end of the request, by {@link System#nanoTime}
     * @throws RequestException 503 where a record cannot be read at the moment
     */
    Map<String, byte[]> read(Collection<String> entities, @Nullable String caller, long until);
}
