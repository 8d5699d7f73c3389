"""Trains one scikit-learn pipeline, written for raw data, on raw and on masked files and prints the difference of AUC.

    python tests/peers/model.py VIZARD

Needs the packages pandas, pyarrow and scikit-learn.
"""

import pathlib
import random
import subprocess
import sys
import tempfile

import pandas
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.impute import SimpleImputer

LABEL = "churned"
DECISIONS = [
    ("email", ["--mask", "pseudonym", "--domain", "email"]),
    ("birth_date", ["--mask", "date_truncate", "--param", "to=year"]),
    ("postal_code", ["--mask", "postal_prefix", "--param", "keep=2"]),
    ("income", ["--mask", "round", "--param", "step=5000"]),
]


def people(rows=4000):
    chance = random.Random(7)
    table = []
    for number in range(rows):
        year = chance.randrange(1945, 2005)
        area = chance.choice(["10115", "20095", "50667", "80331", "60311"])
        income = 20_000 + 400 * chance.randrange(0, 150)
        plan = chance.choice(["basic", "plus", "pro"])
        score = (2025 - year) / 30 - income / 30_000 + {"basic": 1.0, "plus": 0.2, "pro": -0.8}[plan]
        score += {"10115": 0.8, "80331": -0.8}.get(area, 0.0) + chance.gauss(0, 1)
        table.append({
            "email": f"person{number}@example.org",
            "birth_date": f"{year}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
            "postal_code": area[:3] + f"{chance.randrange(0, 100):02}", "income": income, "plan": plan,
            LABEL: int(score > 0),
        })
    return pandas.DataFrame(table)


def read(path):
    frame = pandas.read_csv(path, dtype={"postal_code": str}) if path.suffix == ".csv" else pandas.read_parquet(path)
    return frame


def auc(path):
    """The pipeline knows raw data only: numbers are scaled, everything else is one-hot with rare values together."""
    frame = read(path)
    data, label = frame.drop(columns=["email", LABEL]), frame[LABEL].astype(int)
    for name in data.select_dtypes(exclude="number"):
        data[name] = data[name].astype(str)
    pipeline = make_pipeline(
        make_column_transformer(
            (make_pipeline(SimpleImputer(), StandardScaler()), make_column_selector(dtype_include="number")),
            (OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=5),
             make_column_selector(dtype_exclude="number")),
        ),
        LogisticRegression(max_iter=2000),
    )
    train_x, test_x, train_y, test_y = train_test_split(data, label, test_size=0.3, random_state=1, stratify=label)
    pipeline.fit(train_x, train_y)
    return roc_auc_score(test_y, pipeline.predict_proba(test_x)[:, 1])


def main():
    vizard = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        people().to_csv(folder / "people.csv", index=False)
        people().to_parquet(folder / "people.parquet", index=False)

        def run(*words):
            subprocess.run([vizard, "--quiet", "--project", name, *words], check=True, cwd=folder)

        if subprocess.run([vizard, "keys", "list"], capture_output=True, text=True, check=True).stdout.count("default") == 0:
            run("keys", "new")
        for table in ["people.csv", "people.parquet"]:
            for column, words in DECISIONS:
                run("decide", f"{table}.{column}", *words, "--reason", "for training")
            for column in ["plan", LABEL]:
                run("decide", f"{table}.{column}", "--keep", "--reason", "needed to train")
        run("plan", "build")
        for table in ["people.csv", "people.parquet"]:
            run("apply", "vizard-plan.json", table, "--output", "masked/")
            raw, masked = auc(folder / table), auc(folder / "masked" / table)
            assert raw > 0.7 and masked > 0.6, (raw, masked)
            print(f"model on {table}: AUC raw {raw:.4f}, masked {masked:.4f}, difference {masked - raw:+.4f}")


if __name__ == "__main__":
    main()
