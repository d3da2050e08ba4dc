#!/usr/bin/env python3
"""Makes one small model of each family in ../reference-data/models, with the answers of scikit-learn or NumPy.

Usage: as reference.py. The graphs are written operator by operator from the fitted parameters; the expected values never
come from a runtime of ONNX.
"""
import base64
import hashlib
import json
import os
import struct
import zlib

import numpy as np
from onnx import TensorProto, helper, numpy_helper
from sklearn.ensemble import GradientBoostingRegressor, RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from reference import FOLDER, VERSIONS, plain

SHOPS = ["kiosk", "market", "web"]
FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64


def sigmoid(values):
    return 1 / (1 + np.exp(-values))


def tensor(name, values, kind=np.float32):
    return numpy_helper.from_array(np.asarray(values, dtype=kind), name)


def value(name, kind, *shape):
    return helper.make_tensor_value_info(name, kind, ["N", *shape])


def save(name, task, inputs, columns, nodes, weights, outputs, output, features, rows):
    """A model folder as the product reads it, and the rows that must come out so."""
    graph = helper.make_graph(nodes, name, inputs, outputs, weights)
    opsets = [helper.make_opsetid("", 13), helper.make_opsetid("ai.onnx.ml", 2)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="riffle-reference")
    folder = os.path.join(FOLDER, "models", name, "1")
    os.makedirs(folder, exist_ok=True)
    onnx = model.SerializeToString()
    with open(os.path.join(folder, "model.onnx"), "wb") as file:
        file.write(onnx)
    manifest = {"name": name, "version": "1", "sha256": hashlib.sha256(onnx).hexdigest(), "task": task,
                "inputs": columns, "output": output,
                "golden": {"rows": [{"features": row["features"], "score": row["score"]} for row in rows[:2]]}}
    # JSON is YAML.
    with open(os.path.join(folder, "model.yaml"), "w", encoding="utf-8") as file:
        json.dump(plain(manifest), file, ensure_ascii=False, indent=1)
        file.write("\n")
    with open(os.path.join(FOLDER, "models", name, "expected.json"), "w", encoding="utf-8") as file:
        json.dump(plain({"versions": VERSIONS, "features": features, "rows": rows}), file, ensure_ascii=False)
        file.write("\n")


def payments(random, rows):
    """Payments: the amount, how many were made within the hour, the shop; frauds are large and many."""
    amounts = np.round(random.lognormal(3, 1, rows), 2)
    counted = random.integers(0, 9, rows)
    shops = random.integers(0, 3, rows)
    odds = 0.04 * amounts + 0.4 * counted + (shops == 2) - 4
    return amounts, counted, shops, (random.random(rows) < sigmoid(odds)).astype(int)


def encoded(amounts, counted, shops, means, scales):
    return np.column_stack([(amounts - means[0]) / scales[0], (counted - means[1]) / scales[1], np.eye(3)[shops]])


def payment_columns(means, scales):
    return [{"amount": [{"standard-scale": {"mean": means[0], "scale": scales[0]}}]},
            {"count": [{"standard-scale": {"mean": means[1], "scale": scales[1]}}]},
            {"shop": [{"one-hot": {"categories": SHOPS}}]}]


PAYMENT_FEATURES = {"amount": "NUMBER", "count": "INTEGER", "shop": "CATEGORY"}


def payment_row(amounts, counted, shops, i):
    return {"amount": float(amounts[i]), "count": int(counted[i]), "shop": SHOPS[shops[i]]}


def scored(features, probabilities):
    return [{"features": row, "score": float(p), "label": "fraud" if p >= 0.5 else "fine"}
            for row, p in zip(features, probabilities)]


def linear_and_network():
    random = np.random.default_rng(20260201)
    amounts, counted, shops, fraud = payments(random, 400)
    means = [float(np.round(amounts.mean(), 3)), float(np.round(counted.mean(), 3))]
    scales = [float(np.round(amounts.std(), 3)), float(np.round(counted.std(), 3))]
    x = encoded(amounts, counted, shops, means, scales)
    features = [payment_row(amounts, counted, shops, i) for i in range(60)]
    output = {"score": {"tensor": "probability"}, "labels": ["fine", "fraud"]}
    columns = {"x": {"type": "float32", "columns": payment_columns(means, scales)}}
    given, found = [value("x", FLOAT, 5)], [value("probability", FLOAT, 1)]

    regression = LogisticRegression().fit(x, fraud)
    nodes = [helper.make_node("Gemm", ["x", "w", "b"], ["logit"]),
             helper.make_node("Sigmoid", ["logit"], ["probability"])]
    weights = [tensor("w", regression.coef_.T), tensor("b", regression.intercept_)]
    save("linear", "binary-classification", given, columns, nodes, weights, found, output, PAYMENT_FEATURES,
         scored(features, regression.predict_proba(x[:60])[:, 1]))

    network = MLPClassifier((8,), max_iter=400, random_state=1).fit(x, fraud)
    nodes = [helper.make_node("Gemm", ["x", "w1", "b1"], ["sum"]), helper.make_node("Relu", ["sum"], ["hidden"]),
             helper.make_node("Gemm", ["hidden", "w2", "b2"], ["logit"]),
             helper.make_node("Sigmoid", ["logit"], ["probability"])]
    weights = [tensor("w1", network.coefs_[0]), tensor("b1", network.intercepts_[0]),
               tensor("w2", network.coefs_[1]), tensor("b2", network.intercepts_[1])]
    save("network", "binary-classification", given, columns, nodes, weights, found, output, PAYMENT_FEATURES,
         scored(features, network.predict_proba(x[:60])[:, 1]))


