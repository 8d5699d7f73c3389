"""Risk and utility figures by pycanon, SciPy and scikit-learn, on the rows of tests/fixtures/risk_peers.json.

    python tests/peers/risk_figures.py            checks the numbers of the fixture, which the program's tests hold it to
    python tests/peers/risk_figures.py --write    makes the fixture anew

Needs the packages pycanon, scipy, scikit-learn and pandas.
"""

import json
import math
import random
import sys

import pandas
import pycanon.anonymity
import scipy.stats
import sklearn.metrics

import common

FIXTURE = common.HERE / "fixtures/risk_peers.json"
QUASI = ["age", "area", "sex"]


def rows():
    """Synthetic people: age in steps of five years and postal area are what a plan would release; diagnosis and income are sensitive."""
    chance = random.Random(20261126)
    out = []
    for _ in range(600):
        age = chance.randrange(20, 80)
        sex = chance.choice("fm")
        diagnosis = chance.choice(["J45", "I10", "E11", "F32"] if age < 50 else ["I10", "I10", "E11", "C50"])
        income = 20_000 + 500 * chance.randrange(0, 60) + 300 * (age - 20)
        out.append({
            "age": str(age // 5 * 5), "area": str(chance.randrange(1, 6)), "sex": sex, "diagnosis": diagnosis,
            "income": income, "income_after": round(income / 10_000) * 10_000, "years": age,
        })
    return out


def figures(table):
    frame = pandas.DataFrame(table)
    sizes = frame.groupby(QUASI).size()
    return {
        "k": int(pycanon.anonymity.k_anonymity(frame, QUASI)),
        "classes": len(sizes),
        "unique_share": float((sizes == 1).sum() / len(frame)),
        "small_share": float(sizes[sizes < 5].sum() / len(frame)),
        "l_diagnosis": int(pycanon.anonymity.l_diversity(frame, QUASI, ["diagnosis"])),
        "t_diagnosis": float(pycanon.anonymity.t_closeness(frame, QUASI, ["diagnosis"])),
        "t_income": float(pycanon.anonymity.t_closeness(frame, QUASI, ["income"])),
        "kolmogorov_smirnov": float(scipy.stats.ks_2samp(frame["income"], frame["income_after"]).statistic),
        "wasserstein": float(scipy.stats.wasserstein_distance(frame["income"], frame["income_after"])),
        "spearman": float(scipy.stats.spearmanr(frame["income"], frame["income_after"]).statistic),
        "mutual_information": float(sklearn.metrics.mutual_info_score(frame["years"], frame["diagnosis"])),
    }


def main():
    if "--write" in sys.argv[1:]:
        table = rows()
        fixture = {"rows": [list(row.values()) for row in table], "columns": list(table[0]), "figures": figures(table)}
        FIXTURE.write_text(json.dumps(fixture, separators=(",", ":")).replace("],[", "],\n[") + "\n", encoding="utf-8")
    fixture = json.loads(FIXTURE.read_text(encoding="utf-8"))
    table = [dict(zip(fixture["columns"], row)) for row in fixture["rows"]]
    again = figures(table)
    for name, value in again.items():
        assert math.isclose(value, fixture["figures"][name], rel_tol=1e-9, abs_tol=1e-12), (name, value)
    print(f"risk figures: {len(again)} figures of the fixture are those of pycanon, SciPy and scikit-learn")


if __name__ == "__main__":
    main()
