package io.riffle.expression.column;

/** How two numbers compare, each in a loop of its own. All but {@link #UNEQUAL} are false if a number is missing. */
enum Comparison {
    EQUAL {
        @Override
        void fill(double[] left, double[] right, byte[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = left[row] == right[row] ? TruthNode.TRUE : TruthNode.FALSE;
            }
        }
    },
    UNEQUAL {
        @Override
        void fill(double[] left, double[] right, byte[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = left[row] != right[row] ? TruthNode.TRUE : TruthNode.FALSE;
            }
        }
    },
    LESS {
        @Override
        void fill(double[] left, double[] right, byte[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = left[row] < right[row] ? TruthNode.TRUE : TruthNode.FALSE;
            }
        }
    },
    AT_MOST {
        @Override
        void fill(double[] left, double[] right, byte[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = left[row] <= right[row] ? TruthNode.TRUE : TruthNode.FALSE;
            }
        }
    },
    GREATER {
        @Override
        void fill(double[] left, double[] right, byte[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = left[row] > right[row] ? TruthNode.TRUE : TruthNode.FALSE;
            }
        }
    },
    AT_LEAST {
        @Override
        void fill(double[] left, double[] right, byte[] values, int rows) {
            for (int row = 0; row < rows; row++) {
                values[row] = left[row] >= right[row] ? TruthNode.TRUE : TruthNode.FALSE;
            }
        }
    };

    abstract void fill(double[] left, double[] right, byte[] values, int rows);

    /** How the numbers of two parts compare. */
    Part<Node> of(Part<?> left, Part<?> right) {
        Part<NumberNode> one = left.number();
        Part<NumberNode> other = right.number();
        NumberNode leftNode = one.node();
        NumberNode rightNode = other.node();
        Node node = new TruthColumn(
                (values, rows) -> fill(leftNode.values(), rightNode.values(), values, rows), leftNode, rightNode);
        return Part.of(node, one, other, Failures.NONE);
    }
}
