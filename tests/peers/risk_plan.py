"""Counts a plan's risk figures again with pandas and pycanon: before on the original, after on the masked copy.

    python tests/peers/risk_plan.py FOLDER      FOLDER holds vizard-plan.json, the tables and masked/

Needs the packages pandas, pyarrow and pycanon.
"""

import json
import math
import pathlib
import sys

import pandas
import pycanon.anonymity


def read(path):
    if path.suffix == ".csv":
        return pandas.read_csv(path, dtype=str)
    if path.suffix == ".parquet":
        return pandas.read_parquet(path)
    if path.suffix == ".jsonl":
        return pandas.read_json(path, lines=True, dtype=False)
    return None


def figures(frame, columns, threshold):
    """The figures over the columns that are there; nulls are a value, as in the plan."""
    columns = [name for name in columns if name in frame]
    if not columns:
        return {"k": len(frame), "classes": 1, "unique_share": 0.0, "small_share": float(len(frame) < threshold)}
    # A value that no column holds stands for null, so that every tool groups the same way.
    text = frame[columns].astype(object).where(frame[columns].notna(), "<null>").astype(str)
    sizes = text.groupby(columns).size()
    return {
        "k": int(pycanon.anonymity.k_anonymity(text, columns)),
        "classes": len(sizes),
        "unique_share": float((sizes == 1).sum() / len(text)),
        "small_share": float(sizes[sizes < threshold].sum() / len(text)),
        "prosecutor": 1 / int(sizes.min()),
        "marketer": len(sizes) / len(text),
    }


def main():
    folder = pathlib.Path(sys.argv[1])
    plan = json.loads((folder / "vizard-plan.json").read_text(encoding="utf-8"))
    checked = 0
    for risk in plan["risk"]["datasets"]:
        for side, path in [("before", folder / risk["table"]), ("after", folder / "masked" / risk["table"])]:
            frame = read(path)
            if frame is None or any("." in name or "[" in name for name in risk["quasi_identifiers"]):
                continue
            assert len(frame) == risk["n"], (path, len(frame), risk["n"])
            for name, value in figures(frame, risk["quasi_identifiers"], risk["threshold"]).items():
                assert math.isclose(value, risk[side][name], abs_tol=1e-12), (path.name, side, name, value, risk[side])
                checked += 1
    assert checked > 0, "no figure was checked"
    print(f"plan risk: {checked} figures are those of pycanon and pandas")


if __name__ == "__main__":
    main()
