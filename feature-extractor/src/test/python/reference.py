#!/usr/bin/env python3
"""Makes the reference values in ../reference-data: own random samples, values of NumPy, SciPy and scikit-learn.

Usage: apt-get install python3-scipy python3-sklearn python3-onnx, then /usr/bin/python3 reference.py. Nothing here
knows the code under test; the rules are those that each file states. The seed is fixed: the same versions write the
same bytes.
"""
import gzip
import hashlib
import json
import math
import os

import numpy as np
import scipy
import sklearn
from scipy import special, stats
from scipy.spatial import distance
from sklearn import metrics, preprocessing
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer, TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.utils import murmurhash3_32

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "reference-data")
VERSIONS = {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__}


def plain(value):
    """A value as JSON writes it: NaN and infinities as texts."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(each) for each in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        return float(value)
    return value


def path(name):
    file = os.path.join(FOLDER, name)
    os.makedirs(os.path.dirname(file), exist_ok=True)
    return file


def write(name, content):
    with open(path(name), "w", encoding="utf-8") as file:
        json.dump(plain({"versions": VERSIONS, **content}), file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n")


def write_lines(name, rows):
    """JSON lines, compressed without a time of writing."""
    lines = "".join(json.dumps(plain(row), ensure_ascii=False) + "\n" for row in rows)
    with open(path(name), "wb") as file:
        file.write(gzip.compress(lines.encode("utf-8"), mtime=0))


def rounded(values):
    return [float("%.6g" % value) for value in values]


# Samples -------------------------------------------------------------------------------------------------------------


def samples():
    """Pairs of samples: equal and shifted, tied, tiny, of other shape, of huge and tiny numbers, of other sizes."""
    random = np.random.default_rng(20260101)
    normal, uniform = random.standard_normal, random.random
    pairs = {
        "one to one": ([0.5], [0.75]),
        "tiny": (normal(4), normal(6)),
        "same sample": (pair := normal(30), pair),
        "same law": (normal(60), normal(45)),
        "shift": (normal(60), normal(60) + 1),
        "small shift": (normal(80), normal(70) + 0.2),
        "wider": (normal(60), 2 * normal(60)),
        "apart": (normal(12), normal(15) + 50),
        "uniform": (uniform(50), uniform(40)),
        "exponential": (random.exponential(1, 60), random.exponential(1.5, 50)),
        "lognormal": (random.lognormal(0, 1, 60), random.lognormal(0.5, 1, 60)),
        "two modes": (normal(60), np.concatenate([normal(30) - 3, normal(30) + 3])),
        "integers": (random.integers(0, 5, 60), random.integers(0, 6, 50)),
        "two values": (random.integers(0, 2, 40), random.integers(0, 2, 50)),
        "many zeros": (np.concatenate([np.zeros(40), uniform(20)]), np.concatenate([np.zeros(20), uniform(40)])),
        "rounded": (np.round(normal(80), 1), np.round(normal(90) + 0.3, 1)),
        "huge": (1e12 * normal(40) + 1e13, 1e12 * normal(40) + 1.1e13),
        "small numbers": (1e-9 * normal(40), 1e-9 * normal(40) + 3e-10),
        "few to many": (normal(5), normal(180)),
        "many to few": (normal(180), normal(5) + 1),
        "heavy tail": (random.standard_t(2, 90), random.standard_t(2, 90)),
        "long": (normal(260), normal(240) + 0.15),
        "negative": (-random.exponential(1, 50), -random.exponential(1, 50) - 0.2),
        "outlier": (normal(50), np.concatenate([normal(49), [40]])),
    }
    return [(name, np.array(rounded(x)), np.array(rounded(y))) for name, (x, y) in pairs.items()]


def pair(name, x, y):
    return {"name": name, "x": {"values": x}, "y": {"values": y}}


def kolmogorov_smirnov(pairs):
    cases = []
    for name, x, y in pairs:
        n, m = len(x), len(y)
        size = n * m / (n + m)
        result = stats.ks_2samp(x, y, method="asymp")
        case = {**pair(name, x, y), "n_x": n, "n_y": m, "statistic": result.statistic}
        case["p_asymptotic_kstwo"] = result.pvalue
        case["p_asymptotic_kolmogorov_limit"] = special.kolmogorov(math.sqrt(size) * result.statistic)
        stephens = math.sqrt(size) + 0.12 + 0.11 / math.sqrt(size)
        case["p_asymptotic_stephens"] = special.kolmogorov(stephens * result.statistic)
        if len(cases) < 18:
            case["p_exact"] = stats.ks_2samp(x, y, method="exact").pvalue
        cases.append(case)
    write("reference/ks.json", {"cases": cases})


# Shares --------------------------------------------------------------------------------------------------------------


def inner_edges(x, bins):
    return np.unique(np.quantile(x, np.arange(1, bins) / bins))


def counts(values, edges):
    """A value equal to an edge belongs to the lower bin."""
    return np.bincount(np.searchsorted(edges, values, side="left"), minlength=len(edges) + 1)


def stability(p, q):
    return float(np.sum((q - p) * np.log(q / p)))


def floored(reference, current, floor):
    p, q = reference / reference.sum(), current / current.sum()
    return stability(np.maximum(p, floor), np.maximum(q, floor))


def added(reference, current, share):
    p, q = reference / reference.sum() + share, current / current.sum() + share
    return stability(p / p.sum(), q / q.sum())


def smoothed(reference, current, count):
    p, q = reference + count, current + count
    return stability(p / p.sum(), q / q.sum())


def psi(pairs):
    numeric = []
    for bins in (10, 20):
        for name, x, y in pairs[2:]:
            edges = inner_edges(x, bins)
            reference, current = counts(x, edges), counts(y, edges)
            numeric.append({
                **pair("%s, %d bins" % (name, bins), x, y),
                "bins_asked": bins,
                "inner_edges": edges,
                "reference_counts": reference,
                "current_counts": current,
                "psi_floor_0.0001": floored(reference, current, 1e-4),
                "psi_floor_1e-06": floored(reference, current, 1e-6),
                "psi_add_1e-4_renormalised": added(reference, current, 1e-4),
                "psi_laplace_0.5": smoothed(reference, current, 0.5),
            })
    categorical = []
    for name, p, q in (("same", [40, 30, 20], [80, 60, 40]), ("shifted", [50, 30, 20], [20, 30, 50]),
                       ("new category", [60, 40, 0], [50, 30, 20]), ("gone category", [60, 30, 10], [80, 20, 0])):
        p, q = np.array(p), np.array(q)
        categorical.append({
            "name": name,
            "reference_counts": p,
            "current_counts": q,
            "psi_floor_0.0001": floored(p, q, 1e-4),
            "psi_floor_1e-06": floored(p, q, 1e-6),
            "js_divergence_base_e": distance.jensenshannon(p, q) ** 2,
        })
    write("reference/psi.json", {"numeric": numeric, "categorical": categorical})


def divergence(pairs):
    random = np.random.default_rng(20260102)
    given = {
        "equal": ([0.25] * 4, [0.25] * 4),
        "two": ([0.9, 0.1], [0.5, 0.5]),
        "turned": ([0.7, 0.2, 0.1], [0.1, 0.2, 0.7]),
        "nothing in q": ([0.5, 0.3, 0.2], [0.6, 0.4, 0.0]),
        "nothing in p": ([0.6, 0.4, 0.0], [0.5, 0.3, 0.2]),
        "nothing in common": ([1.0, 0.0], [0.0, 1.0]),
        "not normalised": ([2.0, 3.0, 5.0], [1.0, 1.0, 2.0]),
        "many": (random.dirichlet(np.ones(20)), random.dirichlet(np.ones(20))),
        "near": ([0.2, 0.3, 0.5], [0.2001, 0.2999, 0.5]),
    }
    distributions = []
    for name, (p, q) in given.items():
        p, q = np.array(p, dtype=float), np.array(q, dtype=float)
        a, b = p / p.sum(), q / q.sum()
        distributions.append({
            "name": name, "p": p, "q": q,
            "kl_p_q_base_e": stats.entropy(p, q),
            "kl_q_p_base_e": stats.entropy(q, p),
            "kl_p_q_base_2": stats.entropy(p, q, base=2),
            "js_distance_base_e": distance.jensenshannon(p, q),
            "js_divergence_base_e": distance.jensenshannon(p, q) ** 2,
            "js_distance_base_2": distance.jensenshannon(p, q, 2),
            "js_divergence_base_2": distance.jensenshannon(p, q, 2) ** 2,
            "hellinger": np.linalg.norm(np.sqrt(a) - np.sqrt(b)) / math.sqrt(2),
            "total_variation": np.abs(a - b).sum() / 2,
        })
    binned = []
    for name, x, y in pairs[3:23]:
        equal = np.histogram_bin_edges(np.concatenate([x, y]), 20)
        edges = inner_edges(x, 10)
        binned.append({
            "name": name,
            "equal_width_20": distances(np.histogram(x, equal)[0], np.histogram(y, equal)[0]),
            "reference_quantiles_10": distances(counts(x, edges), counts(y, edges)),
        })
    write("reference/divergence.json", {"distributions": distributions, "samples": binned})


def distances(p, q):
    return {
        "reference_counts": p, "current_counts": q,
        "js_divergence_base_e": distance.jensenshannon(p, q) ** 2,
        "js_distance_base_2": distance.jensenshannon(p, q, 2),
    }


# Distances and moments -----------------------------------------------------------------------------------------------


def wasserstein(pairs):
    random = np.random.default_rng(20260103)
    cases = []
    for name, x, y in pairs:
        area = stats.wasserstein_distance(x, y)
        cases.append({
            **pair(name, x, y),
            "wasserstein_1": area,
            "wasserstein_1_over_reference_std": area / x.std() if x.std() > 0 else None,
            "energy_distance": stats.energy_distance(x, y),
        })
    weighted = []
    for size in (3, 8):
        u, v = random.standard_normal((2, size))
        a, b = random.random((2, size))
        area = stats.wasserstein_distance(u, v, a, b)
        weighted.append({"name": "weighted", "u_values": u, "v_values": v, "u_weights": a, "v_weights": b,
                         "wasserstein_1": area})
    write("reference/wasserstein.json", {"cases": cases, "weighted": weighted})


def shift(pairs):
    cases = []
    for name, x, y in pairs[1:]:
        welch = stats.ttest_ind(x, y, equal_var=False)
        ranks = stats.mannwhitneyu(x, y, alternative="two-sided")
        n, m = len(x), len(y)
        pooled = math.sqrt(((n - 1) * x.var(ddof=1) + (m - 1) * y.var(ddof=1)) / (n + m - 2))
        difference = y.mean() - x.mean()
        cases.append({
            **pair(name, x, y),
            "mean_x": x.mean(), "mean_y": y.mean(),
            "std_pop_x": x.std(), "std_pop_y": y.std(),
            "std_sample_x": x.std(ddof=1), "std_sample_y": y.std(ddof=1),
            "mean_shift_over_reference_std_pop": difference / x.std(),
            "mean_shift_over_reference_std_sample": difference / x.std(ddof=1),
            "std_ratio_sample": y.std(ddof=1) / x.std(ddof=1),
            "z_of_mean": difference / (x.std(ddof=1) / math.sqrt(m)),
            "cohens_d": difference / pooled,
            "welch_t": welch.statistic, "welch_p": welch.pvalue,
            "mann_whitney_u": ranks.statistic, "mann_whitney_p": ranks.pvalue,
            "median_x": np.median(x), "median_y": np.median(y),
            "quantiles_x": {str(q): np.quantile(x, q) for q in (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)},
            "skew_x": stats.skew(x), "excess_kurtosis_x": stats.kurtosis(x),
        })
    write("reference/shift.json", {"cases": cases})


# Tables and performance ----------------------------------------------------------------------------------------------


def statistic(table, **options):
    result = stats.chi2_contingency(table, **options)
    return {"statistic": result[0], "p": result[1]}


def contingency(name, table):
    table = np.array(table)
    case = {
        "name": name,
        "table": table,
        "dof": (table.shape[0] - 1) * (table.shape[1] - 1),
        "expected": stats.contingency.expected_freq(table),
        "without_yates": statistic(table, correction=False),
        "with_yates": statistic(table, correction=True),
        "g_test_without_yates": statistic(table, correction=False, lambda_="log-likelihood"),
    }
    if table.shape == (2, 2):
        odds, p = stats.fisher_exact(table)
        case["fisher_exact"] = {"odds_ratio": odds, "p": p}
        case["two_proportions"] = two_proportions(table)
    return case


def two_proportions(table):
    (a, b), (c, d) = table
    n, m = a + b, c + d
    p1, p2, pooled = a / n, c / m, (a + c) / (n + m)
    z = (p2 - p1) / math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    half = stats.norm.ppf(0.975) * math.sqrt(p1 * (1 - p1) / n + p2 * (1 - p2) / m)
    return {"p1": p1, "p2": p2, "difference": p2 - p1, "z_pooled": z, "p": 2 * stats.norm.sf(abs(z)),
            "ci95_unpooled": [p2 - p1 - half, p2 - p1 + half]}


def tables():
    random = np.random.default_rng(20260104)
    cases = [
        contingency("2x2", [[70, 30], [45, 55]]),
        contingency("2x2 equal", [[25, 75], [25, 75]]),
        contingency("2x2 small", [[4, 2], [1, 6]]),
        contingency("2x2 near equal", [[10, 11], [10, 10]]),
        contingency("2x2 one zero", [[9, 0], [4, 7]]),
        contingency("2x2 large", [[50200, 949800], [50900, 949100]]),
        contingency("2x3", [[12, 30, 25], [20, 22, 31]]),
        contingency("3x3", [[30, 12, 9], [14, 28, 16], [8, 15, 33]]),
        contingency("4x2", [[31, 19], [25, 25], [22, 28], [40, 10]]),
    ]
    for rows, columns in ((2, 2), (2, 2), (2, 5), (3, 4), (5, 2)):
        cases.append(contingency("random", random.integers(3, 90, (rows, columns))))
    ratios = []
    for name, observed, shares in (("even", [4980, 5020], [0.5, 0.5]), ("mismatch", [5300, 4700], [0.5, 0.5]),
                                   ("90 to 10", [9070, 930], [0.9, 0.1]), ("three", [811, 97, 92], [0.8, 0.1, 0.1])):
        result = stats.chisquare(observed, np.array(shares) * sum(observed))
        ratios.append({"name": name, "observed": observed, "shares": shares,
                       "statistic": result.statistic, "p": result.pvalue})
    write("reference/chi2.json", {"cases": cases, "sample_ratio": ratios})
    comparisons = []
    for table in ([[820, 180], [790, 210]], [[820, 180], [770, 230]], [[82, 18], [80, 20]], [[901, 99], [850, 150]]):
        plainly, yates = statistic(table, correction=False), statistic(table, correction=True)
        comparisons.append({"table_correct_incorrect": table, "chi2": plainly["statistic"], "p": plainly["p"],
                            "chi2_yates": yates["statistic"], "p_yates": yates["p"],
                            "significant_at_0.05": plainly["p"] < 0.05})
    write("reference/ab.json", {"cases": comparisons})


def calibration_error(y, p):
    bins = np.minimum((p * 10).astype(int), 9)
    return sum(abs(p[bins == i].mean() - y[bins == i].mean()) * (bins == i).mean() for i in set(bins))


def binary(name, y, p):
    y, p = np.array(y, dtype=int), np.array(p, dtype=float)
    found = (p >= 0.5).astype(int)
    tn, fp, fn, tp = metrics.confusion_matrix(y, found, labels=[0, 1]).ravel()
    clipped = np.clip(p, 1e-15, 1 - 1e-15)
    both = 0 < y.sum() < len(y)
    return {
        "name": name, "y": y, "p": p,
        "confusion": {"tn": tn, "fp": fp, "fn": fn, "tp": tp},
        "accuracy": metrics.accuracy_score(y, found),
        "precision": metrics.precision_score(y, found, zero_division=0),
        "recall": metrics.recall_score(y, found, zero_division=0),
        "f1": metrics.f1_score(y, found, zero_division=0),
        "mcc": metrics.matthews_corrcoef(y, found),
        "kappa": metrics.cohen_kappa_score(y, found),
        "balanced_accuracy": metrics.balanced_accuracy_score(y, found),
        "log_loss": -np.mean(y * np.log(clipped) + (1 - y) * np.log(1 - clipped)),
        "brier": np.mean((p - y) ** 2),
        "ece_10_equal_width": calibration_error(y, p),
        "roc_auc": metrics.roc_auc_score(y, p) if both else None,
        "pr_auc_average_precision": metrics.average_precision_score(y, p) if both else None,
    }


def multiclass(name, y, p):
    found = p.argmax(axis=1)
    case = {
        "name": name, "y": y, "probabilities": p,
        "accuracy": metrics.accuracy_score(y, found),
        "log_loss": -np.mean(np.log(p[np.arange(len(y)), y])),
        "roc_auc_ovr_macro": metrics.roc_auc_score(y, p, multi_class="ovr"),
        "roc_auc_ovo_macro": metrics.roc_auc_score(y, p, multi_class="ovo"),
        "top_2_accuracy": metrics.top_k_accuracy_score(y, p, k=2),
    }
    for average in ("macro", "micro", "weighted"):
        precision, recall, f1, _ = metrics.precision_recall_fscore_support(y, found, average=average, zero_division=0)
        case[average] = {"precision": precision, "recall": recall, "f1": f1}
    return case


def performance():
    random = np.random.default_rng(20260105)
    y = random.integers(0, 2, 60)
    noise = random.standard_normal(60)
    good = np.round(1 / (1 + np.exp(-(3 * y - 1.5 + noise))), 6)
    rare = (random.random(80) < 0.08).astype(int)
    rare[0] = 1
    cases = [
        binary("good", y, good),
        binary("random", y, np.round(random.random(60), 6)),
        binary("ties", y, np.round(good, 1)),
        binary("inverted", y, np.round(1 - good, 6)),
        binary("nothing predicted positive", y, np.round(good * 0.49, 6)),
        binary("all predicted positive", y, np.round(0.5 + good * 0.4, 6)),
        binary("perfect", y, np.where(y == 1, 0.97, 0.02)),
        binary("confidently wrong", y, np.where(y == 1, 0.001, 0.999)),
        binary("rare positives", rare, np.round(random.random(80) * 0.6 + 0.3 * rare, 6)),
        binary("one positive", [0] * 19 + [1], np.round(random.random(20), 6)),
    ]
    several = []
    for name, classes in (("three classes", 3), ("five classes", 5)):
        truth = np.concatenate([np.arange(classes), random.integers(0, classes, 70)])
        logits = random.standard_normal((len(truth), classes))
        logits[np.arange(len(truth)), truth] += 1.2
        several.append(multiclass(name, truth, np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)))
    truth = np.array(rounded(random.normal(10, 3, 60)))
    guess = np.array(rounded(truth + random.standard_normal(60)))
    mse = metrics.mean_squared_error(truth, guess)
    regression = {
        "y": truth, "prediction": guess, "mae": metrics.mean_absolute_error(truth, guess), "mse": mse,
        "rmse": math.sqrt(mse), "r2": metrics.r2_score(truth, guess),
        "mape": metrics.mean_absolute_percentage_error(truth, guess),
        "explained_variance": metrics.explained_variance_score(truth, guess),
    }
    write("reference/metrics.json", {"binary": cases, "multiclass": several, "regression": regression})


# Transforms ----------------------------------------------------------------------------------------------------------


def fitted(name, parameters, transformer, fit, apply, **values):
    result = transformer.fit(fit)
    return {"name": name, "params": parameters, "fit": fit, "expected_on_fit": result.transform(fit),
            "apply": apply, "expected": result.transform(apply), **{key: get(result) for key, get in values.items()}}


def numeric_rows(random, rows):
    """A normal, a large, a constant and an integer column, small numbers and heavy tails."""
    columns = [5 + 2 * random.standard_normal(rows), 40 + 15 * random.standard_normal(rows), np.full(rows, 3.0),
               random.integers(0, 9, rows), 1e-6 * random.standard_normal(rows), 1e8 * random.lognormal(0, 1, rows)]
    return np.array([rounded(row) for row in np.array(columns).T])


def numeric():
    random = np.random.default_rng(20260106)
    fit, apply = numeric_rows(random, 12), numeric_rows(random, 5)
    holes, holes_too = fit[:, [0, 1, 3]].copy(), apply[:, [0, 1, 3]].copy()
    holes[[1, 4, 7], [0, 1, 2]] = holes_too[[0, 2, 3], [0, 1, 2]] = np.nan
    cases = []
    moments = {"mean": lambda s: s.mean_, "var": lambda s: s.var_, "scale": lambda s: s.scale_}
    for given in ({}, {"with_mean": False}, {"with_std": False}):
        cases.append(fitted("StandardScaler", given, preprocessing.StandardScaler(**given), fit, apply, **moments))
    cases.append(fitted("StandardScaler", {"note": "NaN is skipped in fitting and kept in the output"},
                        preprocessing.StandardScaler(), holes, holes_too, **moments))
    for bounds, clip in (((0, 1), False), ((-1, 1), True)):
        cases.append(fitted("MinMaxScaler", {"feature_range": bounds, "clip": clip},
                            preprocessing.MinMaxScaler(bounds, clip=clip), fit, apply,
                            data_min=lambda s: s.data_min_, data_max=lambda s: s.data_max_))
    cases.append(fitted("MaxAbsScaler", {}, preprocessing.MaxAbsScaler(), fit, apply, scale=lambda s: s.scale_))
    cases.append(fitted("RobustScaler", {"quantile_range": [25, 75]}, preprocessing.RobustScaler(), fit, apply,
                        center=lambda s: s.center_, scale=lambda s: s.scale_))
    for norm in ("l1", "l2", "max"):
        cases.append(fitted("Normalizer", {"norm": norm}, preprocessing.Normalizer(norm=norm), fit, apply))
    cases.append(fitted("Binarizer", {"threshold": 5.0}, preprocessing.Binarizer(threshold=5.0), fit, apply))
    wide = np.array([rounded(row) for row in np.array(
        [random.standard_normal(40), random.exponential(1, 40), random.integers(0, 4, 40)]).T])
    wide_too = np.array([rounded(row) for row in 1.5 * random.standard_normal((12, 3))])
    for strategy in ("uniform", "quantile", "kmeans"):
        for encode in ("ordinal", "onehot-dense"):
            cases.append(bins(4, strategy, encode, wide, wide_too))
    cases.append(bins([3, 5, 2], "uniform", "ordinal", wide, wide_too))
    for strategy in ("mean", "median", "most_frequent"):
        cases.append(fitted("SimpleImputer", {"strategy": strategy}, SimpleImputer(strategy=strategy), holes,
                            holes_too, statistics=lambda s: s.statistics_))
    running, portions = preprocessing.StandardScaler(), []
    for rows in (fit[:1], fit[1:5], fit[5:]):
        running.partial_fit(rows)
        portions.append({"added": rows, "n": running.n_samples_seen_, "mean": running.mean_, "var_pop": running.var_,
                         "scale": running.scale_})
    write("reference/transforms_numeric.json", {"cases": cases, "running_standard_scaler": portions})


def bins(number, strategy, encode, fit, apply):
    transformer = preprocessing.KBinsDiscretizer(number, encode=encode, strategy=strategy, subsample=None)
    return fitted("KBinsDiscretizer", {"n_bins": number, "strategy": strategy, "encode": encode}, transformer, fit,
                  apply, bin_edges=lambda s: list(s.bin_edges_))


def categorical():
    fit = np.array([["pear", "small"], ["fig", "large"], ["apple", "large"], ["pear", "tiny"], ["fig", "small"],
                    ["Öl", "huge"], ["zebra", "large"], ["pear", "large"]], dtype=object)
    apply = np.array([["apple", "small"], ["plum", "large"], ["pear", "?"], ["Öl", "huge"], ["", ""]], dtype=object)
    cases = []
    for given in ({"handle_unknown": "ignore"}, {"handle_unknown": "ignore", "drop": "first"},
                  {"handle_unknown": "ignore", "drop": "if_binary"},
                  {"handle_unknown": "infrequent_if_exist", "min_frequency": 2}):
        encoder = preprocessing.OneHotEncoder(sparse_output=False, **given).fit(fit)
        cases.append({"name": "OneHotEncoder", "params": given, "fit": fit, "categories": list(encoder.categories_),
                      "apply": apply, "expected": encoder.transform(apply)})
    encoder = preprocessing.OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1).fit(fit)
    cases.append({"name": "OrdinalEncoder", "params": {"unknown_value": -1}, "fit": fit,
                  "categories": list(encoder.categories_), "apply": apply, "expected": encoder.transform(apply)})
    texts = ["m", "b", "Z", "z", "ü", "12", "9", "", "x y", "北", "🚀", "m", "\uffee", "ç", "å"]
    for values in (texts, [4, -7, 0, 4, 12, 0, -7, 12, 4]):
        cases.append({"name": "LabelEncoder", "fit": values,
                      "expected": preprocessing.LabelEncoder().fit_transform(values)})
    labels = ["up", "down", "flat"]
    tested = ["down", "up", "flat", "sideways"]
    cases.append({"name": "LabelBinarizer", "fit": labels, "apply": tested,
                  "expected": preprocessing.LabelBinarizer().fit(labels).transform(tested)})
    write("reference/transforms_categorical.json", {"cases": cases})


# Texts ---------------------------------------------------------------------------------------------------------------

DOCUMENTS = ["Red fox, red river", "river boats on the water", "Être ou ne pas être, déjà!", "",
             "up up up down down left", "x y z zz", "R2D2 saw C3PO in 2031_11", "don't stop O'Hara's fox-fox",
             "🚀 launch 🚀", "ЗИМА снег зима", "fox fox fox red", "İzmir IZMIR", "the end of the river"]
OTHERS = ["Red fox, red river with unseen words", "", "x y z zz up up down", "nothing known qqq"]


def sparse(matrix):
    matrix = matrix.tocsr()
    matrix.sort_indices()
    return [[[column, value] for column, value in zip(row.indices, row.data)] for row in matrix]


def texts():
    cases = []
    for given in ({}, {"norm": None}, {"norm": "l1"}, {"sublinear_tf": True}, {"smooth_idf": False},
                  {"use_idf": False}, {"ngram_range": [1, 2]}, {"binary": True}, {"min_df": 2}, {"max_df": 0.3},
                  {"max_features": 6}, {"stop_words": ["the", "on", "of"]}, {"lowercase": False},
                  {"token_pattern": "[a-zA-Z0-9_]{2,}"}, {"analyzer": "char_wb", "ngram_range": [2, 3]}):
        options = {key: tuple(value) if key == "ngram_range" else value for key, value in given.items()}
        vectorizer = TfidfVectorizer(**options).fit(DOCUMENTS)
        cases.append({"name": "TfidfVectorizer", "params": given, "documents": DOCUMENTS,
                      "terms": list(vectorizer.get_feature_names_out()),
                      "idf": vectorizer.idf_ if given.get("use_idf", True) else None,
                      "expected_on_fit": sparse(vectorizer.transform(DOCUMENTS)),
                      "apply": OTHERS, "expected": sparse(vectorizer.transform(OTHERS))})
    vectorizer = CountVectorizer().fit(DOCUMENTS)
    cases.append({"name": "CountVectorizer", "params": {}, "documents": DOCUMENTS,
                  "terms": list(vectorizer.get_feature_names_out()), "apply": OTHERS,
                  "expected": sparse(vectorizer.transform(OTHERS))})
    write("reference/transforms_text.json", {"cases": cases})


def hashing():
    words = ["", "b", "cd", "efg", "hijk", "lmnop", "river", "fox", "façade", "北京", "🚀", "shape=round", "y" * 120]
    murmur = [{"text": word, "seed": seed, "murmur3_32_signed": murmurhash3_32(word, seed)}
              for word in words for seed in (0, 42)]
    cases = []
    for given in ({"n_features": 16}, {"n_features": 1024}, {"n_features": 64, "alternate_sign": False},
                  {"n_features": 64, "norm": None}, {"n_features": 64, "norm": "l1"},
                  {"n_features": 256, "ngram_range": [1, 2]}):
        options = {key: tuple(value) if key == "ngram_range" else value for key, value in given.items()}
        cases.append({"name": "HashingVectorizer", "params": given, "apply": DOCUMENTS,
                      "expected": sparse(HashingVectorizer(**options).transform(DOCUMENTS))})
    rows = [{"color": "green", "size": 7}, {"color": "grey", "w": -2.25}, {"size": 0, "tag": "a b"}, {}]
    cases.append({"name": "FeatureHasher", "params": {"n_features": 32, "input_type": "dict"}, "apply": rows,
                  "expected": FeatureHasher(32).transform(rows).toarray(),
                  "expected_alternate_sign_false": FeatureHasher(32, alternate_sign=False).transform(rows).toarray()})
    write("reference/transforms_hashing.json", {"murmur3": murmur, "cases": cases})


def buckets():
    with open(path("reference/buckets.csv"), "w", encoding="utf-8") as file:
        file.write("experiment,user,md5_hex,bucket_100,bucket_10000,\n")
        for experiment in ("blue-button", "größer"):
            for user in ["visitor-%d" % i for i in range(110)] + ["", "東京 🚀"]:
                digest = hashlib.md5((experiment + ":" + user).encode("utf-8")).hexdigest()
                number = int(digest, 16)
                file.write('%s,"%s",%s,%d,%d,\n' % (experiment, user, digest, number % 100, number % 10000))


# Windows -------------------------------------------------------------------------------------------------------------

MINUTE = 60_000


def connections():
    """Network connections of ten hosts, a twentieth of which arrives up to two minutes late."""
    random = np.random.default_rng(20260107)
    start = 1_767_225_600_000
    times = start + np.cumsum(random.exponential(1_500, 1_200)).astype(int)
    late = np.where(random.random(len(times)) < 0.05, random.integers(1, 110_000, len(times)), 0)
    order = np.argsort(times + late, kind="stable")
    events = [{
        "event_id": "connection-%04d" % i,
        "entity_id": "host-%d" % min(9, random.geometric(0.25) - 1),
        "event_time_ms": int(times[i]),
        "features": {
            "src_bytes": int(random.lognormal(5, 2)) if random.random() < 0.7 else 0,
            "service": "service-%d" % random.integers(0, 20),
            "flag": ["SF", "S0", "REJ", "RST"][random.integers(0, 4)],
        },
    } for i in range(len(times))]
    return [events[i] for i in order]


def window_values(events):
    numbers = np.array([event["features"]["src_bytes"] for event in events], dtype=float)
    return {"count": len(numbers), "sum": numbers.sum(), "mean": numbers.mean(), "min": numbers.min(),
            "max": numbers.max(), "std_pop": numbers.std(),
            "distinct_service": len({event["features"]["service"] for event in events}),
            "distinct_flag": len({event["features"]["flag"] for event in events})}


def all_windows(events, size):
    """Every window of an entity that holds an event; it starts at a multiple of a minute, the end is outside."""
    held = {}
    for event in events:
        last = event["event_time_ms"] // MINUTE * MINUTE
        for start in range(last - size + MINUTE, last + 1, MINUTE):
            held.setdefault((event["entity_id"], start), []).append(event)
    return [{"entity_id": entity, "window_start_ms": start, "window_end_ms": start + size, **window_values(held[entity, start])}
            for entity, start in sorted(held)]


def as_of(events):
    """The minute's window right after each event was added."""
    held, rows = {}, []
    for event in events:
        window = held.setdefault((event["entity_id"], event["event_time_ms"] // MINUTE), [])
        window.append(event)
        values = window_values(window)
        rows.append({"event_id": event["event_id"], **{key: values[key] for key in ("count", "sum", "mean", "max")}})
    return rows


def windows():
    events = connections()
    tumbling, hopping, running = all_windows(events, MINUTE), all_windows(events, 5 * MINUTE), as_of(events)
    write_lines("events/connections.jsonl.gz", events)
    write_lines("reference/windows/tumbling_all.jsonl.gz", tumbling)
    write_lines("reference/windows/hopping_all.jsonl.gz", hopping)
    write_lines("reference/windows/asof_tumbling.jsonl.gz", running)
    write("reference/windows/summary.json", {
        "file": "events/connections.jsonl.gz",
        "tumbling_all.jsonl.gz": {"windows": len(tumbling)}, "hopping_all.jsonl.gz": {"windows": len(hopping)}})


if __name__ == "__main__":
    PAIRS = samples()
    for make in (kolmogorov_smirnov, psi, divergence, wasserstein, shift):
        make(PAIRS)
    for make in (tables, performance, numeric, categorical, texts, hashing, buckets, windows):
        make()
