package io.riffle.stats;

/**
 * The exact distribution of the Kolmogorov-Smirnov statistic as an element of a matrix power: G. Marsaglia, W. Tsang, J. Wang,
 * "Evaluating Kolmogorov's distribution", J. Stat. Software 8/18 (2003). Costs (2 n d)^3 log n.
 */
final class DurbinMatrix {
    private static final double BIG = 1e140;
    private static final int BIG_EXPONENT = 140;

    private final int size;
    private double[] cells;
    private int exponent;

    private DurbinMatrix(int size, double[] cells, int exponent) {
        this.size = size;
        this.cells = cells;
        this.exponent = exponent;
    }

    static double cdf(int n, double d) {
        int k = (int) (n * d) + 1;
        DurbinMatrix power = start(k, k - n * d).power(n);
        double value = power.cells[(k - 1) * power.size + k - 1];
        int exponent = power.exponent;
        for (int i = 1; i <= n; i++) {
            value = value * i / n;
            if (value < 1 / BIG) {
                value *= BIG;
                exponent -= BIG_EXPONENT;
            }
        }
        return value * Math.pow(10, exponent);
    }

    private static DurbinMatrix start(int k, double h) {
        int size = 2 * k - 1;
        double[] cells = new double[size * size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                cells[row * size + column] = row - column + 1 < 0 ? 0 : 1;
            }
        }
        for (int i = 0; i < size; i++) {
            cells[i * size] -= Math.pow(h, i + 1);
            cells[(size - 1) * size + i] -= Math.pow(h, size - i);
        }
        cells[(size - 1) * size] += 2 * h - 1 > 0 ? Math.pow(2 * h - 1, size) : 0;
        divideByFactorials(size, cells);
        return new DurbinMatrix(size, cells, 0);
    }

    private static void divideByFactorials(int size, double[] cells) {
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++) {
                for (int g = 1; g <= row - column + 1; g++) {
                    cells[row * size + column] /= g;
                }
            }
        }
    }

    private DurbinMatrix power(int n) {
        if (n == 1) {
            return this;
        }
        DurbinMatrix half = power(n / 2);
        DurbinMatrix square = half.times(half);
        DurbinMatrix result = n % 2 == 0 ? square : times(square);
        result.keepInRange();
        return result;
    }

    private DurbinMatrix times(DurbinMatrix other) {
        double[] product = new double[size * size];
        for (int row = 0; row < size; row++) {
            for (int inner = 0; inner < size; inner++) {
                double factor = cells[row * size + inner];
                for (int column = 0; column < size; column++) {
                    product[row * size + column] += factor * other.cells[inner * size + column];
                }
            }
        }
        return new DurbinMatrix(size, product, exponent + other.exponent);
    }

    private void keepInRange() {
        if (cells[(size / 2) * size + size / 2] > BIG) {
            for (int i = 0; i < cells.length; i++) {
                cells[i] /= BIG;
            }
            exponent += BIG_EXPONENT;
        }
    }
}
