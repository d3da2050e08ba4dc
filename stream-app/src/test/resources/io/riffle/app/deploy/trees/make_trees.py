"""Makes the models beside it and what XGBoost answers with them: python3 make_trees.py (XGBoost 1.7.4, numpy)."""
import json
import os

import numpy as np
import xgboost

FOLDER = os.path.dirname(os.path.abspath(__file__))
ROWS = 60


def save(name, parameters, rows, truth, types=None, rounds=4):
    """Trains, saves, and asks about rows with missing values and unknown categories."""
    random = np.random.RandomState(7)
    data = xgboost.DMatrix(rows, label=truth, feature_types=types, enable_categorical=types is not None)
    booster = xgboost.train({"max_depth": 3, **parameters}, data, num_boost_round=rounds)
    booster.save_model(os.path.join(FOLDER, name))
    asked = rows[:ROWS].astype(np.float32)
    asked[random.rand(*asked.shape) < 0.1] = np.nan
    for column, kind in enumerate(types or []):
        if kind == "c":
            asked[random.rand(ROWS) < 0.1, column] = 99
    answer = booster.predict(xgboost.DMatrix(asked, feature_types=types, enable_categorical=types is not None))
    lines = [
        {"x": [None if np.isnan(x) else float(x) for x in row], "prediction": [float(p) for p in np.ravel(score)]}
        for row, score in zip(asked, answer)
    ]
    with open(os.path.join(FOLDER, name.split(".")[0] + ".expected.json"), "w") as file:
        json.dump(lines, file, indent=None)
        file.write("\n")


def main():
    random = np.random.RandomState(3)
    rows = random.randn(600, 4).astype(np.float32)
    shop, channel = random.randint(0, 40, 600), random.randint(0, 4, 600)
    rows[:, 2], rows[:, 3] = channel, shop
    rows[random.rand(600) < 0.1, 3] = np.nan
    score = rows[:, 0] + 2 * np.isin(shop, [1, 3, 5, 8, 13, 21, 34, 39]) - 1 + (channel == 2)
    truth = (score > 0).astype(int)
    types = ["q", "q", "c", "c"]
    sets = {"objective": "binary:logistic", "tree_method": "approx", "max_cat_to_onehot": 5, "base_score": 0.3}
    save("categories.json", sets, rows, truth, types)
    classes = {"objective": "multi:softprob", "num_class": 3, "tree_method": "hist", "max_cat_to_onehot": 2}
    save("categories_multi.ubj", classes, rows, truth + (rows[:, 1] > 0), types, 2)
    plain = random.randn(600, 4).astype(np.float32)
    linear = {"booster": "gblinear", "objective": "multi:softprob", "num_class": 3, "base_score": 0.2}
    save("linear.json", linear, plain, (plain[:, 0] > 0).astype(int) + (plain[:, 1] > 1))
    save("hinge.json", {"objective": "binary:hinge"}, plain, (plain[:, 0] > 0).astype(int), None, 1)
    raw = {"objective": "binary:logitraw", "base_score": 0.3, "num_parallel_tree": 2, "subsample": 0.5}
    save("raw.json", raw, plain, (plain[:, 0] > 0).astype(int), None, 2)
    save("gamma.json", {"objective": "reg:gamma", "base_score": 2.5}, plain, np.exp(plain[:, 0]), None, 2)
    wrapper = xgboost.XGBClassifier(n_estimators=1, max_depth=1, missing=-999.0)
    wrapper.fit(plain, (plain[:, 0] > 0).astype(int))
    wrapper.save_model(os.path.join(FOLDER, "missing.json"))


main()
