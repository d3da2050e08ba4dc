package io.riffle.model.folder;

import java.util.List;
import java.util.Optional;

/**
 * What is read from a model's outputs.
 *
 * @param scoreTensor the output that holds the score; a sequence of maps counts as [rows, labels], in the order of {@code labels}
 * @param scoreColumn which value of a row of that output is the score, from 0
 * @param labelTensor the output that holds the predicted class; without it the class follows from the score's tensor
 * @param labels class names in column order; empty if the model has none
 * @param publish outputs that are copied into the prediction, in this order
 * @param top how many of the most likely classes are copied into the prediction too
 * @param detection how boxes are read from the score's tensor; the score is then the greatest confidence
 */
public record OutputSpec(
        String scoreTensor,
        int scoreColumn,
        Optional<String> labelTensor,
        List<String> labels,
        List<String> publish,
        int top,
        Optional<DetectionSpec> detection) {
    public OutputSpec {
        labels = List.copyOf(labels);
        publish = List.copyOf(publish);
    }

    /** Without most likely classes, and without boxes. */
    public OutputSpec(
            String scoreTensor,
            int scoreColumn,
            Optional<String> labelTensor,
            List<String> labels,
            List<String> publish) {
        this(scoreTensor, scoreColumn, labelTensor, labels, publish, 0, Optional.empty());
    }
}
