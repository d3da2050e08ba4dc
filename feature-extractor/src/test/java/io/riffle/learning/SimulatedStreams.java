package io.riffle.learning;

import io.riffle.learning.LearningStreams.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Streams of known kinds, on which the usual settings were found. */
final class SimulatedStreams {
    private static final int INPUTS = 6;

    private final Random random;
    private final int rows;

    private SimulatedStreams(long seed, int rows) {
        random = new Random(seed);
        this.rows = rows;
    }

    /** By what they are like. */
    static Map<String, List<Event>> all(long seed, int rows) {
        SimulatedStreams streams = new SimulatedStreams(seed, rows);
        Map<String, List<Event>> all = new LinkedHashMap<>();
        all.put("still", streams.moving(0, rows, 0));
        all.put("walking", streams.moving(0.03, rows, 0));
        all.put("jumping", streams.moving(0, rows / 5, 0));
        all.put("noise", streams.noise());
        all.put("rare", streams.moving(0, rows, -5));
        all.put("persistent", streams.persistent());
        all.put("market", streams.market());
        return all;
    }

    /** A logistic rule whose weights walk, or are drawn anew every so many rows. */
    private List<Event> moving(double walk, int every, double intercept) {
        double[] weights = new double[INPUTS];
        List<Event> events = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            double margin = intercept;
            double[] inputs = gaussian(INPUTS);
            for (int i = 0; i < INPUTS; i++) {
                weights[i] = row % every == 0 ? 1.5 * random.nextGaussian() : weights[i] + walk * random.nextGaussian();
                margin += weights[i] * inputs[i];
            }
            events.add(event(row, inputs, random.nextDouble() < 1 / (1 + Math.exp(-margin))));
        }
        return events;
    }

    private List<Event> noise() {
        List<Event> events = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            events.add(event(row, gaussian(INPUTS), random.nextBoolean()));
        }
        return events;
    }

    /** What no input shows makes the same truth likely for a while. */
    private List<Event> persistent() {
        List<Event> events = new ArrayList<>();
        double level = 0;
        for (int row = 0; row < rows; row++) {
            level = 0.97 * level + 0.25 * random.nextGaussian();
            double[] inputs = gaussian(INPUTS);
            double margin = 2.5 * level + inputs[0];
            events.add(event(row, inputs, random.nextDouble() < 1 / (1 + Math.exp(-margin))));
        }
        return events;
    }

    /** A price with a daily cycle, seen with noise; the truth is whether it is above its mean of the last 48 rows. */
    private List<Event> market() {
        double[] prices = new double[rows];
        double level = 0;
        double price = 0;
        List<Event> events = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            double cycle = Math.sin(2 * Math.PI * row / 48);
            level = 0.97 * level + 0.25 * random.nextGaussian();
            price = 0.9 * price + 0.1 * (cycle + level) + 0.05 * random.nextGaussian();
            prices[row] = price;
            double mean = 0;
            for (int back = Math.max(0, row - 47); back <= row; back++) {
                mean += prices[back] / Math.min(48, row + 1);
            }
            double[] inputs = {
                row % 48 / 47.0,
                price + 0.3 * random.nextGaussian(),
                cycle + 0.5 * random.nextGaussian(),
                random.nextGaussian()
            };
            events.add(event(row, inputs, price > mean));
        }
        return events;
    }

    private double[] gaussian(int numbers) {
        double[] inputs = new double[numbers];
        for (int i = 0; i < numbers; i++) {
            inputs[i] = random.nextGaussian();
        }
        return inputs;
    }

    private static Event event(int row, double[] inputs, boolean truth) {
        return new Event(inputs, truth ? 1 : 0, row, row);
    }
}