def trees(ensemble):
    """The attributes of an ensemble of trees of ONNX, without the leaves' values."""
    names = ("treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids")
    attributes = {"nodes_" + name: [] for name in names}
    for number, tree in enumerate(ensemble):
        for node in range(tree.node_count):
            leaf = tree.children_left[node] < 0
            # Below or equal goes left; rounding towards zero must not move a value across.
            threshold = 0.0 if leaf else float(np.float32(tree.threshold[node]))
            row = (number, node, 0 if leaf else int(tree.feature[node]), threshold, "LEAF" if leaf else "BRANCH_LEQ",
                   0 if leaf else int(tree.children_left[node]), 0 if leaf else int(tree.children_right[node]))
            for name, each in zip(names, row):
                attributes["nodes_" + name].append(each)
    return attributes


def leaves(ensemble):
    return [(number, node) for number, tree in enumerate(ensemble) for node in range(tree.node_count)
            if tree.children_left[node] < 0]


def forests():
    random = np.random.default_rng(20260202)
    amounts, counted, shops, fraud = payments(random, 400)
    x = np.column_stack([amounts, counted]).astype(np.float32)
    features = [{"amount": float(amounts[i]), "count": int(counted[i])} for i in range(60)]
    kinds = {"amount": "NUMBER", "count": "INTEGER"}
    columns = {"x": {"type": "float32", "columns": ["amount", "count"]}}

    forest = RandomForestClassifier(6, max_depth=4, random_state=1).fit(x, fraud)
    ensemble = [each.tree_ for each in forest.estimators_]
    attributes = trees(ensemble)
    share = {key: [] for key in ("treeids", "nodeids", "ids", "weights")}
    for number, node in leaves(ensemble):
        votes = ensemble[number].value[node][0]
        # With two classes a leaf carries the share of the second one only.
        for key, each in zip(share, (number, node, 0, float(votes[1] / votes.sum() / len(ensemble)))):
            share[key].append(each)
    nodes = [helper.make_node("TreeEnsembleClassifier", ["x"], ["label", "probabilities"], domain="ai.onnx.ml",
                              classlabels_int64s=[0, 1], post_transform="NONE", **attributes,
                              **{"class_" + key: each for key, each in share.items()})]
    p = forest.predict_proba(x[:60])[:, 1]
    kept = [i for i in range(60) if abs(p[i] - 0.5) > 1e-6]
    save("forest", "binary-classification", [value("x", FLOAT, 2)], columns, nodes, [],
         [value("label", INT64), value("probabilities", FLOAT, 2)],
         {"score": {"tensor": "probabilities", "column": 1}, "label": {"tensor": "label"}, "labels": ["0", "1"]}, kinds,
         [{"features": features[i], "score": p[i], "label": str(int(p[i] > 0.5))} for i in kept])

    boosting = GradientBoostingRegressor(n_estimators=12, max_depth=3, random_state=1)
    boosting.fit(x, np.log1p(amounts) * (1 + counted))
    ensemble = [each.tree_ for each in boosting.estimators_[:, 0]]
    target = {"treeids": [], "nodeids": [], "ids": [], "weights": []}
    for number, node in leaves(ensemble):
        weight = float(boosting.learning_rate * ensemble[number].value[node][0, 0])
        for key, each in zip(target, (number, node, 0, weight)):
            target[key].append(each)
    nodes = [helper.make_node("TreeEnsembleRegressor", ["x"], ["y"], domain="ai.onnx.ml", n_targets=1,
                              base_values=[float(boosting.init_.constant_[0, 0])], **trees(ensemble),
                              **{"target_" + key: each for key, each in target.items()})]
    predicted = boosting.predict(x[:60])
    save("boosting", "regression", [value("x", FLOAT, 2)], columns, nodes, [], [value("y", FLOAT, 1)],
         {"score": {"tensor": "y"}}, kinds,
         [{"features": row, "score": y} for row, y in zip(features, predicted)])


