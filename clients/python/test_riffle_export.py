"""What is exported must score in Riffle as scikit-learn and XGBoost do: python3 -m unittest test_riffle_export.

Needs scikit-learn, onnx, xgboost, and Riffle built. Every model is asked about 10,000 rows: values at its thresholds and one
step beside them, missing values, unknown categories.
"""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
import warnings

# Two threads that wait for each other on a busy machine take longer than one.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

import riffle_export

try:
    import pandas
except ImportError:
    pandas = None
try:
    import xgboost
except ImportError:
    xgboost = None

from sklearn.compose import ColumnTransformer
from sklearn.ensemble import (
    ExtraTreesClassifier,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression, PoissonRegressor, SGDClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import (
    Binarizer,
    FunctionTransformer,
    MaxAbsScaler,
    MinMaxScaler,
    OneHotEncoder,
    OrdinalEncoder,
    RobustScaler,
    StandardScaler,
)
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
RIFFLE = os.path.join(ROOT, "riffle")
JAVA_OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
ROWS = 10_000
SHOPS = ["web", "store", "phone", "fax"]


def numbers(random, rows=ROWS):
    return random.randn(rows, 4) * [1, 10, 0.1, 3]


def truth(X):
    return (X[:, 0] + X[:, 1] / 10 + np.sin(X[:, 3]) > 0).astype(int)


def edges(model, X, random):
    """The rows with half of their values replaced by thresholds and the doubles and floats next to them."""
    thresholds = [[] for _ in range(X.shape[1])]
    for tree in trees(model):
        for column, threshold in tree:
            thresholds[column].append(threshold)
    X = X.copy()
    for column, found in enumerate(thresholds):
        if not found:
            continue
        found = np.unique(found)
        floats = found.astype(np.float32)
        near = np.concatenate(
            [
                found,
                np.nextafter(found, np.inf),
                np.nextafter(found, -np.inf),
                floats.astype(np.float64),
                np.nextafter(floats, np.float32(np.inf)).astype(np.float64),
                np.nextafter(floats, np.float32(-np.inf)).astype(np.float64),
            ]
        )
        near = near[np.isfinite(near)]
        chosen = random.rand(len(X)) < 0.5
        X[chosen, column] = random.choice(near, chosen.sum())
    return X


def trees(model):
    for estimator in np.ravel(getattr(model, "estimators_", [])):
        if hasattr(estimator, "tree_"):
            yield [(c, t) for c, t in zip(estimator.tree_.feature, estimator.tree_.threshold) if c >= 0]
    if hasattr(model, "tree_"):
        yield [(c, t) for c, t in zip(model.tree_.feature, model.tree_.threshold) if c >= 0]
    for stage in getattr(model, "_predictors", []):
        for predictor in stage:
            inner = predictor.nodes[(predictor.nodes["is_leaf"] == 0) & (predictor.nodes["is_categorical"] == 0)]
            yield list(zip(inner["feature_idx"], inner["num_threshold"]))


class ExportTest(unittest.TestCase):
    """One test per family."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.random = np.random.RandomState(11)
        warnings.simplefilter("ignore")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def score(self, name, model, X, y, **options):
        """Saves the model, and scores all rows by `riffle score`; compared is at the end of the test."""
        version = riffle_export.save(model, X, y, os.path.join(self.folder, name, "1"), name=name, **options)
        rows = riffle_export._Rows(X)
        fields = {n: {"type": "category" if rows.is_text(i) else "number"} for i, n in enumerate(rows.names)}
        pipeline = {
            "pipeline": name,
            "kafka": {"bootstrap-servers": "localhost:9092"},
            "event": {"id": "id", "entity": "id", "time": {"field": "at", "unit": "ms"}, "fields": fields},
            "models": {"directory": os.path.join(self.folder, name)},
        }
        config = os.path.join(self.folder, name + ".yaml")
        with open(config, "w") as file:
            json.dump(pipeline, file)
        events = os.path.join(self.folder, name + ".jsonl")
        with open(events, "w") as file:
            for row in range(rows.count):
                event = {"id": str(row), "at": 1_700_000_000_000 + row}
                values = {n: rows.value(i, row) for i, n in enumerate(rows.names)}
                event.update({n: value for n, value in values.items() if value is not None})
                file.write(json.dumps(event) + "\n")
        output = os.path.join(self.folder, name + ".out")
        process = subprocess.Popen(
            [RIFFLE, "score", "--config", config, "--input", events, "--output", output],
            env=dict(os.environ, JAVA_OPTS=JAVA_OPTIONS),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        wanted = riffle_export._scores(model, X)
        self.scoring.append(lambda: self.compare(name, rows, wanted, process, output))
        return version

    def setUp(self):
        self.scoring = []

    def tearDown(self):
        for finished in self.scoring:
            finished()

    def compare(self, name, rows, wanted, process, output):
        printed, _ = process.communicate()
        self.assertEqual(process.returncode, 0, printed)
        wanted = wanted[:, 1 if wanted.shape[1] == 2 else 0]
        found = np.full(rows.count, np.nan)
        with open(output) as file:
            for line in file:
                prediction = json.loads(line)
                found[int(prediction["id"])] = prediction["parameters"]["score"]
        self.assertFalse(np.isnan(found).any(), "%s: row %d has no score" % (name, np.argmax(np.isnan(found))))
        differences = np.abs(found - wanted) / np.maximum(1, np.abs(wanted))
        worst = int(np.argmax(differences))
        shown = {n: rows.value(i, worst) for i, n in enumerate(rows.names)}
        scores = "%s: %s instead of %s for %s" % (name, found[worst], wanted[worst], shown)
        self.assertLessEqual(differences[worst], 1e-6, scores)

    def test_linear(self):
        X = numbers(self.random)
        classifier = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, truth(X))
        folder = self.score("logistic", classifier, X, truth(X))
        with open(os.path.join(folder, "model.yaml")) as file:
            manifest = file.read()
        self.assertIn("standard-scale", manifest)
        self.assertRegex(manifest, r'metrics: .*"auc": 0\.9')

    def test_linear_ofSeveralClasses(self):
        X = numbers(self.random)
        y = np.asarray(["low", "middle", "high"])[truth(X) + (X[:, 2] > 0.1)]
        for name, model in {
            "shares": LogisticRegression(),
            "rest": LogisticRegression(multi_class="ovr"),
            "sgd": SGDClassifier(loss="log_loss"),
        }.items():
            self.score(name, make_pipeline(MaxAbsScaler(), model).fit(X, y), X, y)

    def test_regressions(self):
        X = numbers(self.random)
        y = X[:, 0] + X[:, 1]
        self.score("linear", make_pipeline(RobustScaler(), LinearRegression()).fit(X, y), X, y)
        counts = np.exp(X[:, 0] / 2)
        self.score("poisson", make_pipeline(MinMaxScaler(clip=True), PoissonRegressor()).fit(X, counts), X, counts)

    def test_networks(self):
        X = numbers(self.random)
        model = make_pipeline(StandardScaler(), MLPClassifier((8, 4), max_iter=30)).fit(X, truth(X))
        self.score("network", model, X, truth(X))
        y = X[:, 0] * 2
        model = make_pipeline(StandardScaler(), MLPRegressor((8,), activation="tanh", max_iter=30)).fit(X, y)
        self.score("network-number", model, X, y)

    def test_trees(self):
        X = numbers(self.random)
        y = truth(X)
        for name, model in {
            "tree": DecisionTreeClassifier(max_depth=6),
            "forest": RandomForestClassifier(20, max_depth=8),
            "extra": ExtraTreesClassifier(10, max_depth=6),
        }.items():
            model.fit(X[:2000], y[:2000])
            asked = edges(model, X, self.random)
            self.score(name, model, asked, truth(asked))

    def test_forestOfNumbers(self):
        X = numbers(self.random)
        model = RandomForestRegressor(10, max_depth=6).fit(X[:2000], X[:2000, 1])
        asked = edges(model, X, self.random)
        self.score("forest-number", model, asked, asked[:, 1])

    def test_boosting(self):
        X = numbers(self.random)
        y = truth(X)
        several = y + (X[:, 2] > 0.1)
        for name, model, labels in [
            ("boosted", GradientBoostingClassifier(n_estimators=30), y),
            ("boosted-classes", GradientBoostingClassifier(n_estimators=5), several),
            ("boosted-number", GradientBoostingRegressor(n_estimators=20), X[:, 1]),
        ]:
            model.fit(X[:2000], labels[:2000])
            self.score(name, model, edges(model, X, self.random), labels)

    def test_histogramBoosting(self):
        X = numbers(self.random)
        X[:, 3] = self.random.randint(0, 30, ROWS)
        y = (X[:, 0] + 2 * np.isin(X[:, 3], [1, 3, 5, 8, 13, 21]) > 0.5).astype(int)
        X[self.random.rand(*X.shape) < 0.1] = np.nan
        model = HistGradientBoostingClassifier(max_iter=20, categorical_features=[3]).fit(X[:4000], y[:4000])
        asked = edges(model, X, self.random)
        asked[self.random.rand(ROWS) < 0.1, 3] = 77
        self.score("histogram", model, asked, y)
        X = np.nan_to_num(X)
        model = HistGradientBoostingRegressor(max_iter=20, loss="poisson").fit(X[:4000], np.exp(X[:4000, 0] / 3))
        self.score("histogram-number", model, edges(model, X, self.random), np.exp(X[:, 0] / 3))

    def mixed(self):
        """Two numbers, a category, a number that is a code, and another category; some of each are missing."""
        columns = {
            "amount": np.exp(self.random.randn(ROWS)),
            "age": self.random.randint(18, 90, ROWS).astype(float),
            "shop": self.random.choice(SHOPS, ROWS).astype(object),
            "code": self.random.randint(0, 5, ROWS).astype(float),
            "tier": self.random.choice(["gold", "silver", "bronze"], ROWS).astype(object),
        }
        y = (columns["amount"] + (columns["shop"] == "fax") > 1.5).astype(int)
        for name, values in columns.items():
            values[self.random.rand(ROWS) < 0.1] = np.nan
        return columns, y

    @unittest.skipIf(pandas is None, "pandas is not there")
    def test_columnTransformer(self):
        columns, y = self.mixed()
        X = pandas.DataFrame(columns)
        features = ColumnTransformer(
            [
                ("number", make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler()), ["amount", "age"]),
                ("log", make_pipeline(SimpleImputer(), FunctionTransformer(np.log1p), MinMaxScaler()), ["amount"]),
                ("one", OneHotEncoder(handle_unknown="ignore", drop=None), ["shop"]),
                ("code", make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")), ["code"]),
                ("filled", make_pipeline(SimpleImputer(strategy="constant", fill_value="none"), OneHotEncoder(drop="first", handle_unknown="ignore")), ["tier"]),
                ("high", make_pipeline(SimpleImputer(), Binarizer(threshold=50)), ["age"]),
            ]
        )
        model = make_pipeline(features, StandardScaler(with_mean=False), LogisticRegression())
        model.fit(X[:4000], y[:4000])
        X.loc[self.random.rand(ROWS) < 0.1, "shop"] = "pigeon"
        X.loc[self.random.rand(ROWS) < 0.1, "code"] = 99
        self.score("columns", model, X, y)

    @unittest.skipIf(pandas is None, "pandas is not there")
    def test_ordinalCategories(self):
        columns, y = self.mixed()
        X = pandas.DataFrame(columns)
        encoder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan)
        features = ColumnTransformer([("ordinal", encoder, ["shop", "tier"])], remainder="passthrough")
        model = make_pipeline(features, HistGradientBoostingClassifier(max_iter=15, categorical_features=[0, 1]))
        model.fit(X[:4000], y[:4000])
        X.loc[self.random.rand(ROWS) < 0.1, "shop"] = "pigeon"
        self.score("ordinal", model, X, y)

    def test_arrayOfObjects(self):
        columns, y = self.mixed()
        X = np.column_stack([columns["amount"].astype(object), columns["shop"]])
        X[:, 0] = [0.0 if value != value else value for value in X[:, 0]]
        features = ColumnTransformer(
            [("scaled", StandardScaler(), [0]), ("ordinal", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), [1])]
        )
        model = make_pipeline(features, SimpleImputer(), DecisionTreeClassifier(max_depth=5)).fit(X[:4000], y[:4000])
        X[self.random.rand(ROWS) < 0.1, 1] = "pigeon"
        self.score("objects", model, X, y)

    @unittest.skipIf(xgboost is None, "xgboost is not there")
    def test_xgboost(self):
        X = numbers(self.random)
        X[self.random.rand(*X.shape) < 0.1] = np.nan
        y = truth(np.nan_to_num(X))
        model = xgboost.XGBClassifier(n_estimators=20, max_depth=4, base_score=0.3).fit(X[:4000], y[:4000])
        folder = self.score("xgboost", model, X, y)
        self.assertTrue(os.path.exists(os.path.join(folder, "source.json")))
        several = y + (X[:, 2] > 0.1)
        columns = ColumnTransformer([("one", OneHotEncoder(), [3])], remainder="passthrough")
        coded = np.column_stack([X[:, :3], self.random.randint(0, 4, ROWS)])
        model = make_pipeline(columns, xgboost.XGBClassifier(n_estimators=5)).fit(coded[:4000], several[:4000])
        self.score("xgboost-classes", model, coded, several)

    def test_whatIsNotSupported_isRefusedByName_andNothingIsWritten(self):
        X = numbers(self.random, 200)
        y = truth(X)
        folder = os.path.join(self.folder, "refused")
        for model, words in [
            (KNeighborsClassifier().fit(X, y), "an estimator must be one of .*RandomForest|an estimator must be one of .*: was KNeighborsClassifier"),
            (LinearSVC().fit(X, y), "a classifier must have predict_proba: LinearSVC has none"),
            (make_pipeline(FunctionTransformer(np.sin), LogisticRegression()).fit(X, y), "must be of numpy.log1p"),
        ]:
            with self.assertRaisesRegex(riffle_export.UnsupportedModel, words):
                riffle_export.save(model, X, y, folder)
            self.assertFalse(os.path.exists(folder))
        os.makedirs(folder)
        with self.assertRaisesRegex(FileExistsError, "the folder must be new"):
            riffle_export.save(LogisticRegression().fit(X, y), X, y, folder)


if __name__ == "__main__":
    unittest.main()
