package io.riffle.expression.column;

import io.riffle.expression.ExpressionException;
import io.riffle.expression.ExpressionTokens.Kind;
import io.riffle.expression.ExpressionTokens.Token;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureType;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the words of a formula together, by the strength of its operators. Names were checked before: every name before a
 * bracket is a function, every other one a feature.
 */
final class FormulaParser {
    private final String source;
    private final List<Token> tokens;
    private final FeatureSchema fields;
    private int at;

    FormulaParser(String source, List<Token> tokens, FeatureSchema fields) {
        this.source = source;
        this.tokens = tokens;
        this.fields = fields;
    }

    /** The whole formula. */
    Part<?> formula() {
        Part<?> whole = choice();
        if (at < tokens.size()) {
            throw problem("an operator is needed");
        }
        return whole;
    }

    private Part<?> choice() {
        Part<?> condition = operation(0);
        if (!take("?")) {
            return condition;
        }
        Part<?> one = choice();
        need(":");
        return Choice.of(condition, one, choice());
    }

    /** Values and the operators between them that are at least that strong. */
    private Part<?> operation(int least) {
        Part<?> left = value();
        int alone = 0;
        while (at < tokens.size()) {
            Operator operator = Operator.of(tokens.get(at).text());
            if (operator == null || operator.strength() < least) {
                break;
            }
            if (operator.strength() == alone) {
                throw problem("brackets are needed between comparisons");
            }
            at++;
            left = operator.of(left, operation(operator.strength() + 1));
            alone = operator.standsAlone() ? operator.strength() : 0;
        }
        return left;
    }

    private Part<?> value() {
        if (at == tokens.size()) {
            throw problem("a value is needed");
        }
        Token token = tokens.get(at);
        int position = token.position();
        at++;
        return switch (token.kind()) {
            case NUMBER -> Part.constant(new NumberConstant(new NumberLiteral(token, source).value()), position);
            case TEXT ->
                Part.constant(
                        new TextConstant(token.text().substring(1, token.text().length() - 1)), position);
            case NAME -> take("(") ? call(token) : feature(token);
            case WORD, OPERATOR -> prefixed(token);
        };
    }

    private Part<?> prefixed(Token token) {
        int position = token.position();
        return switch (token.text()) {
            case "true" -> Part.constant(new TruthConstant(TruthNode.TRUE), position);
            case "false" -> Part.constant(new TruthConstant(TruthNode.FALSE), position);
            case "not", "!" -> Conjunction.not(value()).at(position);
            case "+" -> value().number().at(position);
            case "-" -> negative(position);
            case "(" -> bracketed(position);
            default -> {
                at--;
                throw problem("a value is needed");
            }
        };
    }

    private Part<?> bracketed(int position) {
        Part<?> inner = choice();
        need(")");
        return inner.at(position);
    }

    /** The negative of a literal 0 without a point is 0 and not -0, for it is a whole number. */
    private Part<?> negative(int position) {
        if (at < tokens.size()
                && tokens.get(at).kind() == Kind.NUMBER
                && new NumberLiteral(tokens.get(at), source).isWholeZero()) {
            return value().at(position);
        }
        return Transformation.NEGATE.of(value()).at(position);
    }

    private Part<?> call(Token name) {
        List<Part<?>> values = new ArrayList<>();
        if (!take(")")) {
            do {
                values.add(choice());
            } while (take(","));
            need(")");
        }
        Function function = Function.named(name.text());
        if (function == null) {
            throw new IllegalStateException("a function must have been checked: '" + name.text() + "' is none");
        }
        return function.of(values, name.position());
    }

    private Part<?> feature(Token name) {
        int column = fields.requireColumn(name.text());
        FeatureType type = fields.feature(column).type();
        Node node;
        if (type.isText()) {
            node = new TextFeature(column);
        } else {
            node = type == FeatureType.BOOLEAN ? new TruthFeature(column) : new NumberFeature(column);
        }
        return Part.feature(node, name.position());
    }

    private boolean take(String symbol) {
        boolean there = at < tokens.size() && tokens.get(at).text().equals(symbol);
        if (there) {
            at++;
        }
        return there;
    }

    private void need(String symbol) {
        if (!take(symbol)) {
            throw problem("'" + symbol + "' is needed");
        }
    }

    /** At the next word, or at the last one if there is no next. */
    private ExpressionException problem(String needed) {
        boolean ended = at == tokens.size();
        Token token = tokens.get(ended ? at - 1 : at);
        String found = ended ? "the end" : "'" + token.text() + "'";
        return new ExpressionException("must be a formula: " + needed + ": found " + found, source, token.position());
    }
}