def words():
    texts = ["win a prize now", "claim your free prize", "free tickets, call now", "urgent: claim the money",
             "see you at lunch", "the meeting moved to noon", "call me when you are home", "are you at home now?",
             "prize draw: call free", "lunch at noon then"]
    spam = [1, 1, 1, 1, 0, 0, 0, 0, 1, 0]
    vectorizer = TfidfVectorizer().fit(texts)
    classifier = LogisticRegression(C=20).fit(vectorizer.transform(texts), spam)
    texts += ["free lunch", "Meeting at NOON!", "nothing known here", "claim, claim, claim"]
    tfidf = {"terms": list(vectorizer.get_feature_names_out()), "idf": vectorizer.idf_}
    nodes = [helper.make_node("Gemm", ["x", "w", "b"], ["logit"]),
             helper.make_node("Sigmoid", ["logit"], ["probability"])]
    p = classifier.predict_proba(vectorizer.transform(texts))[:, 1]
    save("text", "binary-classification", [value("x", FLOAT, len(tfidf["terms"]))],
         {"x": {"type": "float32", "columns": [{"text": [{"tfidf": tfidf}]}]}}, nodes,
         [tensor("w", classifier.coef_.T), tensor("b", classifier.intercept_)], [value("probability", FLOAT, 1)],
         {"score": {"tensor": "probability"}, "labels": ["ham", "spam"]}, {"text": "TEXT"},
         [{"features": {"text": text}, "score": each, "label": "spam" if each >= 0.5 else "ham"}
          for text, each in zip(texts, p)])


def embedding():
    random = np.random.default_rng(20260203)
    table, w = np.float32(random.standard_normal((3, 4))), np.float32(random.standard_normal((4, 1)))
    nodes = [helper.make_node("Gather", ["table", "shop"], ["vectors"]),
             helper.make_node("Flatten", ["vectors"], ["vector"]),
             helper.make_node("MatMul", ["vector", "w"], ["logit"]),
             helper.make_node("Sigmoid", ["logit"], ["probability"])]
    p = sigmoid(table.astype(float) @ w.astype(float))[:, 0]
    save("embedding", "binary-classification", [value("shop", INT64, 1)],
         {"shop": {"type": "int64", "columns": [{"shop": [{"ordinal": {"categories": SHOPS}}]}]}}, nodes,
         [tensor("table", table), tensor("w", w)], [value("probability", FLOAT, 1)],
         {"score": {"tensor": "probability"}, "labels": ["fine", "fraud"]}, {"shop": "CATEGORY"},
         scored([{"shop": shop} for shop in SHOPS], p))


def png(pixels):
    """An image of grey bytes."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    height, width = pixels.shape
    lines = b"".join(b"\0" + bytes(line) for line in pixels)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b""))


def image():
    """Horizontal against vertical stripes: two filters, the mean of what they let pass, and a softmax."""
    random = np.random.default_rng(20260204)
    kernels = np.zeros((2, 1, 3, 3), dtype=np.float32)
    kernels[0, 0] = [[-1, -1, -1], [2, 2, 2], [-1, -1, -1]]
    kernels[1, 0] = kernels[0, 0].T
    nodes = [helper.make_node("Conv", ["picture", "kernels"], ["filtered"]),
             helper.make_node("Relu", ["filtered"], ["passed"]),
             helper.make_node("GlobalAveragePool", ["passed"], ["pooled"]),
             helper.make_node("Flatten", ["pooled"], ["means"]),
             helper.make_node("Softmax", ["means"], ["probabilities"], axis=1)]
    rows = []
    for number in range(12):
        stripes = np.tile((np.arange(8) % 3 == number % 3)[:, None] * 160, (1, 8)) + random.integers(0, 90, (8, 8))
        pixels = (stripes if number % 2 == 0 else stripes.T).astype(np.uint8)
        scaled = pixels.astype(float) / 255
        means = [np.mean([[max(0, float((scaled[i:i + 3, j:j + 3] * kernel[0]).sum())) for j in range(6)]
                          for i in range(6)]) for kernel in kernels]
        p = np.exp(means) / np.exp(means).sum()
        rows.append({"features": {"picture": base64.b64encode(png(pixels)).decode("ascii")}, "score": p[1],
                     "label": "down" if p[1] > p[0] else "across"})
    steps = [{"size": {"width": 8, "height": 8}}, "grey", {"divide": {"by": 255}}]
    save("image", "binary-classification", [value("picture", FLOAT, 1, 8, 8)],
         {"picture": {"type": "float32", "columns": [{"picture": steps}]}}, nodes, [tensor("kernels", kernels)],
         [value("probabilities", FLOAT, 2)],
         {"score": {"tensor": "probabilities", "column": 1}, "labels": ["across", "down"]}, {"picture": "IMAGE"}, rows)


if __name__ == "__main__":
    for make in (linear_and_network, forests, words, embedding, image):
        make()
