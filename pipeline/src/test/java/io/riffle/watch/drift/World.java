package io.riffle.watch.drift;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;

/** A simulated stream in which nothing changes, though its rows do not have to be independent of each other. */
interface World {
    /** What one window has: a value, an entity and a moment, as a share of the window, per row; in order of time. */
    record Rows(double[] values, String[] entities, double[] moments) {
        static Rows of(int rows, Random random) {
            double[] moments = random.doubles(rows).sorted().toArray();
            return new Rows(new double[rows], new String[rows], moments);
        }

        int size() {
            return values.length;
        }
    }

    /** The rows of one hour, the hours being asked for in order. */
    Rows hour(long hour, int rows);

    /** Each row of an entity of its own. */
    static World independent(Random random) {
        return each(random, random::nextGaussian);
    }

    /** What one row has, the next one has in part, whoever it is of. */
    static World autoregressive(double correlation, Random random) {
        double[] last = {random.nextGaussian()};
        return each(random, () -> {
            last[0] = correlation * last[0] + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            return last[0];
        });
    }

    private static World each(Random random, DoubleSupplier values) {
        return (hour, size) -> {
            Rows rows = Rows.of(size, random);
            Arrays.setAll(rows.values(), row -> values.getAsDouble());
            Arrays.setAll(rows.entities(), row -> "entity-" + random.nextLong());
            return rows;
        };
    }

    /** An entity comes once, with so many rows that resemble each other. */
    static World bursts(int size, double resemblance, Random random) {
        return (hour, count) -> {
            Rows rows = Rows.of(count, random);
            double common = 0;
            String entity = "";
            for (int row = 0; row < rows.size(); row++) {
                if (row % size == 0) {
                    common = random.nextGaussian();
                    entity = "entity-" + random.nextLong();
                }
                rows.values()[row] =
                        Math.sqrt(resemblance) * common + Math.sqrt(1 - resemblance) * random.nextGaussian();
                rows.entities()[row] = entity;
            }
            return rows;
        };
    }

    /** Few entities, a few of which have most of the rows, some more in one hour and others in the next. */
    static World habits(int entities, double resemblance, double activity, Random random) {
        double[] own =
                random.doubles(entities).map(any -> random.nextGaussian()).toArray();
        return (hour, count) -> {
            double[] upTo = new double[entities];
            double sum = 0;
            for (int entity = 0; entity < entities; entity++) {
                sum += Math.exp(activity * random.nextGaussian()) / (entity + 1);
                upTo[entity] = sum;
            }
            Rows rows = Rows.of(count, random);
            for (int row = 0; row < count; row++) {
                int found = Arrays.binarySearch(upTo, random.nextDouble() * sum);
                int entity = Math.min(entities - 1, found < 0 ? -found - 1 : found);
                rows.values()[row] =
                        Math.sqrt(resemblance) * own[entity] + Math.sqrt(1 - resemblance) * random.nextGaussian();
                rows.entities()[row] = "entity-" + entity;
            }
            return rows;
        };
    }

    /** A mean that goes up and down with the time of day. */
    static World daily(double amplitude, Random random) {
        return (hour, count) -> {
            Rows rows = Rows.of(count, random);
            for (int row = 0; row < count; row++) {
                double day = (hour + rows.moments()[row]) / 24;
                rows.values()[row] = amplitude * Math.sin(2 * Math.PI * day) + random.nextGaussian();
                rows.entities()[row] = "entity-" + random.nextLong();
            }
            return rows;
        };
    }

    /** Six hours of night with a fifth of the rows, which differ. */
    static World nights(double difference, Random random) {
        return (hour, count) -> {
            boolean night = Math.floorMod(hour, 24) < 6;
            Rows rows = Rows.of(night ? count / 5 : count, random);
            for (int row = 0; row < rows.size(); row++) {
                rows.values()[row] = (night ? difference : 0) + random.nextGaussian();
                rows.entities()[row] = "entity-" + random.nextLong();
            }
            return rows;
        };
    }
}
