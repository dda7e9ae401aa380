"""The contenders of `npm run bench -- model`: the notebooks' study in polars and scikit-learn.

python bench_model.py CATALOGUE.csv CONTENDER runs the study for each line that comes in and prints one line of
JSON. Its clock starts after the imports. polars reads the columns that the study needs, on all threads.

recipe   scikit-learn's own: a ColumnTransformer with a sparse OneHotEncoder, StandardScaler without the mean, lbfgs.
lean     the sparse design written by hand from codes, and newton-cholesky, its fastest solver for few columns.
grouped  equal rows are counted first, and their counts are fitted (Wong et al., "You Only Compress Once",
         arXiv:2102.11297), with newton-cholesky.
optimum  lean at a tolerance of 1e-10: what all of them are compared with.
"""

import argparse
import json
import resource
import sys
from pathlib import Path
from time import perf_counter

import numpy as np
import polars as pl
import sklearn
from scipy import sparse
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from threadpoolctl import threadpool_info

AS_OF_YEAR = 2026
MIN_GENRE_COUNT = 40
PERIODS = ["covid", "post_covid", "pre_covid", "unknown"]
# The columns after the first three numbers, each with its levels in the order of their names.
CATEGORIES = ["covid_period", "primary_genre_grouped", "primary_country"]


def read_titles(path: str) -> pl.DataFrame:
    # Only an empty field is missing: "NA" is Namibia.
    return pl.read_csv(
        path,
        columns=["popularity", "vote_count", "year", "primary_country", "primary_genre"],
        schema_overrides={
            "popularity": pl.Float64,
            "vote_count": pl.Float64,
            "year": pl.Float64,
        },
        null_values=[""],
    )


def label_hits(titles: pl.DataFrame) -> np.ndarray:
    popularity = titles["popularity"].to_numpy()
    votes = titles["vote_count"].to_numpy()
    popular = popularity >= np.quantile(popularity, 0.9)
    return (popular & (votes >= np.median(votes))).astype(np.int8)


def codes_of(column: pl.Series) -> tuple[np.ndarray, list[str]]:
    """The codes of a text column, "unknown" for missing ones, and the levels that occur, in order."""
    names = column.drop_nulls().unique().to_list()
    codes = column.cast(pl.Enum(names)).to_physical().fill_null(len(names)).to_numpy()
    return relabelled(codes.astype(np.int64), [*names, "unknown"])


def relabelled(codes: np.ndarray, names: list[str]) -> tuple[np.ndarray, list[str]]:
    """The same with one code for each name that occurs, in the order of the names."""
    used = [name for name, count in zip(names, np.bincount(codes, minlength=len(names))) if count]
    levels = sorted(set(used))
    place = {name: at for at, name in enumerate(levels)}
    return np.array([place.get(name, 0) for name in names])[codes], levels


def features(titles: pl.DataFrame) -> dict:
    """The study's features: two flags, the age, and the codes and levels of the three categories."""
    year = titles["year"].to_numpy()
    genre, genres = codes_of(titles["primary_genre"])
    counts = np.bincount(genre, minlength=len(genres))
    grouped = [
        name if count >= MIN_GENRE_COUNT or name == "unknown" else "Other"
        for name, count in zip(genres, counts)
    ]
    genre, genres = relabelled(genre, grouped)
    country, countries = codes_of(titles["primary_country"])
    period = np.select([np.isnan(year), year <= 2019, year <= 2021], [3, 2, 0], 1)
    period, periods = relabelled(period, PERIODS)
    flag = [countries.index(code) if code in countries else -1 for code in ("US", "KR")]
    return {
        "age": np.maximum(AS_OF_YEAR - year, 0),
        "us": (country == flag[0]).astype(np.float64),
        "kr": (country == flag[1]).astype(np.float64),
        "codes": [period, genre, country],
        "levels": [periods, genres, countries],
    }


def names_of(levels: list[list[str]]) -> list[str]:
    encoded = [f"{name}_{level}" for name, own in zip(CATEGORIES, levels) for level in own]
    return ["years_since_release", "is_us", "is_korea", *encoded]


def model_of(solver: str, **settings) -> LogisticRegression:
    return LogisticRegression(C=1.0, max_iter=1000, solver=solver, **settings)


def recipe(data: dict, train: np.ndarray, test: np.ndarray, hit: np.ndarray):
    """What scikit-learn's user guide would have an analyst write."""
    numbers = np.column_stack([data["age"], data["us"], data["kr"]])
    codes = np.column_stack(data["codes"])
    encode = OneHotEncoder(categories=[np.arange(len(own)) for own in data["levels"]])
    columns = ColumnTransformer(
        [("numbers", SimpleImputer(strategy="median"), [0, 1, 2]), ("levels", encode, [3, 4, 5])],
        sparse_threshold=1.0,
    )
    frame = np.column_stack([numbers, codes])
    model = model_of("lbfgs", class_weight="balanced")
    scale = StandardScaler(with_mean=False)
    pipeline = make_pipeline(columns, scale, model)
    pipeline.fit(frame[train], hit[train])
    probabilities = pipeline.predict_proba(frame[test])[:, 1]
    transformed = columns.transform(frame[train])
    mean = np.asarray(transformed.mean(axis=0)).ravel() / scale.scale_
    return probabilities, model.coef_[0], model.intercept_[0] + mean @ model.coef_[0]


