package io.riffle.expression.column;

/** What is computed from two numbers, each in a loop of its own that is compiled once for all formulas. */
enum Calculation {
    ADD {
        @Override
        void fill(double[] left, double[] right, double[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = left[row] + right[row];
            }
        }
    },
    SUBTRACT {
        @Override
        void fill(double[] left, double[] right, double[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = left[row] - right[row];
            }
        }
    },
    MULTIPLY {
        @Override
        void fill(double[] left, double[] right, double[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = left[row] * right[row];
            }
        }
    },
    DIVIDE {
        @Override
        void fill(double[] left, double[] right, double[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = left[row] / right[row];
            }
        }
    },
    REMAINDER {
        @Override
        void fill(double[] left, double[] right, double[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = left[row] % right[row];
            }
        }
    },
    LEAST {
        @Override
        void fill(double[] left, double[] right, double[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = Math.min(left[row], right[row]);
            }
        }
    },
    GREATEST {
        @Override
        void fill(double[] left, double[] right, double[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = Math.max(left[row], right[row]);
            }
        }
    },
    POWER {
        @Override
        void fill(double[] left, double[] right, double[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = Math.pow(left[row], right[row]);
            }
        }
    },
    /** The first or, if it is missing, the second. */
    IF_MISSING {
        @Override
        void fill(double[] left, double[] right, double[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = Double.isNaN(left[row]) ? right[row] : left[row];
            }
        }
    };

    abstract void fill(double[] left, double[] right, double[] values, int rows);

    /** The numbers of two parts put together. */
    Part<Node> of(Part<?> left, Part<?> right) {
        Part<NumberNode> one = left.number();
        Part<NumberNode> other = right.number();
        NumberNode leftNode = one.node();
        NumberNode rightNode = other.node();
        Node node = new NumberColumn(
                (values, rows) -> fill(leftNode.values(), rightNode.values(), values, rows), leftNode, rightNode);
        return Part.of(node, one, other, Failures.NONE);
    }
}
