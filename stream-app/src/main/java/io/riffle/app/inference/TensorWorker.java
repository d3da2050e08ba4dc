package io.riffle.app.inference;

import io.riffle.app.http.RequestException;
import io.riffle.schema.DeadLetterReason;
import io.riffle.scoring.ActiveModels;
import io.riffle.scoring.ModelSource;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.Tensor;
import io.riffle.scoring.TensorModel;
import io.riffle.scoring.TensorRunException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs the questions of a batch together, those of each version at once. */
final class TensorWorker implements Batching.Worker<InferQuestion, List<Tensor>> {
    private record Version(String model, String version) {}

    private final ModelSource models;

    TensorWorker(ModelSource models) {
        this.models = models;
    }

    @Override
    public void answer(List<Asked<InferQuestion, List<Tensor>>> batch) {
        Map<Version, List<Asked<InferQuestion, List<Tensor>>>> versions = new LinkedHashMap<>();
        for (Asked<InferQuestion, List<Tensor>> asked : batch) {
            InferQuestion question = asked.question();
            versions.computeIfAbsent(new Version(question.model(), question.version()), first -> new ArrayList<>())
                    .add(asked);
        }
        try (ActiveModels active = models.acquire()) {
            versions.forEach((version, questions) -> answer(active, version, questions));
        }
    }

    private static void answer(
            ActiveModels active, Version version, List<Asked<InferQuestion, List<Tensor>>> questions) {
        try {
            Scorer scorer = new VersionsInUse(active).scorer(version.model(), version.version());
            try (TensorModel.Run run = VersionsInUse.tensors(scorer).open()) {
                answer(run, questions);
            }
        } catch (RequestException gone) {
            questions.forEach(asked -> asked.answer().completeExceptionally(gone));
        }
    }

    /** Where a batch fails one of its questions is to blame, and the others must not suffer for it. */
    private static void answer(TensorModel.Run run, List<Asked<InferQuestion, List<Tensor>>> questions) {
        try {
            List<Tensor> outputs = run.run(joined(questions), rows(questions), wanted(questions));
            int from = 0;
            for (Asked<InferQuestion, List<Tensor>> asked : questions) {
                int first = from;
                asked.answer()
                        .complete(asked.question().outputs().stream()
                                .map(name -> named(outputs, name).rows(first, asked.rows()))
                                .toList());
                from += asked.rows();
            }
        } catch (TensorRunException failure) {
            if (questions.size() == 1) {
                questions.get(0).answer().completeExceptionally(refusal(failure));
                return;
            }
            questions.forEach(asked -> answer(run, List.of(asked)));
        }
    }

    private static RequestException refusal(TensorRunException failure) {
        boolean late = failure.rejection().reason() == DeadLetterReason.MODEL_TIMEOUT;
        return new RequestException(late ? 504 : 422, failure.rejection().message());
    }

    private static Tensor named(List<Tensor> outputs, String name) {
        return outputs.stream()
                .filter(output -> output.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> wanted(List<Asked<InferQuestion, List<Tensor>>> questions) {
        return questions.stream()
                .flatMap(asked -> asked.question().outputs().stream())
                .collect(Collectors.toSet());
    }

    private static int rows(List<Asked<InferQuestion, List<Tensor>>> questions) {
        return questions.stream().mapToInt(Asked::rows).sum();
    }

    private static List<Tensor> joined(List<Asked<InferQuestion, List<Tensor>>> questions) {
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < questions.get(0).question().inputs().size(); i++) {
            int input = i;
            inputs.add(Tensor.join(questions.stream()
                    .map(asked -> asked.question().inputs().get(input))
                    .toList()));
        }
        return inputs;
    }
}
