/**
 * Models of trees as XGBoost and LightGBM write them: read, evaluated in double, written as ONNX, and proven to be the
 * same. Start with {@code TreeConversion}.
 */
@NullMarked
package io.riffle.model.trees;

import org.jspecify.annotations.NullMarked;
