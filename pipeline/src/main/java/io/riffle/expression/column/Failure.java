package io.riffle.expression.column;

/**
 * Why a row has no value.
 *
 * @param position characters of the formula before the part that is to blame
 */
record Failure(String message, int position) {}
