"""Writes a trained model as a folder that Riffle scores with.

    import riffle_export
    riffle_export.save(model, X, y, "models/churn/1", name="churn")

takes scikit-learn's estimators and pipelines, XGBoost and LightGBM, and writes model.onnx, model.yaml (columns and their
steps, labels, figures), golden.json (rows that must come out so) and reference.json (what the data looked like, for drift).
It needs numpy, onnx and what the model was trained with; for XGBoost and LightGBM also Riffle itself, which converts their
files and proves the conversion. Scores are those of predict_proba or predict within 1e-6: thresholds, weights and sums are
doubles, and a value is rounded to a float only where the estimator itself does.
"""

import hashlib
import json
import math
import os
import re
import shutil
import subprocess
import tempfile

import numpy as np
from onnx import TensorProto, helper, numpy_helper

__all__ = ["save", "UnsupportedModel"]

INPUT = "features"
MISSING = "<missing>"
GOLDEN_ROWS = 20
BINS = 64
MOST_CATEGORIES = 100


class UnsupportedModel(Exception):
    """What the model is made of, and what to do instead."""


def save(model, X, y, folder, name="model", metrics=None, riffle=None):
    """Writes the folder, whose name is the version, and returns its path.

    X and y are rows that the model was not trained on: golden rows, reference and figures are made of them. X is a pandas
    frame, whose columns name the features, or an array, whose features are then called f0, f1, ... `metrics` replaces the
    figures; `riffle` is the command for XGBoost and LightGBM (default: the one on the PATH, or of this repository).
    """
    folder = os.path.abspath(folder)
    if os.path.exists(folder):
        raise FileExistsError("the folder must be new: %s is there" % folder)
    rows = _Rows(X)
    export = _Export(model, rows, riffle)
    onnx = export.onnx()
    scores = _scores(model, X)
    partial = folder + ".partial"
    os.makedirs(partial)
    try:
        _write(partial, "model.onnx", onnx)
        for extra, content in export.files.items():
            _write(partial, extra, content)
        golden = _json(_golden(rows, scores, export))
        reference = _json(_reference(rows, scores, export))
        _write(partial, "golden.json", golden)
        _write(partial, "reference.json", reference)
        manifest = _manifest(name, os.path.basename(folder), export)
        manifest["sha256"] = _sha256(onnx)
        manifest["metrics"] = metrics if metrics is not None else _metrics(scores, y, export)
        manifest["golden"] = {"file": "golden.json", "sha256": _sha256(golden)}
        manifest["reference"] = {"file": "reference.json", "sha256": _sha256(reference)}
        _write(partial, "model.yaml", _yaml(manifest))
        os.rename(partial, folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return folder


# ---------------------------------------------------------------------------------------------------- rows and columns


class _Rows:
    """The rows as columns with names; a column is of numbers or of texts."""

    def __init__(self, X):
        if hasattr(X, "columns"):
            self.names = [str(column) for column in X.columns]
            self.keys = list(X.columns)
            self.columns = [X[column].to_numpy() for column in X.columns]
        else:
            array = np.asarray(X)
            self.names = ["f%d" % i for i in range(array.shape[1])]
            self.keys = list(range(array.shape[1]))
            self.columns = [array[:, i] for i in range(array.shape[1])]
        self.count = len(self.columns[0]) if self.columns else 0
        if self.count == 0:
            raise ValueError("X must have rows: has none")
        self.texts = [_holds_text(column) for column in self.columns]

    def is_text(self, index):
        return self.texts[index]

    def value(self, index, row):
        """As an event would have it; None where it is missing."""
        value = self.columns[index][row]
        if _is_missing(value):
            return None
        if self.is_text(index):
            return str(value)
        return float(value)


def _holds_text(column):
    return column.dtype.kind in "US" or (column.dtype.kind == "O" and any(isinstance(v, str) for v in column))


class _Column:
    """One feature on its way: first steps of the manifest, then operators of the graph."""

    def __init__(self, feature, text):
        self.feature = feature
        self.text = text
        self.steps = []
        self.width = 1
        self.operators = []

    def in_manifest(self):
        """Whether a further step can stand there: it sees one number or text."""
        return not self.operators and self.width == 1

    def step(self, step_name, **parameters):
        self.steps.append({step_name: parameters} if parameters else step_name)
        return self

    def operator(self, build, width=None):
        self.operators.append(build)
        self.width = self.width if width is None else width
        return self


class _Preprocessing:
    """Applies fitted transformers to columns; what scikit-learn joins side by side stays in that order."""

    def __init__(self, rows):
        self.rows = rows

    def start(self):
        return [_Column(name, self.rows.is_text(i)) for i, name in enumerate(self.rows.names)]

    def apply(self, transformer, columns):
        if transformer is None or (isinstance(transformer, str) and transformer == "passthrough"):
            return columns
        kind = type(transformer).__name__
        method = getattr(self, "_" + kind, None)
        if method is None:
            raise UnsupportedModel(
                "a transformer must be one of %s: was %s"
                % (", ".join(sorted(m[1:] for m in dir(self) if re.match("_[A-Z]", m))), kind)
            )
        return method(transformer, columns)

    def _Pipeline(self, pipeline, columns):
        for _, transformer in pipeline.steps:
            columns = self.apply(transformer, columns)
        return columns

    def _ColumnTransformer(self, transformer, columns):
        if any(column.width > 1 for column in columns):
            raise UnsupportedModel("a ColumnTransformer must come before any encoder")
        result = []
        for _, inner, chosen in transformer.transformers_:
            if isinstance(inner, str) and inner == "drop":
                continue
            picked = [_copied(columns[i]) for i in self._indices(chosen, columns)]
            result += self.apply(inner, picked)
        return result

    def _indices(self, chosen, columns):
        if callable(chosen):
            raise UnsupportedModel("columns must be chosen by name or position: were by a function")
        if isinstance(chosen, slice):
            return list(range(len(columns)))[chosen]
        if isinstance(chosen, (str, int, np.integer)):
            chosen = [chosen]
        chosen = np.asarray(chosen)
        if chosen.dtype == bool:
            return [int(i) for i in np.flatnonzero(chosen)]
        names = [column.feature for column in columns]
        return [names.index(c) if isinstance(c, str) else int(c) for c in chosen.tolist()]

    def _scaled(self, columns, centre, scale):
        at = 0
        for column in columns:
            mean = [0.0] * column.width if centre is None else [float(v) for v in centre[at : at + column.width]]
            by = [1.0] * column.width if scale is None else [float(v) for v in scale[at : at + column.width]]
            at += column.width
            if column.in_manifest():
                column.step("standard-scale", mean=mean[0], scale=by[0])
            else:
                column.operator(_affine(mean, by))
        return columns

    def _StandardScaler(self, scaler, columns):
        return self._scaled(columns, scaler.mean_ if scaler.with_mean else None, scaler.scale_)

    def _RobustScaler(self, scaler, columns):
        centre = scaler.center_ if scaler.with_centering else None
        return self._scaled(columns, centre, scaler.scale_ if scaler.with_scaling else None)

    def _MaxAbsScaler(self, scaler, columns):
        return self._scaled(columns, None, scaler.scale_)

    def _MinMaxScaler(self, scaler, columns):
        low, high = (float(v) for v in scaler.feature_range)
        at = 0
        for column in columns:
            factor = scaler.scale_[at : at + column.width]
            offset = scaler.min_[at : at + column.width]
            if column.in_manifest():
                column.step(
                    "min-max",
                    min=float(scaler.data_min_[at]),
                    max=float(scaler.data_max_[at]),
                    low=low,
                    high=high,
                    clip=bool(scaler.clip),
                )
            else:
                column.operator(_times_plus(factor, offset, (low, high) if scaler.clip else None))
            at += column.width
        return columns

    def _Binarizer(self, binarizer, columns):
        for column in columns:
            if column.in_manifest():
                column.step("binarize", threshold=float(binarizer.threshold))
            else:
                column.operator(_above(float(binarizer.threshold)))
        return columns

    def _FunctionTransformer(self, transformer, columns):
        if transformer.func is None:
            return columns
        if transformer.func is not np.log1p or not all(column.in_manifest() for column in columns):
            raise UnsupportedModel("a FunctionTransformer must be of numpy.log1p, on features themselves")
        return [column.step("log1p") for column in columns]

    def _SimpleImputer(self, imputer, columns):
        missing = imputer.missing_values
        if not (missing is None or (isinstance(missing, float) and math.isnan(missing))):
            raise UnsupportedModel("what an imputer takes as missing must be NaN: was %r" % (missing,))
        if sum(column.width for column in columns) != len(imputer.statistics_):
            raise UnsupportedModel("an imputer must have a value for each column")
        indicated = []
        result = []
        at = 0
        features = () if imputer.indicator_ is None else [int(i) for i in imputer.indicator_.features_]
        for column in columns:
            values = imputer.statistics_[at : at + column.width]
            at += column.width
            empty = not column.text and any(isinstance(v, float) and math.isnan(v) for v in values)
            if at - 1 in features:
                indicated.append(self._indicator(column))
            if empty:
                if column.width > 1:
                    raise UnsupportedModel("a column without any value must not be imputed behind an encoder")
                continue
            if column.in_manifest():
                column.step("impute", value=str(values[0]) if column.text else float(values[0]))
            else:
                column.operator(_imputed([float(v) for v in values]))
            result.append(column)
        return result + indicated

    def _indicator(self, column):
        if not column.in_manifest():
            raise UnsupportedModel("what is missing can be indicated of features themselves only")
        return _copied(column).step("missing-indicator")

    def _MissingIndicator(self, indicator, columns):
        return [self._indicator(columns[i]) for i in (int(i) for i in indicator.features_)]

    def _OneHotEncoder(self, encoder, columns):
        drops = [None] * len(columns) if encoder.drop_idx_ is None else list(encoder.drop_idx_)
        rare = getattr(encoder, "infrequent_categories_", None) or [None] * len(columns)
        return [
            self._one_hot(encoder, columns[i], list(encoder.categories_[i]), drops[i], rare[i])
            for i in range(len(columns))
        ]

    def _one_hot(self, encoder, column, categories, drop, rare):
        if not column.text:
            if rare is not None or not column.width == 1:
                raise UnsupportedModel("numbers must be encoded without infrequent ones: %s" % column.feature)
            return _dropped(column.operator(_equal(categories), len(categories)), drop)
        texts = [MISSING if _is_missing(c) else str(c) for c in categories]
        if MISSING in texts:
            column.step("impute", value=MISSING)
        if rare is None:
            column.step("one-hot", categories=texts)
            column.width = len(texts)
            return _dropped(column, drop)
        if drop is not None:
            raise UnsupportedModel("infrequent categories must not be dropped from: %s" % column.feature)
        few = [str(c) for c in rare]
        often = [c for c in texts if c not in few]
        unknown = "infrequent" if encoder.handle_unknown == "infrequent_if_exist" else "ignore"
        column.step("one-hot", categories=often, infrequent=few, unknown=unknown)
        column.width = len(often) + 1
        return column

    def _OrdinalEncoder(self, encoder, columns):
        for column, categories in zip(columns, encoder.categories_):
            self._ordinal(encoder, column, list(categories))
        return columns

    def _ordinal(self, encoder, column, categories):
        if not column.in_manifest():
            raise UnsupportedModel("an OrdinalEncoder must be on features themselves: %s" % column.feature)
        knows_missing = any(_is_missing(c) for c in categories)
        known = [c for c in categories if not _is_missing(c)]
        unknown = float(encoder.unknown_value) if encoder.handle_unknown == "use_encoded_value" else -1.0
        stand_in = -1.0 if math.isnan(unknown) else unknown
        column.step("ordinal", categories=[str(c) if column.text else float(c) for c in known], unknown=stand_in)
        column.text = False
        missing = float(getattr(encoder, "encoded_missing_value", math.nan)) if knows_missing else stand_in
        if not math.isnan(missing):
            column.step("impute", value=missing)
        if math.isnan(unknown):
            column.operator(_replaced(stand_in, math.nan))


def _is_missing(value):
    """None, NaN, and what pandas has for them, which does not even compare."""
    if value is None:
        return True
    try:
        return bool(value != value)
    except TypeError:
        return True


def _copied(column):
    copy = _Column(column.feature, column.text)
    copy.steps, copy.width, copy.operators = list(column.steps), column.width, list(column.operators)
    return copy


def _dropped(column, drop):
    if drop is None:
        return column
    kept = [i for i in range(column.width) if i != int(drop)]
    return column.operator(lambda graph, x: graph.node("Gather", [x, graph.whole(kept)], axis=1), len(kept))


def _affine(mean, scale):
    return lambda graph, x: graph.node("Div", [graph.node("Sub", [x, graph.real(mean)]), graph.real(scale)])


def _times_plus(factor, offset, bounds):
    def build(graph, x):
        result = graph.node("Add", [graph.node("Mul", [x, graph.real(factor)]), graph.real(offset)])
        if bounds is None:
            return result
        return graph.node("Min", [graph.node("Max", [result, graph.real([bounds[0]])]), graph.real([bounds[1]])])

    return build


def _above(threshold):
    return lambda graph, x: graph.double(graph.node("Greater", [x, graph.real([threshold])]))


def _imputed(values):
    return lambda graph, x: graph.node("Where", [graph.node("IsNaN", [x]), graph.real(values), x])


def _replaced(before, after):
    return lambda graph, x: graph.node("Where", [graph.node("Equal", [x, graph.real([before])]), graph.real([after]), x])


def _equal(categories):
    """A missing number may be a category, too; it is the last one."""

    def build(graph, x):
        known = [float(c) for c in categories if not _is_missing(c)]
        result = graph.double(graph.node("Equal", [x, graph.real(known)]))
        if len(known) == len(categories):
            return result
        return graph.node("Concat", [result, graph.double(graph.node("IsNaN", [x]))], axis=1)

    return build


# ------------------------------------------------------------------------------------------------------------ the graph


class _Graph:
    """Nodes and constants of a graph whose numbers are doubles."""

    def __init__(self):
        self.nodes = []
        self.constants = []
        self._names = 0

    def _name(self):
        self._names += 1
        return "v%d" % self._names

    def node(self, operator, inputs, domain="", **attributes):
        name = self._name()
        self.nodes.append(helper.make_node(operator, inputs, [name], name="make_" + name, domain=domain, **attributes))
        return name

    def _constant(self, array):
        name = self._name()
        self.constants.append(numpy_helper.from_array(array, name))
        return name

    def real(self, values):
        return self._constant(np.asarray(values, dtype=np.float64))

    def whole(self, values):
        return self._constant(np.asarray(values, dtype=np.int64))

    def double(self, x):
        return self.node("Cast", [x], to=TensorProto.DOUBLE)

    def as_float_would(self, x):
        """The doubles that are left of the numbers once they have been floats."""
        return self.double(self.node("Cast", [x], to=TensorProto.FLOAT))

    def linear(self, x, weights, biases):
        """weights: outputs by inputs."""
        weights = np.asarray(weights, dtype=np.float64)
        return self.node("Gemm", [x, self.real(weights), self.real(np.ravel(biases))], transB=1)

    def bytes(self, width, source, result, name, classes):
        self.nodes.append(helper.make_node("Identity", [result], [name], name="make_" + name))
        graph = helper.make_graph(
            self.nodes,
            "model",
            [helper.make_tensor_value_info(source, TensorProto.DOUBLE, ["rows", width])],
            [helper.make_tensor_value_info(name, TensorProto.DOUBLE, ["rows", classes])],
            self.constants,
        )
        opsets = [helper.make_opsetid("", 15), helper.make_opsetid("ai.onnx.ml", 3)]
        model = helper.make_model(graph, opset_imports=opsets, producer_name="riffle_export")
        model.ir_version = 8
        return model.SerializeToString()


class _Trees:
    """The attributes of a TreeEnsembleRegressor; left is the way that is true."""

    def __init__(self, targets, base=None):
        self.targets = targets
        self.base = np.zeros(targets) if base is None else np.asarray(base, dtype=np.float64)
        self.tree = -1
        self.nodes = []
        self.leaves = []

    def begin(self):
        self.tree += 1
        self._next = 0

    def _node(self, mode, column=0, value=0.0, missing=False):
        node = [self.tree, self._next, column, mode, value, 0, 0, int(missing)]
        self._next += 1
        self.nodes.append(node)
        return node

    def leaf(self, values):
        """values: numbers by target."""
        node = self._node("LEAF")
        for target, value in values.items():
            self.leaves.append((self.tree, node[1], target, float(value)))
        return node[1]

    def split(self, column, threshold, missing, left, right):
        """left and right write what is below, and give its number."""
        node = self._node("BRANCH_LEQ", int(column), float(threshold), missing)
        node[5], node[6] = left(), right()
        return node[1]

    def chain(self, column, changes, missing_in, outside, inside):
        """What is below the first of the changes is out, below the next in, and so on; above all of them it is out."""
        chain = [self._node("BRANCH_LT", int(column), change, missing_in and i == 1) for i, change in enumerate(changes)]
        out, within = outside(), inside()
        for i, node in enumerate(chain):
            node[5] = out if i % 2 == 0 else within
            node[6] = out if i == len(chain) - 1 else chain[i + 1][1]
        return chain[0][1]

    def write(self, graph, x):
        trees, ids, columns, modes, values, true, false, missing = zip(*self.nodes)
        leaf_trees, leaf_ids, targets, weights = zip(*self.leaves)
        result = graph.node(
            "TreeEnsembleRegressor",
            [x],
            domain="ai.onnx.ml",
            n_targets=self.targets,
            aggregate_function="SUM",
            post_transform="NONE",
            base_values_as_tensor=numpy_helper.from_array(self.base, "base_values"),
            nodes_treeids=trees,
            nodes_nodeids=ids,
            nodes_featureids=columns,
            nodes_modes=modes,
            nodes_values_as_tensor=numpy_helper.from_array(np.asarray(values, dtype=np.float64), "node_values"),
            nodes_truenodeids=true,
            nodes_falsenodeids=false,
            nodes_missing_value_tracks_true=missing,
            target_treeids=leaf_trees,
            target_nodeids=leaf_ids,
            target_ids=targets,
            target_weights_as_tensor=numpy_helper.from_array(np.asarray(weights, dtype=np.float64), "leaf_values"),
        )
        return graph.double(result)


# ------------------------------------------------------------------------------------------------------- the estimators


class _Estimator:
    """Writes a fitted estimator: a matrix of doubles to probabilities of classes, or to a number."""

    def __init__(self, model, graph):
        self.model = model
        self.graph = graph

    def write(self, x):
        kinds = [kind.__name__ for kind in type(self.model).__mro__]
        for kind in kinds:
            method = getattr(self, "_" + kind, None)
            if method is not None:
                return method(x)
        raise UnsupportedModel(
            "an estimator must be one of %s: was %s"
            % (", ".join(sorted(m[1:] for m in dir(self) if re.match("_[A-Z]", m))), kinds[0])
        )

    def _classes(self):
        return len(self.model.classes_)

    def _yes(self, x):
        """Both classes from the logit of the second."""
        yes = self.graph.node("Sigmoid", [x])
        return self.graph.node("Concat", [self.graph.node("Sub", [self.graph.real([1.0]), yes]), yes], axis=1)

    def _shares(self, x):
        return self.graph.node("Softmax", [x], axis=1)

    def _LogisticRegression(self, x):
        logits = self.graph.linear(x, self.model.coef_, self.model.intercept_ * np.ones(len(self.model.coef_)))
        several = getattr(self.model, "multi_class", "auto")
        over_rest = several == "ovr" or (several in ("auto", "deprecated") and self.model.solver == "liblinear")
        if len(self.model.coef_) == 1:
            if several == "multinomial":
                two = self.graph.node("Concat", [self.graph.node("Neg", [logits]), logits], axis=1)
                return self._shares(two)
            return self._yes(logits)
        return self._normalised(logits) if over_rest else self._shares(logits)

    def _normalised(self, logits):
        each = self.graph.node("Sigmoid", [logits])
        total = self.graph.node("ReduceSum", [each, self.graph.whole([1])], keepdims=1)
        return self.graph.node("Div", [each, total])

    def _SGDClassifier(self, x):
        if self.model.loss not in ("log_loss", "log"):
            raise UnsupportedModel("an SGDClassifier must have the loss log_loss: has %s" % self.model.loss)
        logits = self.graph.linear(x, self.model.coef_, self.model.intercept_)
        return self._yes(logits) if len(self.model.coef_) == 1 else self._normalised(logits)

    def _linear(self, x):
        weights = np.atleast_2d(self.model.coef_)
        if len(weights) != 1:
            raise UnsupportedModel("a regression must have one target: has %d" % len(weights))
        return self.graph.linear(x, weights, np.ravel(self.model.intercept_) * np.ones(1))

    _LinearRegression = _Ridge = _RidgeCV = _ElasticNet = _ElasticNetCV = _LassoCV = _linear
    _SGDRegressor = _HuberRegressor = _BayesianRidge = _LinearSVR = _linear

    def _GeneralizedLinear(self, x):
        return self.graph.node("Exp", [self._linear(x)])

    _PoissonRegressor = _GammaRegressor = _GeneralizedLinear

    def _MLPClassifier(self, x):
        return self._network(x)

    _MLPRegressor = _MLPClassifier

    def _network(self, x):
        hidden = {"relu": "Relu", "tanh": "Tanh", "logistic": "Sigmoid", "identity": "Identity"}[self.model.activation]
        for i, (weights, biases) in enumerate(zip(self.model.coefs_, self.model.intercepts_)):
            x = self.graph.linear(x, weights.T, biases)
            if i < len(self.model.coefs_) - 1:
                x = self.graph.node(hidden, [x])
        if self.model.out_activation_ == "logistic":
            if self.model.n_outputs_ != 1:
                raise UnsupportedModel("a network must have one label per row: has several")
            return self._yes(x)
        return self._shares(x) if self.model.out_activation_ == "softmax" else x

    def _DecisionTreeClassifier(self, x):
        return self._forest(x, [self.model])

    _DecisionTreeRegressor = _DecisionTreeClassifier

    def _ForestClassifier(self, x):
        return self._forest(x, self.model.estimators_)

    _ForestRegressor = _ForestClassifier

    def _forest(self, x, estimators):
        if self.model.n_outputs_ != 1:
            raise UnsupportedModel("trees must have one output: have %d" % self.model.n_outputs_)
        classes = self._classes() if hasattr(self.model, "classes_") else 0
        trees = _Trees(max(1, classes))
        for estimator in estimators:
            self._tree(trees, estimator.tree_, lambda tree, node: self._share(tree, node, classes, len(estimators)))
        return trees.write(self.graph, self.graph.as_float_would(x))

    @staticmethod
    def _share(tree, node, classes, trees):
        values = tree.value[node][0]
        if classes == 0:
            return {0: values[0] / trees}
        return {i: value / values.sum() / trees for i, value in enumerate(values) if value != 0}

    @staticmethod
    def _tree(trees, tree, leaf):
        trees.begin()
        missing = getattr(tree, "missing_go_to_left", np.zeros(tree.node_count, dtype=bool))

        def write(node):
            if tree.children_left[node] == -1:
                return trees.leaf(leaf(tree, node))
            return trees.split(
                tree.feature[node],
                tree.threshold[node],
                bool(missing[node]),
                lambda: write(tree.children_left[node]),
                lambda: write(tree.children_right[node]),
            )

        write(0)

    def _GradientBoostingClassifier(self, x):
        sums = self._boosted(x)
        if self.model.loss == "exponential":
            sums = self.graph.node("Mul", [sums, self.graph.real([2.0])])
        return self._yes(sums) if self._classes() == 2 else self._shares(sums)

    def _GradientBoostingRegressor(self, x):
        return self._boosted(x)

    def _boosted(self, x):
        if self.model.init_ != "zero" and not type(self.model.init_).__name__.startswith("Dummy"):
            raise UnsupportedModel("boosting must begin with a constant: init is %s" % type(self.model.init_).__name__)
        columns = self.model.n_features_in_
        base = np.ravel(self.model._raw_predict_init(np.zeros((1, columns), dtype=np.float32)))
        trees = _Trees(len(base), base)
        for stage in self.model.estimators_:
            for target, estimator in enumerate(stage):
                rate = self.model.learning_rate
                self._tree(trees, estimator.tree_, lambda tree, node: {target: rate * tree.value[node][0][0]})
        return trees.write(self.graph, self.graph.as_float_would(x))

    def _HistGradientBoostingClassifier(self, x):
        sums = self._histogram(x)
        return self._yes(sums) if self._classes() == 2 else self._shares(sums)

    def _HistGradientBoostingRegressor(self, x):
        sums = self._histogram(x)
        return self.graph.node("Exp", [sums]) if self.model.loss in ("poisson", "gamma") else sums

    def _histogram(self, x):
        if getattr(self.model, "_preprocessor", None) is not None:
            raise UnsupportedModel("categories of a HistGradientBoosting must be numbers from an OrdinalEncoder before it")
        base = np.ravel(self.model._baseline_prediction)
        trees = _Trees(len(base), base)
        known, positions = self.model._bin_mapper.make_known_categories_bitsets()
        for stage in self.model._predictors:
            for target, predictor in enumerate(stage):
                _HistogramTree(trees, predictor, known, positions, target).write()
        return trees.write(self.graph, x)


class _HistogramTree:
    """One tree of a HistGradientBoosting; a category that is not known goes the way of what is missing."""

    def __init__(self, trees, predictor, known, positions, target):
        self.trees = trees
        self.nodes = predictor.nodes
        self.left = predictor.raw_left_cat_bitsets
        self.known = known
        self.positions = positions
        self.target = target

    def write(self):
        self.trees.begin()
        self._node(0)

    def _node(self, index):
        node = self.nodes[index]
        if node["is_leaf"]:
            return self.trees.leaf({self.target: node["value"]})
        missing = bool(node["missing_go_to_left"])
        left, right = (lambda: self._node(node["left"])), (lambda: self._node(node["right"]))
        if not node["is_categorical"]:
            return self.trees.split(node["feature_idx"], node["num_threshold"], missing, left, right)
        known = self.known[self.positions[node["feature_idx"]]]
        goes_left = [
            _bit(self.left[node["bitset_idx"]], c) if _bit(known, c) else missing for c in range(256)
        ]
        # The way of what is missing is out; what goes the other way is in.
        changes = [float(c) for c in range(257) if (goes_left + [missing])[c] != ([missing] + goes_left)[c]]
        outside, inside = (left, right) if missing else (right, left)
        if not changes:
            return outside()
        return self.trees.chain(node["feature_idx"], changes, False, outside, inside)


def _bit(bitset, index):
    return bool((int(bitset[index // 32]) >> (index % 32)) & 1)


# ----------------------------------------------------------------------------------------------------------- the export


class _Export:
    """A model as its parts: columns of the manifest, a graph, and what the outputs mean."""

    def __init__(self, model, rows, riffle):
        self.files = {}
        self.source = None
        self.riffle = riffle
        steps = list(model.steps) if type(model).__name__ == "Pipeline" else [("", model)]
        self.estimator = steps[-1][1]
        preprocessing = _Preprocessing(rows)
        self.columns = preprocessing.start()
        for _, transformer in steps[:-1]:
            self.columns = preprocessing.apply(transformer, self.columns)
        for column in self.columns:
            if column.text and column.width == 1:
                raise UnsupportedModel("texts must be encoded before the estimator: %s is not" % column.feature)
        self.classes = np.asarray(model.classes_).tolist() if hasattr(model, "predict_proba") else []
        self.labels = [str(label) for label in self.classes]
        self.tensor = "probabilities" if self.labels else "prediction"
        if not self.labels and hasattr(model, "classes_"):
            raise UnsupportedModel("a classifier must have predict_proba: %s has none" % type(self.estimator).__name__)

    def task(self):
        if not self.labels:
            return "regression"
        return "binary-classification" if len(self.labels) == 2 else "multiclass-classification"

    def score_column(self):
        return 1 if len(self.labels) == 2 else 0

    def onnx(self):
        graph = _Graph()
        program = _boosting_program(self.estimator)
        if program is not None:
            return self._converted(graph, program)
        result = _Estimator(self.estimator, graph).write(self._matrix(graph))
        return graph.bytes(self._width(), INPUT, result, self.tensor, max(1, len(self.labels)))

    def _width(self):
        """What the manifest's columns give, before the graph's own operators."""
        return sum(_manifest_width(column) for column in self.columns)

    def _matrix(self, graph):
        if not any(column.operators for column in self.columns):
            return INPUT
        parts, at = [], 0
        for column in self.columns:
            width = _manifest_width(column)
            part = graph.node("Slice", [INPUT, graph.whole([at]), graph.whole([at + width]), graph.whole([1])])
            at += width
            for build in column.operators:
                part = build(graph, part)
            parts.append(part)
        return graph.node("Concat", parts, axis=1)

    def _converted(self, graph, program):
        """What Riffle has made of the program's own file, behind the operators of the columns."""
        suffix, write = program
        with tempfile.TemporaryDirectory() as temporary:
            file = os.path.join(temporary, "source" + suffix)
            write(file)
            with open(file, "rb") as stream:
                self.files["source" + suffix] = stream.read()
            converted = os.path.join(temporary, "1")
            command = [_riffle(self.riffle), "models", "convert", file, "--output", converted]
            run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            if run.returncode != 0:
                raise UnsupportedModel("riffle must convert the model: %s" % run.stdout.strip())
            with open(os.path.join(converted, "model.onnx"), "rb") as stream:
                model = _parsed(stream.read())
        self.source = {"file": "source" + suffix, "sha256": _sha256(self.files["source" + suffix])}
        own = model.graph.input[0]
        matrix = self._matrix(graph)
        graph.nodes.append(helper.make_node("Cast", [matrix], ["matrix"], name="make_matrix", to=own.type.tensor_type.elem_type))
        for node in model.graph.node:
            for i, name in enumerate(node.input):
                if name == own.name:
                    node.input[i] = "matrix"
        graph.nodes += list(model.graph.node)
        graph.constants += list(model.graph.initializer)
        result = graph.double(model.graph.output[0].name)
        if len(self.labels) == 2:
            result = graph.node("Concat", [graph.node("Sub", [graph.real([1.0]), result]), result], axis=1)
        self.tensor = "scores"
        return graph.bytes(self._width(), INPUT, result, self.tensor, max(1, len(self.labels)))


def _manifest_width(column):
    """A one-hot step spreads a feature; everything else leaves one number."""
    for step in column.steps:
        if isinstance(step, dict) and "one-hot" in step:
            return len(step["one-hot"]["categories"]) + (1 if step["one-hot"].get("infrequent") else 0)
    return 1


def _parsed(content):
    import onnx

    return onnx.load_model_from_string(content)


def _boosting_program(estimator):
    """How a booster writes its own file; None for others."""
    module = type(estimator).__module__.split(".")[0]
    if module in ("xgboost", "lightgbm") and type(estimator).__name__ == "Booster":
        raise UnsupportedModel(
            "a booster must have scikit-learn's interface (XGBClassifier, LGBMRegressor): register a Booster by its own"
            " file, riffle models register model.json or model.txt"
        )
    if module == "xgboost":
        return ".json", estimator.save_model
    if module == "lightgbm":
        return ".txt", estimator.booster_.save_model
    return None


def _riffle(given):
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "riffle")
    found = given or shutil.which("riffle") or (beside if os.path.exists(beside) else None)
    if found is None:
        raise UnsupportedModel("the command riffle must be on the PATH, or given as riffle=...: is not")
    return found


def _scores(model, X):
    """Of all rows: probabilities of all classes, or numbers."""
    if hasattr(model, "predict_proba"):
        return np.asarray(model.predict_proba(X), dtype=np.float64)
    return np.asarray(model.predict(X), dtype=np.float64).reshape(-1, 1)


# --------------------------------------------------------------------------------------------------- what is in the files


def _golden(rows, scores, export):
    chosen = np.unique(np.linspace(0, rows.count - 1, min(GOLDEN_ROWS, rows.count)).astype(int))
    column = export.score_column()
    golden = []
    for row in chosen:
        features = {name: rows.value(i, row) for i, name in enumerate(rows.names)}
        given = {name: value for name, value in features.items() if value is not None}
        golden.append({"features": given, "score": float(scores[row, column])})
    largest = max(1.0, max(abs(each["score"]) for each in golden))
    return {"tolerance": 1e-6 * largest, "rows": golden}


def _reference(rows, scores, export):
    reference = {"rows": rows.count, "numbers": {}, "categories": {}}
    used = {column.feature for column in export.columns}
    for i, name in enumerate(rows.names):
        if name not in used:
            continue
        values = [rows.value(i, row) for row in range(rows.count)]
        present = [value for value in values if value is not None]
        missing = len(values) - len(present)
        if rows.is_text(i):
            reference["categories"][name] = _counts(present, missing)
        elif present:
            reference["numbers"][name] = dict(_bins(np.asarray(present)), missing=missing)
    reference["score"] = dict(_bins(scores[:, export.score_column()]), missing=0)
    if export.labels:
        answers = [export.labels[i] for i in np.argmax(scores, axis=1)]
        reference["labels"] = _counts(answers, 0)
    return reference


def _counts(values, missing):
    names, counts = np.unique(np.asarray(values, dtype=object).astype(str), return_counts=True)
    most = sorted(zip(names, counts), key=lambda each: (-each[1], each[0]))[:MOST_CATEGORIES]
    listed = {str(name): int(count) for name, count in most}
    return {"counts": listed, "missing": int(missing), "others": int(len(values) - sum(listed.values()))}


def _bins(values):
    """About 64 bins of equally many rows; the outer two have none, so that what is out of range is seen."""
    values = np.sort(values[np.isfinite(values)] + 0.0)
    if len(values) == 0:
        return {"edges": [], "counts": [0]}
    cuts = np.unique(values[np.linspace(0, len(values) - 1, BINS + 1).astype(int)])
    edges = np.unique(np.append(cuts, np.nextafter(values[-1], np.inf)))
    places = np.searchsorted(edges, values, side="right")
    return {"edges": [float(e) for e in edges], "counts": [int(c) for c in np.bincount(places, minlength=len(edges) + 1)]}


def _metrics(scores, y, export):
    y = np.asarray(y)
    if len(y) < 2:
        return {}
    if not export.labels:
        errors = scores[:, 0] - y.astype(np.float64)
        figures = {"mae": np.mean(np.abs(errors)), "rmse": math.sqrt(np.mean(errors**2))}
        return dict({name: float(value) for name, value in figures.items()}, rows=len(y))
    places = {label: i for i, label in enumerate(export.classes)}
    truth = np.asarray([places[label] for label in y.tolist()])
    likely = np.clip(scores[np.arange(len(y)), truth], 1e-15, 1)
    figures = {"accuracy": np.mean(np.argmax(scores, axis=1) == truth), "log_loss": -np.mean(np.log(likely))}
    if len(export.labels) == 2:
        figures["brier"] = np.mean((scores[:, 1] - truth) ** 2)
        if 0 < truth.sum() < len(truth):
            figures["auc"] = _auc(scores[:, 1], truth)
    figures = {name: float(value) for name, value in figures.items()}
    if len(export.labels) == 2:
        figures["positives"] = int(truth.sum())
    return dict(figures, rows=len(y))


def _auc(scores, truth):
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2.0)[place]
    yes = truth.sum()
    return (ranks[truth == 1].sum() - yes * (yes + 1) / 2.0) / (yes * (len(truth) - yes))


def _manifest(name, version, export):
    columns = [{column.feature: column.steps} if column.steps else column.feature for column in export.columns]
    output = {"score": {"tensor": export.tensor, "column": export.score_column()}}
    if export.labels:
        output["labels"] = export.labels
    manifest = {"name": name, "version": version, "task": export.task()}
    if export.source:
        manifest["source"] = export.source
    manifest["inputs"] = {INPUT: {"type": "float64", "columns": columns}}
    manifest["output"] = output
    return manifest


def _yaml(manifest):
    """One key a line, and one column a line; behind a key stands JSON, which is YAML, too."""
    lines = ["# Written by riffle_export."]
    for key, value in manifest.items():
        if key != "inputs":
            lines.append("%s: %s" % (key, json.dumps(value)))
            continue
        lines.append("inputs:")
        for tensor, spec in value.items():
            lines += ["  %s:" % tensor, "    type: %s" % spec["type"], "    columns:"]
            lines += ["      - %s" % json.dumps(column) for column in spec["columns"]]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _json(value):
    return (json.dumps(value) + "\n").encode("utf-8")


def _sha256(content):
    return hashlib.sha256(content).hexdigest()


def _write(folder, name, content):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content)
