package io.riffle.scoring.output;

import io.riffle.feature.TensorBuilder;
import io.riffle.feature.TensorType;
import io.riffle.frame.OutputColumn;
import io.riffle.image.ImageShape;
import io.riffle.image.Placement;
import io.riffle.model.folder.DetectionSpec;
import io.riffle.scoring.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes boxes in the original image's pixels of the values that a detection model answers. */
final class BoxReader {
    private static final int EDGES = 4;

    private final DetectionSpec spec;
    private final List<String> labels;
    private final List<TensorBuilder> images;
    private String[] classes = new String[0];
    private double[] confidences = new double[0];
    private double[] edges = new double[0];
    private int[] counts = new int[0];

    BoxReader(DetectionSpec spec, List<String> labels, List<InputRows> inputs) {
        this.spec = spec;
        this.labels = labels;
        images = inputs.stream()
                .map(InputRows::builder)
                .filter(builder -> builder.imageShape().isPresent())
                .limit(1)
                .toList();
    }

    void reserve(int rows) {
        if (counts.length < rows) {
            classes = new String[rows * spec.most()];
            confidences = new double[rows * spec.most()];
            edges = new double[rows * spec.most() * EDGES];
            counts = new int[rows];
        }
    }

    /** Reads one row's boxes; the greatest confidence, 0 if nothing was found. */
    double read(OutputValues<?> values, int start, int width, int row) {
        List<Box> candidates = new ArrayList<>();
        for (int at = start;
                at + spec.layout().values() <= start + width;
                at += spec.layout().values()) {
            if (values.number(at + spec.layout().confidenceAt()) >= spec.threshold()) {
                box(values, at).ifPresent(candidates::add);
            }
        }
        List<Box> best = Box.best(candidates, spec.overlap(), spec.most());
        counts[row] = best.size();
        for (int i = 0; i < best.size(); i++) {
            write(best.get(i), row, row * spec.most() + i);
        }
        return best.isEmpty() ? 0 : best.get(0).confidence();
    }

    /** Exported models fill the list up with boxes of a class that does not exist, or with no numbers. */
    private Optional<Box> box(OutputValues<?> values, int at) {
        int label = (int) values.number(at + spec.layout().classAt());
        double a = values.number(at + spec.layout().boxAt());
        double b = values.number(at + spec.layout().boxAt() + 1);
        double c = values.number(at + spec.layout().boxAt() + 2);
        double d = values.number(at + spec.layout().boxAt() + 3);
        if (label < 0 || label >= labels.size() || !Double.isFinite(a + b + c + d)) {
            return Optional.empty();
        }
        double confidence = values.number(at + spec.layout().confidenceAt());
        return Optional.of(
                spec.layout().centred()
                        ? new Box(label, confidence, a - c / 2, b - d / 2, a + c / 2, b + d / 2)
                        : new Box(label, confidence, a, b, c, d));
    }

    private void write(Box box, int row, int slot) {
        classes[slot] = labels.get(box.label());
        confidences[slot] = box.confidence();
        double scaleX = 1;
        double scaleY = 1;
        Placement placement = null;
        for (TensorBuilder image : images) {
            ImageShape shape = image.imageShape().orElseThrow();
            scaleX = spec.layout().shares() ? shape.width() : 1;
            scaleY = spec.layout().shares() ? shape.height() : 1;
            placement = image.placement(row).orElse(null);
        }
        int at = slot * EDGES;
        double left = box.left() * scaleX;
        double top = box.top() * scaleY;
        double right = box.right() * scaleX;
        double bottom = box.bottom() * scaleY;
        edges[at] = placement == null ? left : placement.x(left);
        edges[at + 1] = placement == null ? top : placement.y(top);
        edges[at + 2] = placement == null ? right : placement.x(right);
        edges[at + 3] = placement == null ? bottom : placement.y(bottom);
    }

    /** Class, confidence and edges of each box, as three outputs. */
    List<OutputColumn> columns() {
        int most = spec.most();
        return List.of(
                new OutputColumn("detection_classes", TensorType.STRING, most, classes, counts, 1),
                new OutputColumn("detection_scores", TensorType.FLOAT64, most, confidences, counts, 1),
                new OutputColumn("detection_boxes", TensorType.FLOAT64, most * EDGES, edges, counts, EDGES));
    }
}
