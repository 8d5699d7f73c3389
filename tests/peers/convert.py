#!/usr/bin/env python3
"""One table in every format, masked into every other, verified, and read by polars.

    convert.py VIZARD
"""
import datetime, os, pathlib, subprocess, sys, tempfile
import polars

vizard, rows, checks = pathlib.Path(sys.argv[1]).resolve(), 50, 0
table = polars.DataFrame(
    {
        "id": range(rows),
        "email": [f"u{n}@example.com" if n % 6 else None for n in range(rows)],
        "note": [f'said "{n}", ok\nline' if n % 4 else "" for n in range(rows)],
        "share": [n / 3 if n % 5 else None for n in range(rows)],
        "open": [n % 2 == 0 for n in range(rows)],
        "born": [datetime.date(1970, 1, 1) + datetime.timedelta(n * 300) for n in range(rows)],
        "a.b": [f"x{n}" for n in range(rows)],
    }
)
read = {
    "csv": lambda path: polars.read_csv(path, infer_schema=False),
    "tsv": lambda path: polars.read_csv(path, separator="\t", infer_schema=False),
    "jsonl": polars.read_ndjson,
    "json": polars.read_json,
    "parquet": polars.read_parquet,
    "arrow": polars.read_ipc,
    "arrows": polars.read_ipc_stream,
}


def same(what, got, expected):
    global checks
    checks += 1
    assert got == expected, f"{what}: {got!r} instead of {expected!r}"


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    own = {f"VIZARD_{name}_DIR": str(folder / f".user/{name}") for name in ("DATA", "CONFIG", "CACHE")}

    def run(*arguments):
        done = subprocess.run([vizard, *arguments], cwd=folder, capture_output=True, text=True, env=os.environ | own)
        same(" ".join(arguments) + "\n" + done.stdout + done.stderr, done.returncode, 0)

    table.write_csv(folder / "of_csv.csv")
    table.write_csv(folder / "of_tsv.tsv", separator="\t")
    table.with_columns(polars.col("born").cast(str)).write_ndjson(folder / "of_jsonl.jsonl")
    lines = (folder / "of_jsonl.jsonl").read_text().splitlines()
    (folder / "of_json.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
    table.write_parquet(folder / "of_parquet.parquet")
    table.write_ipc(folder / "of_arrow.arrow")
    originals = sorted(path.name for path in folder.glob("of_*"))
    run("keys", "new")
    run("decide", "*.*", "--keep")
    run("decide", "*.email", "--mask", "pseudonym")
    run("decide", "*.born", "--mask", "date_truncate", "--param", "to=year")
    run("decide", "*.open", "--drop")
    run("plan", "build")
    for original in originals:
        for extension in read:
            copy = f"masked/{original.split('.')[0]}.{extension}"
            run("apply", "vizard-plan.json", original, "--output", copy)
            run("verify", "vizard-plan.json", copy, "--original", original)
            found = read[extension](folder / copy)
            same(f"{copy} columns", found.columns, [name for name in table.columns if name != "open"])
            same(f"{copy} id", [int(cell) for cell in found["id"]], list(range(rows)))
            same(f"{copy} nulls", found["email"].null_count(), table["email"].null_count())
            same(f"{copy} texts", [cell or "" for cell in found["note"]], table["note"].to_list())
            same(f"{copy} numbers", [float(cell) if cell is not None else None for cell in found["share"]], table["share"].to_list())
            same(f"{copy} dotted", found["a.b"].to_list(), table["a.b"].to_list())
print(f"convert: {checks} checks passed")
