"""The contender of `npm run bench -- model`: the same study in pandas and scikit-learn.

python bench_model.py CATALOGUE.csv [--optimum] runs the study for each line that comes in and prints
one line of JSON. Its clock starts after the imports. The texts are read as categories and the C engine reads no column that is not needed: pandas'
own advice for large files.
"""

import argparse
import json
import resource
import sys
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd
import sklearn
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_info

AS_OF_YEAR = 2026
MIN_GENRE_COUNT = 40
COLUMNS = {
    "popularity": "float64",
    "vote_count": "float64",
    "year": "float64",
    "primary_country": "category",
    "primary_genre": "category",
}


def read_titles(path: str) -> pd.DataFrame:
    # "NA" is Namibia, not a missing value: only an empty field is one.
    return pd.read_csv(
        path, usecols=list(COLUMNS), dtype=COLUMNS, engine="c", keep_default_na=False, na_values=[""]
    )


def label_hits(titles: pd.DataFrame) -> pd.Series:
    popular = titles["popularity"] >= titles["popularity"].quantile(0.9)
    voted = titles["vote_count"] >= titles["vote_count"].median()
    return (popular & voted).astype(int)


def build_features(year: pd.Series, genre: pd.Series, country: pd.Series) -> pd.DataFrame:
    counts = genre.value_counts()
    rare = counts.index[counts < MIN_GENRE_COUNT]
    grouped = genre.cat.add_categories(["Other", "unknown"]).fillna("unknown")
    grouped[grouped.isin(rare)] = "Other"
    period = pd.cut(
        year, [-np.inf, 2019, 2021, np.inf], labels=["pre_covid", "covid", "post_covid"]
    )
    frame = pd.DataFrame(
        {
            "years_since_release": (AS_OF_YEAR - year).clip(lower=0),
            "is_us": (country == "US").astype(int),
            "is_korea": (country == "KR").astype(int),
            "covid_period": period.cat.add_categories("unknown").fillna("unknown"),
            "primary_genre_grouped": grouped,
            "primary_country": country.cat.add_categories("unknown").fillna("unknown"),
        }
    )
    encoded = ["covid_period", "primary_genre_grouped", "primary_country"]
    for name in encoded:
        frame[name] = frame[name].cat.remove_unused_categories()
    return pd.get_dummies(frame, columns=encoded)


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


def study(path: str, exact: bool) -> dict:
    model = LogisticRegression(class_weight="balanced", C=1.0, max_iter=1000)
    if exact:
        model.set_params(solver="newton-cholesky", tol=1e-10)

    began = perf_counter()
    titles = read_titles(path)
    hit = label_hits(titles)
    read = perf_counter()
    X = build_features(titles["year"], titles["primary_genre"], titles["primary_country"])
    X_train, X_test, y_train, y_test = train_test_split(
        X, hit, test_size=0.25, stratify=hit, random_state=42
    )
    pipeline = make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), model)
    pipeline.fit(X_train, y_train)
    probabilities = pipeline.predict_proba(X_test)[:, 1]
    predicted = perf_counter()
    auc = roc_auc_score(y_test, probabilities)
    ended = perf_counter()

    return {
        "fitSeconds": predicted - read,
        "totalSeconds": ended - began,
        "peakBytes": peak_bytes(),
        "auc": auc,
        "hits": int(hit.sum()),
        "intercept": float(model.intercept_[0]),
        "coefficients": dict(zip(X.columns, model.coef_[0].tolist())),
        "description": f"scikit-learn {sklearn.__version__}, pandas {pd.__version__}",
        "libraries": [
            {key: one.get(key) for key in ("prefix", "version", "architecture", "num_threads")}
            for one in threadpool_info()
        ],
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("catalogue")
    parser.add_argument("--optimum", action="store_true", help="go on to the exact optimum")
    options = parser.parse_args()
    for _ in sys.stdin:
        print(json.dumps(study(options.catalogue, options.optimum)), flush=True)


if __name__ == "__main__":
    main()
