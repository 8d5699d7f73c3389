#!/usr/bin/env python3
"""Masked copies read by pyarrow, polars, pandas and DuckDB: rows, columns and types as in the original.

    readers.py DEMO_FOLDER PLAN_SCHEMA SCAN_SARIF
"""
import json, pathlib, sys
from sarif_pydantic import Sarif
import duckdb, jsonschema, pandas, polars, pyarrow.feather as feather, pyarrow.parquet as parquet

demo, schema, sarif = map(pathlib.Path, sys.argv[1:])
checks = 0


def same(what, got, expected):
    global checks
    checks += 1
    assert got == expected, f"{what}: {got!r} instead of {expected!r}"


plan = json.loads((demo / "vizard-plan.json").read_text())
jsonschema.Draft202012Validator.check_schema(json.loads(schema.read_text()))
jsonschema.validate(plan, json.loads(schema.read_text()))
tables = {d["table"]: d for d in plan["datasets"]}


def kept(table):
    return [c["column"] for c in tables[table]["columns"] if c["action"] != "drop"]


for name in ["customers.csv", "features.csv", "legacy.csv", "products.csv"]:
    sep = ";" if name == "legacy.csv" else ","
    enc = "latin-1" if name == "legacy.csv" else "utf-8"
    original = pandas.read_csv(demo / name, sep=sep, encoding=enc, dtype=str)
    masked = pandas.read_csv(demo / "masked" / name, sep=sep, encoding=enc, dtype=str)
    same(f"{name} rows", len(masked), len(original))
    same(f"{name} columns", list(masked.columns), kept(name))
    for column in masked.columns:
        action = next(c for c in tables[name]["columns"] if c["column"] == column)["action"]
        same(f"{name}.{column} nulls", int(masked[column].isna().sum()), int(original[column].isna().sum()))
        if action == "keep":
            same(f"{name}.{column} kept", masked[column].fillna("").tolist(), original[column].fillna("").tolist())
    same(f"{name} in DuckDB", duckdb.sql(f"select count(*) from read_csv('{demo}/masked/{name}', all_varchar=true, encoding='{enc}')").fetchall()[0][0], len(original))

original, masked = parquet.read_table(demo / "events.parquet"), parquet.read_table(demo / "masked/events.parquet")
same("events rows", masked.num_rows, original.num_rows)
same("events columns", masked.column_names, kept("events.parquet"))
for column in masked.column_names:
    entry = next(c for c in tables["events.parquet"]["columns"] if c["column"] == column)
    if entry["action"] == "keep":
        same(f"events.{column} kept", masked.column(column).to_pylist(), original.column(column).to_pylist())
raw = (demo / "masked/events.parquet").read_bytes()
for address in set(original.column("client_ip").to_pylist()):
    if not address.endswith(".0"):
        same(f"an address in the bytes", raw.find(address.encode()), -1)
same("events in DuckDB", duckdb.sql(f"select count(*) from '{demo}/masked/events.parquet'").fetchall()[0][0], original.num_rows)
same("events in polars", polars.read_parquet(demo / "masked/events.parquet").height, original.num_rows)

original, masked = feather.read_table(demo / "service_metrics.arrow"), feather.read_table(demo / "masked/service_metrics.arrow")
same("metrics", masked.to_pylist(), original.to_pylist())

original = [json.loads(line) for line in (demo / "claims.jsonl").read_text().splitlines()]
masked = [json.loads(line) for line in (demo / "masked/claims.jsonl").read_text().splitlines()]
same("claims rows", len(masked), len(original))
same("claims amounts", [c.get("amount") for c in masked], [c["amount"] for c in original])
text = (demo / "masked/claims.jsonl").read_text()
customers = pandas.read_csv(demo / "customers.csv", dtype=str)
for address in customers["email"]:
    same("an address in claims", text.find(address), -1)

document = json.loads(sarif.read_text())
# Another implementation's model of SARIF 2.1.0; what it does not know would be lost on the way through it.
through = json.loads(Sarif.model_validate(document).model_dump_json(by_alias=True, exclude_unset=True))
same("SARIF through another's model", through["runs"][0]["results"], document["runs"][0]["results"])
same("SARIF tool through another's model", through["runs"][0]["tool"], document["runs"][0]["tool"])
same("SARIF version", document["version"], "2.1.0")
rules = {r["id"] for r in document["runs"][0]["tool"]["driver"]["rules"]}
for result in document["runs"][0]["results"]:
    same("SARIF rule", result["ruleId"] in rules, True)
    same("SARIF level", result["level"] in {"error", "warning", "note"}, True)
print(f"readers: {checks} checks passed")
