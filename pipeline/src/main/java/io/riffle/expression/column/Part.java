package io.riffle.expression.column;

import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import java.util.List;

/**
 * A part of a formula as the parser puts it together.
 *
 * @param constant whether it is the same in each row
 * @param position characters of the formula before it
 */
record Part<N extends Node>(N node, Failures failures, boolean constant, int position) {
    private static final FeatureTable NO_TABLE = new FeatureTable(new FeatureSchema(List.of()), 1);

    /** A literal. */
    static Part<Node> constant(Node node, int position) {
        return new Part<>(node, Failures.NONE, true, position);
    }

    /** A feature. */
    static Part<Node> feature(Node node, int position) {
        return new Part<>(node, Failures.NONE, false, position);
    }

    /** What fails in each row in which it is asked for. */
    static Part<Node> broken(String message, int position) {
        Failure failure = new Failure(message, position);
        return new Part<>(new NumberConstant(Double.NaN), row -> failure, false, position);
    }

    /** An operation on one part, which fails where that does. */
    static Part<Node> of(Node node, Part<?> only) {
        return new Part<Node>(node, only.failures, only.constant, only.position).folded();
    }

    /** An operation on two parts, which fails where one of them does, and for reasons of its own. */
    static Part<Node> of(Node node, Part<?> left, Part<?> right, Failures own) {
        Failures all = left.failures.then(right.failures).then(own);
        return new Part<Node>(node, all, left.constant && right.constant, left.position).folded();
    }

    /** The same at another place, for a part with something in front of it. */
    Part<N> at(int place) {
        return new Part<>(node, failures, constant, place);
    }

    /** Whether it is known before any row is. */
    boolean isKnown() {
        return constant && failures == Failures.NONE;
    }

    /** Whether a condition that is known holds. */
    boolean holds() {
        node.open(NO_TABLE, 1);
        return node.truth(0) == TruthNode.TRUE;
    }

    /** As a number, which it must be. */
    Part<NumberNode> number() {
        NumberNode numbers = node instanceof NumberNode already
                ? already
                : new NumberColumn(
                        (values, rows) -> {
                            for (int row = 0; row < rows; row++) {
                                values[row] = node.number(row);
                            }
                        },
                        node);
        return as(numbers, KindRule.NUMBER);
    }

    /** As a condition, which it must be; a missing one does not hold. */
    Part<TruthNode> condition() {
        TruthNode truth = node instanceof TruthNode already
                ? already
                : new TruthColumn(
                        (values, rows) -> {
                            for (int row = 0; row < rows; row++) {
                                values[row] = node.truth(row);
                            }
                        },
                        node);
        return as(truth, KindRule.CONDITION);
    }

    /** As a text, which it must be, or missing. */
    Part<TextNode> text() {
        TextNode texts = node instanceof TextNode already ? already : new RowText(node::text, node);
        return as(texts, KindRule.TEXT);
    }

    private <M extends Node> Part<M> as(M other, KindRule rule) {
        return new Part<>(other, failures.then(rule.failures(this)), constant, position);
    }

    /** The value, if it is known, in place of the way to it. */
    private Part<Node> folded() {
        return isKnown() ? constant(value(), position) : new Part<>(node, failures, constant, position);
    }

    private Node value() {
        node.open(NO_TABLE, 1);
        return switch (node.kind(0)) {
            case NUMBER -> new NumberConstant(node.number(0));
            case TRUTH -> new TruthConstant(node.truth(0));
            case TEXT -> new TextConstant(node.text(0));
            case MISSING -> node instanceof TruthNode ? new TruthConstant(TruthNode.MISSING) : new TextConstant(null);
        };
    }
}