def cells_of(data: dict, rows: np.ndarray, median: float) -> tuple[np.ndarray, list[int]]:
    """The rows' age, with the median for a missing one, and the codes: all that a series is to the model."""
    age = data["age"][rows]
    sizes = [len(own) for own in data["levels"]]
    return [np.where(np.isnan(age), median, age), *(code[rows] for code in data["codes"])], sizes


def design(columns: list[np.ndarray], sizes: list[int], flags: list[np.ndarray]) -> sparse.csr_matrix:
    """The age, the flags and a one for each code, six entries a row."""
    n = len(columns[0])
    starts = np.cumsum([3, *sizes[:-1]])
    at = np.empty((n, 6), dtype=np.int32)
    at[:, :3] = [0, 1, 2]
    values = np.ones((n, 6))
    values[:, 0] = columns[0]
    values[:, 1], values[:, 2] = flags
    for j, (start, code) in enumerate(zip(starts, columns[1:])):
        at[:, 3 + j] = start + code
    indptr = np.arange(0, 6 * n + 1, 6, dtype=np.int32)
    X = sparse.csr_matrix((values.ravel(), at.ravel(), indptr), shape=(n, 3 + sum(sizes)))
    X.eliminate_zeros()
    return X


def scale_of(X: sparse.csr_matrix, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The mean and the standard deviation of each column, rows weighted; 1 for a constant one."""
    total = weights.sum()
    mean = X.T @ weights / total
    square = X.multiply(X).T @ weights / total
    deviation = np.sqrt(np.maximum(square - mean**2, 0))
    deviation[deviation < 1e-12] = 1
    return mean, deviation


def by_hand(data: dict, train: np.ndarray, test: np.ndarray, hit: np.ndarray, grouped: bool, tol: float):
    """The sparse design from codes; `grouped` fits the counts of its different rows."""
    median = np.nanmedian(data["age"][train])
    columns, sizes = cells_of(data, train, median)
    flags = [data["us"][train], data["kr"][train]]
    y = hit[train]
    balanced = len(y) / (2 * np.bincount(y, minlength=2))
    if grouped:
        key = columns[0].astype(np.int64)
        for size, code in zip(sizes, columns[1:]):
            key = key * size + code
        # An age of x.5, the median of an even number, has a cell of its own.
        key = 2 * key + (columns[0] % 1 != 0)
        _, first, cell = np.unique(key, return_index=True, return_inverse=True)
        count = np.bincount(cell, minlength=len(first)).astype(np.float64)
        hits = np.bincount(cell, weights=y, minlength=len(first))
        X = design([column[first] for column in columns], sizes, [flag[first] for flag in flags])
        mean, deviation = scale_of(X, count)
        X = X.multiply(1 / deviation).tocsr()
        X = sparse.vstack([X, X]).tocsr()
        target = np.repeat([1, 0], len(first))
        weights = np.concatenate([hits * balanced[1], (count - hits) * balanced[0]])
        keep = weights > 0
        X, target, weights = X[keep], target[keep], weights[keep]
    else:
        X = design(columns, sizes, flags)
        mean, deviation = scale_of(X, np.ones(len(y)))
        X = X.multiply(1 / deviation).tocsr()
        target, weights = y, balanced[y]
    model = model_of("newton-cholesky", tol=tol)
    model.fit(X, target, sample_weight=weights)
    columns, _ = cells_of(data, test, median)
    X = design(columns, sizes, [data["us"][test], data["kr"][test]])
    log_odds = X @ (model.coef_[0] / deviation) + model.intercept_[0]
    return 1 / (1 + np.exp(-log_odds)), model.coef_[0], model.intercept_[0] + mean / deviation @ model.coef_[0]


FITS = {
    "recipe": recipe,
    "lean": lambda *of: by_hand(*of, grouped=False, tol=1e-4),
    "grouped": lambda *of: by_hand(*of, grouped=True, tol=1e-4),
    "optimum": lambda *of: by_hand(*of, grouped=False, tol=1e-10),
}


def peak_bytes() -> int:
    """The most memory that the process had resident.

    Linux hands `ru_maxrss` on from the process that started this one; VmHWM is this one's own.
    """
    try:
        status = Path("/proc/self/status").read_text()
        return 1024 * int(status.split("VmHWM:")[1].split()[0])
    except (OSError, IndexError):
        unit = 1 if sys.platform == "darwin" else 1024
        return unit * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def study(path: str, contender: str) -> dict:
    began = perf_counter()
    titles = read_titles(path)
    hit = label_hits(titles)
    read = perf_counter()
    data = features(titles)
    train, test = train_test_split(
        np.arange(len(hit)), test_size=0.25, stratify=hit, random_state=42
    )
    probabilities, coefficients, intercept = FITS[contender](data, train, test, hit)
    predicted = perf_counter()
    auc = roc_auc_score(hit[test], probabilities)
    ended = perf_counter()

    return {
        "fitSeconds": predicted - read,
        "totalSeconds": ended - began,
        "peakBytes": peak_bytes(),
        "auc": auc,
        "hits": int(hit.sum()),
        "intercept": float(intercept),
        "coefficients": dict(zip(names_of(data["levels"]), coefficients.tolist())),
        "description": f"scikit-learn {sklearn.__version__}, polars {pl.__version__}",
        "libraries": [
            {key: one.get(key) for key in ("prefix", "version", "architecture", "num_threads")}
            for one in threadpool_info()
        ],
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("catalogue")
    parser.add_argument("contender", choices=list(FITS))
    options = parser.parse_args()
    for _ in sys.stdin:
        print(json.dumps(study(options.catalogue, options.contender)), flush=True)


if __name__ == "__main__":
    main()
