package io.riffle.expression.column;

/** What is computed from one number, each in a loop of its own that is compiled once for all formulas. */
enum Transformation {
    ABS {
        @Override
        void fill(double[] numbers, double[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = Math.abs(numbers[row]);
            }
        }
    },
    CEIL {
        @Override
        void fill(double[] numbers, double[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = Math.ceil(numbers[row]);
            }
        }
    },
    EXP {
        @Override
        void fill(double[] numbers, double[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = Math.exp(numbers[row]);
            }
        }
    },
    FLOOR {
        @Override
        void fill(double[] numbers, double[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = Math.floor(numbers[row]);
            }
        }
    },
    /** The natural logarithm; NaN below 0. */
    LOG {
        @Override
        void fill(double[] numbers, double[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = Math.log(numbers[row]);
            }
        }
    },
    LOG1P {
        @Override
        void fill(double[] numbers, double[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = Math.log1p(numbers[row]);
            }
        }
    },
    NEGATE {
        @Override
        void fill(double[] numbers, double[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = -numbers[row];
            }
        }
    },
    /** To the nearest whole number, ties to the even one. */
    ROUND {
        @Override
        void fill(double[] numbers, double[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = Math.rint(numbers[row]);
            }
        }
    },
    SIGN {
        @Override
        void fill(double[] numbers, double[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = Math.signum(numbers[row]);
            }
        }
    },
    SQRT {
        @Override
        void fill(double[] numbers, double[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = Math.sqrt(numbers[row]);
            }
        }
    };

    abstract void fill(double[] numbers, double[] values, int rows);

    /** The numbers of a part, transformed. */
    Part<Node> of(Part<?> part) {
        Part<NumberNode> only = part.number();
        NumberNode numbers = only.node();
        return Part.of(new NumberColumn((values, rows) -> fill(numbers.values(), values, rows), numbers), only);
    }
}
