package io.riffle.feature;

import io.riffle.image.Crop;
import io.riffle.image.Fit;
import io.riffle.image.ImageShape;
import io.riffle.image.ImageStep;
import io.riffle.image.Interpolation;
import io.riffle.image.PixelSteps;
import io.riffle.image.Resize;
import io.riffle.image.ShorterSide;
import io.riffle.image.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The declared steps of an image column: {@code background} first, where transparency matters, {@code channels-last} last,
 * where the model wants rows, columns, channels, and between them any of the steps of {@code io.riffle.image}.
 */
final class ImageSteps {
    private static final String BACKGROUND = "background";
    private static final String CHANNELS_LAST = "channels-last";
    private static final Set<String> NAMES = new TreeSet<>(List.of(
            BACKGROUND, CHANNELS_LAST, "resize", "fit", "centre-crop", "size", "grey", "bgr", "divide", "normalize"));
    private static final int LONGEST_SIDE = 8192;

    private final List<ImageStep> steps = new ArrayList<>();
    private float[] background = new float[0];
    private boolean channelsLast;
    private ImageShape shape = ImageShape.DECODED;

    /** @throws IllegalArgumentException if a step or a parameter is wrong, or the result has no fixed size */
    ImageSteps(List<StepSpec> specs) {
        for (int i = 0; i < specs.size(); i++) {
            StepSpec spec = specs.get(i);
            TransformParameters parameters = new TransformParameters(spec);
            if (spec.name().equals(BACKGROUND)) {
                requirePlace(i == 0, BACKGROUND, "first");
                background = background(parameters);
            } else if (spec.name().equals(CHANNELS_LAST)) {
                requirePlace(i == specs.size() - 1, CHANNELS_LAST, "last");
                channelsLast = true;
            } else {
                add(spec.name(), parameters);
            }
            parameters.refuseUnknown();
        }
        if (!shape.isKnown()) {
            throw new IllegalArgumentException(
                    "an image must end with one size: add resize, fit, centre-crop or size with height and width");
        }
    }

    List<ImageStep> steps() {
        return List.copyOf(steps);
    }

    /** Red, green and blue; empty if transparency is ignored. */
    float[] background() {
        return background.clone();
    }

    boolean channelsLast() {
        return channelsLast;
    }

    ImageShape shape() {
        return shape;
    }

    private static void requirePlace(boolean right, String name, String place) {
        if (!right) {
            throw new IllegalArgumentException("the step '" + name + "' must be the " + place);
        }
    }

    private void add(String name, TransformParameters parameters) {
        ImageStep step = step(name, parameters);
        try {
            shape = step.shape(shape);
        } catch (IllegalArgumentException misfit) {
            throw new IllegalArgumentException(name + ": " + misfit.getMessage(), misfit);
        }
        steps.add(step);
    }

    private ImageStep step(String name, TransformParameters parameters) {
        return switch (name) {
            case "resize" -> resize(parameters);
            case "fit" ->
                new Fit(
                        side(parameters, "width"),
                        side(parameters, "height"),
                        parameters.number("fill", 0),
                        method(parameters));
            case "centre-crop" -> new Crop(side(parameters, "width"), side(parameters, "height"));
            case "size" -> new Size(side(parameters, "width"), side(parameters, "height"));
            case "grey" -> PixelSteps.grey();
            case "bgr" -> PixelSteps.bgr();
            case "divide" -> PixelSteps.divide(divisor(parameters));
            case "normalize" -> normalize(parameters);
            default ->
                throw new IllegalArgumentException("an image step must be one of " + NAMES + ": was '" + name
                        + "', nearest is '" + NearestName.to(name, NAMES) + "'");
        };
    }

    private static ImageStep resize(TransformParameters parameters) {
        if (parameters.has("shorter-side")) {
            return new ShorterSide(side(parameters, "shorter-side"), method(parameters));
        }
        return new Resize(side(parameters, "width"), side(parameters, "height"), method(parameters));
    }

    private static int side(TransformParameters parameters, String name) {
        return parameters.wholeNumber(name, 1, LONGEST_SIDE);
    }

    private static Interpolation method(TransformParameters parameters) {
        if (!parameters.has("method")) {
            return Interpolation.BILINEAR;
        }
        String name = parameters.text("method");
        return Arrays.stream(Interpolation.values())
                .filter(method -> method.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> parameters.mustBe("method", "nearest, bilinear or antialias", name));
    }

    private static double divisor(TransformParameters parameters) {
        double divisor = parameters.number("by");
        if (divisor == 0) {
            throw parameters.mustBe("by", "other than 0", divisor);
        }
        return divisor;
    }

    private ImageStep normalize(TransformParameters parameters) {
        double[] means = channels(parameters, "mean", 0);
        double[] deviations = channels(parameters, "std", 1);
        if (Arrays.stream(deviations).anyMatch(deviation -> deviation == 0)) {
            throw parameters.mustBe("std", "other than 0", Arrays.toString(deviations));
        }
        return PixelSteps.normalize(means, deviations);
    }

    /** One number per channel; one alone holds for all. */
    private double[] channels(TransformParameters parameters, String name, double absent) {
        double[] given = parameters.has(name) ? parameters.numbers(name) : new double[] {absent};
        if (given.length != 1 && given.length != shape.channels()) {
            throw parameters.mustBe(
                    name, "a list of one number per channel (" + shape.channels() + " here)", Arrays.toString(given));
        }
        double[] channels = new double[shape.channels()];
        for (int channel = 0; channel < channels.length; channel++) {
            channels[channel] = given[given.length == 1 ? 0 : channel];
        }
        return channels;
    }

    private static float[] background(TransformParameters parameters) {
        double[] color = parameters.numbers("color");
        if (color.length != 3 || Arrays.stream(color).anyMatch(value -> value < 0 || value > 255)) {
            throw parameters.mustBe("color", "red, green and blue, each from 0 to 255", Arrays.toString(color));
        }
        return new float[] {(float) color[0], (float) color[1], (float) color[2]};
    }
}
