package io.riffle.app.inference;

import io.riffle.app.http.RequestException;
import io.riffle.scoring.ActiveModels;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.TensorModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The versions of one moment by name; valid as long as the models are held. */
final class VersionsInUse {
    private final Map<String, Scorer> scorers = new LinkedHashMap<>();

    VersionsInUse(ActiveModels models) {
        List<ActiveModels.Lane> lanes = new ArrayList<>();
        String champion = models.deployment().champion();
        models.lanes().stream()
                .filter(lane -> lane.scorer().version().equals(champion))
                .forEach(lanes::add);
        Stream.concat(models.lanes().stream(), models.shadows().stream()).forEach(lanes::add);
        lanes.forEach(lane -> scorers.putIfAbsent(lane.scorer().version(), lane.scorer()));
    }

    List<String> versions() {
        return List.copyOf(scorers.keySet());
    }

    /** All of them that take tensors. */
    List<ServedVersion> served() {
        return scorers.values().stream()
                .filter(scorer -> scorer.tensors().isPresent())
                .map(scorer -> new ServedVersion(scorer.model(), scorer.version()))
                .toList();
    }

    /**
     * The scorer of that name and version.
     *
     * @param version empty for the usual one: the champion
     * @throws RequestException 404 if it is not in use
     */
    Scorer scorer(String model, String version) {
        Scorer usual = scorers.values().iterator().next();
        Scorer found = version.isEmpty() ? usual : scorers.get(version);
        if (found == null) {
            throw RequestException.notFound(
                    "the version must be in use: was '" + version + "', in use are " + versions());
        }
        if (!found.model().equals(model)) {
            throw RequestException.notFound(
                    "the model must be the pipeline's, '" + found.model() + "': was '" + model + "'");
        }
        return found;
    }

    static TensorModel tensors(Scorer scorer) {
        return scorer.tensors()
                .orElseThrow(() -> RequestException.notFound("the model must take tensors: takes features only"));
    }
}
