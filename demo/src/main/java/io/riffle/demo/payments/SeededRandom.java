package io.riffle.demo.payments;

/**
 * Random numbers that are the same on every Java version and machine: SplitMix64 (Steele, Lea and Flood 2014) and
 * {@link StrictMath}. The algorithms behind {@code java.util.random} may change between releases, and a committed model
 * must stay reproducible.
 */
public final class SeededRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    public SeededRandom(long seed) {
        state = mix(seed);
    }

    /** A well-spread hash of a number. */
    public static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** From 0 (inclusive) to 1 (exclusive). */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** From 0 (inclusive) to the bound (exclusive). */
    public int nextInt(int bound) {
        return (int) (((nextLong() >>> 33) * bound) >>> 31);
    }

    /** From {@code from} (inclusive) to {@code to} (inclusive). */
    public int between(int from, int to) {
        return from + nextInt(to - from + 1);
    }

    public double uniform(double from, double to) {
        return from + (to - from) * nextDouble();
    }

    public boolean chance(double probability) {
        return nextDouble() < probability;
    }

    /** Standard normal, by Box and Muller. */
    public double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * StrictMath.cos(2 * StrictMath.PI * nextDouble());
    }

    /** {@code median * exp(sigma * gaussian)}. */
    public double logNormal(double median, double sigma) {
        return median * StrictMath.exp(sigma * gaussian());
    }

    /** Exponential with mean 1. */
    public double exponential() {
        return -StrictMath.log(1 - nextDouble());
    }
}
