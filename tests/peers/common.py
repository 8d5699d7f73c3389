"""What the checks of exports share: the rows, what the masks make of them, and how well each target says it does."""

import csv
import json
import pathlib

HERE = pathlib.Path(__file__).resolve().parent.parent
KEY_BASE64 = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="
TYPES = {"string": "VARCHAR", "integer": "BIGINT", "date": "DATE", "boolean": "BOOLEAN"}


def plan():
    return json.loads((HERE / "fixtures/plan.json").read_text(encoding="utf-8"))


def rows():
    return json.loads((HERE / "fixtures/export_rows.json").read_text(encoding="utf-8"))


def masked():
    return json.loads((HERE / "golden/export/rows.masked.json").read_text(encoding="utf-8"))


def fits(target):
    """The fit of every column: (table, column) -> exact, lossy or unsupported."""
    with open(HERE / f"golden/export/{target}.fit.tsv", encoding="utf-8", newline="") as file:
        lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(table, column): fit.split(":")[0] for table, column, fit in lines}


def golden(target, extension):
    return (HERE / f"golden/export/{target}.{extension}").read_text(encoding="utf-8")


def text(value):
    """A value as the masks write it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def setup_statements(script, before):
    """The statements that a script gives in comments for setting its keys."""
    lines = (line[2:].strip() for line in script.splitlines() if line.startswith("--"))
    return [line for line in lines if line.startswith(before)]


def compare(target, table, columns, got):
    """Compares the rows of a masked view with what the masks give. Returns the number of cells compared."""
    fit, want, raw = fits(target), masked()[table], rows()[table]
    wrong, compared = [], 0
    for column in columns:
        name, action = column["column"], column["action"]
        if action == "drop":
            if got and name in got[0]:
                wrong.append(f"{table}.{name} should be left out")
            continue
        for number, row in enumerate(got):
            value, compared = text(row[name]), compared + 1
            kind = fit[(table, name)]
            if kind == "unsupported":
                good = value is None
            elif kind == "exact":
                good = value == want[number][name]
            else:  # lossy: the mask's value, nothing, or at least not the original
                good = value is None or value == want[number].get(name) or value != raw[number][name]
            if not good:
                wrong.append(f"{table}.{name} row {number}: {value!r}, the mask gives {want[number].get(name)!r} ({kind})")
    if wrong:
        raise SystemExit("\n".join(wrong))
    return compared
