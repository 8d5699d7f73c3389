#!/usr/bin/env python3
"""Typed tables as other tools write them: scanned, masked, verified, and read back by the same tools with the same types.

    tables.py VIZARD
"""
import datetime, decimal, json, os, pathlib, subprocess, sys, tempfile
import duckdb, pandas, polars, pyarrow, pyarrow.feather as feather, pyarrow.ipc as ipc, pyarrow.parquet as parquet

vizard = pathlib.Path(sys.argv[1]).resolve()
rows, checks = 60, 0


def same(what, got, expected):
    global checks
    checks += 1
    assert got == expected, f"{what}: {got!r} instead of {expected!r}"


def run(folder, *arguments, code=0):
    own = {f"VIZARD_{name}_DIR": str(folder / f".user/{name}") for name in ("DATA", "CONFIG", "CACHE")}
    done = subprocess.run([vizard, *arguments], cwd=folder, capture_output=True, text=True, env=os.environ | own)
    same(" ".join(map(str, arguments)) + "\n" + done.stdout + done.stderr, done.returncode, code)
    return done.stdout


frame = polars.DataFrame(
    {
        "id": range(rows),
        "email": [f"user{n}@example.com" if n % 7 else None for n in range(rows)],
        "note": [f"a longer remark, number {n}, out of line" if n % 3 else None for n in range(rows)],
        "colour": polars.Series(["red", "green", "blue"] * 20, dtype=polars.Categorical),
        "size": polars.Series(["small", "large"] * 30, dtype=polars.Enum(["small", "medium", "large"])),
        "who": polars.Series([f"person{n % 9}" for n in range(rows)], dtype=polars.Categorical),
        "born": [datetime.date(1970, 1, 1) + datetime.timedelta(n * 97) for n in range(rows)],
        "seen": [datetime.datetime(2024, 1, 1, 3) + datetime.timedelta(n) for n in range(rows)],
        "share": [n / 3 for n in range(rows)],
        "open": [n % 2 == 0 for n in range(rows)],
        "tags": [[f"t{n}", "x"] if n % 5 else None for n in range(rows)],
        "place": [{"lat": n / 7, "town": f"Town {n}"} for n in range(rows)],
    }
)
oldest = frame.to_arrow(compat_level=polars.CompatLevel.oldest())
views = pyarrow.table(
    {
        "id": pyarrow.array(range(rows)),
        "email": pyarrow.array([f"user{n}@example.com" for n in range(rows)], pyarrow.string_view()),
        "note": pyarrow.array([f"a longer remark, number {n}" for n in range(rows)], pyarrow.string_view()),
        "colour": pyarrow.array(["p", None, "q"] * 20).dictionary_encode(),
        "size": pyarrow.DictionaryArray.from_arrays(pyarrow.array([1, 0] * 30, pyarrow.int8()), ["large", "small", "unused"], ordered=True),
        "who": pyarrow.array([f"person{n % 9}" for n in range(rows)]).dictionary_encode(),
        "born": pyarrow.array([datetime.date(1970, 1, 1)] * rows),
        "kept": pyarrow.array([b"\x01\x02"] * rows, pyarrow.binary(2)),
        "at": pyarrow.array([n if n % 4 else None for n in range(rows)], pyarrow.time32("s")),
        "day": pyarrow.array([(n + 9_000) * 86_400_000 for n in range(rows)], pyarrow.date64()),
        "since": pyarrow.array(range(rows), pyarrow.timestamp("s")),
        "by": pyarrow.array([[(f"k{n}", n)] if n % 3 else None for n in range(rows)], pyarrow.map_(pyarrow.string(), pyarrow.int32())),
        "price": pyarrow.array([decimal.Decimal(n * 7 - 100) / 100 for n in range(rows)], pyarrow.decimal128(9, 2)),
        "vector": pyarrow.array([[n / 3, n, -n] for n in range(rows)], pyarrow.list_(pyarrow.float32(), 3)),
        "deep": pyarrow.array([[{"a": n, "b": [f"b{n}"] * (n % 3)}] * (n % 4) if n % 5 else None for n in range(rows)]),
    },
)


def stream(table, path, size):
    with ipc.new_stream(path, table.schema) as writer:
        writer.write_table(table, max_chunksize=size)


def file(table, path, size):
    with ipc.new_file(path, table.schema) as writer:
        writer.write_table(table, max_chunksize=size)


def write(folder):
    frame.write_ipc(folder / "polars.arrow")
    frame.write_ipc(folder / "polars_zstd.arrow", compression="zstd")
    frame.write_ipc(folder / "polars_lz4.arrow", compression="lz4")
    frame.write_ipc(folder / "polars_oldest.arrow", compat_level=polars.CompatLevel.oldest())
    frame.lazy().sink_ipc(folder / "polars_sink.arrow")
    frame.write_ipc_stream(folder / "polars.arrows")
    frame.write_ipc_stream(folder / "polars_zstd.arrows", compression="zstd")
    frame.write_parquet(folder / "polars.parquet")
    feather.write_feather(oldest, folder / "pyarrow.feather")
    feather.write_feather(oldest, folder / "pyarrow_zstd.feather", compression="zstd")
    feather.write_feather(oldest, folder / "pyarrow_plain.feather", compression="uncompressed", chunksize=7)
    stream(oldest, folder / "pyarrow.arrows", 25)
    file(views, folder / "views.arrow", 25)
    stream(views, folder / "views.arrows", 25)
    parquet.write_table(views.drop_columns(["note"]), folder / "views.parquet", row_group_size=25)
    parquet.write_table(oldest, folder / "pyarrow.parquet", row_group_size=25)


def read(path):
    if path.suffix == ".parquet":
        return parquet.read_table(path)
    return ipc.open_stream(path).read_all() if path.suffix == ".arrows" else ipc.open_file(path).read_all()


def in_polars(path):
    if path.suffix == ".parquet":
        return polars.read_parquet(path)
    return polars.read_ipc_stream(path) if path.suffix == ".arrows" else polars.read_ipc(path)


def pairs(column):
    """The cells; the pairs of a map alike, whether it is one or a list of structs."""
    pair = lambda item: tuple(item.values()) if isinstance(item, dict) and set(item) == {"key", "value"} else item
    return [[pair(item) for item in cell] if isinstance(cell, list) else cell for cell in column.to_pylist()]


def dictionary(table, column):
    return {value for chunk in table[column].chunks for value in chunk.dictionary.to_pylist()}


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    write(folder)
    paths = sorted(path for path in folder.iterdir() if path.is_file())
    run(folder, "keys", "new")
    run(folder, "decide", "*.*", "--keep")
    run(folder, "decide", "*.email", "--mask", "pseudonym")
    run(folder, "decide", "*.who", "--drop")
    run(folder, "decide", "*.born", "--mask", "date_truncate", "--param", "to=year")
    run(folder, "decide", "polars*.place.town", "pyarrow*.place.town", "--mask", "redact")
    run(folder, "decide", "pyarrow.parquet.note", "--mask", "shuffle")
    run(folder, "plan", "build")
    for path in paths:
        masked = folder / "masked" / path.name
        run(folder, "apply", "vizard-plan.json", path.name, "--output", "masked/")
        run(folder, "verify", "vizard-plan.json", f"masked/{path.name}", "--original", path.name)
        before, after = read(path), read(masked)
        same(f"{path.name} rows", after.num_rows, rows)
        same(f"{path.name} columns", after.column_names, [name for name in before.column_names if name != "who"])
        for name in after.column_names:
            same(f"{path.name}.{name} type", after.schema.field(name).type, before.schema.field(name).type)
            if name not in ("email", "born", "place"):
                same(f"{path.name}.{name} nullable", after.schema.field(name).nullable, before.schema.field(name).nullable)
            if name not in ("email", "born", "place") and (path.name, name) != ("pyarrow.parquet", "note"):
                same(f"{path.name}.{name} kept", pairs(after[name]), pairs(before[name]))
        same(f"{path.name} nulls", after["email"].null_count, before["email"].null_count)
        if path.suffix != ".parquet":
            same(f"{path.name} dictionary", dictionary(after, "colour"), set(before["colour"].to_pylist()) - {None})
            same(f"{path.name} used only", dictionary(after, "size") <= {"small", "large"}, True)
        theirs, ours = in_polars(path), in_polars(masked)
        types = {name: dtype for name, dtype in theirs.schema.items() if name not in ("who", "size", "by")}
        same(f"{path.name} in polars", {n: t for n, t in ours.schema.items() if n not in ("size", "by")}, types)
        if path.name == "polars.parquet":
            same("an Enum stays one", ours.schema["size"], theirs.schema["size"])
        if pyarrow.types.is_dictionary(before.schema.field("size").type):
            order = [[v for v in t["size"].combine_chunks().dictionary.to_pylist() if v in ("small", "large")] for t in (before, after)]
            same(f"{path.name} order", order[1], order[0])
        same(f"{path.name} in polars, kept", ours["colour"].to_list(), theirs["colour"].to_list())
        if not (path.name.startswith("polars") and "oldest" not in path.name):  # pandas knows no views in lists
            same(f"{path.name} in pandas", len(after.to_pandas()), rows)
        same(f"{path.name} in DuckDB", duckdb.sql("select count(*), count(email) from after").fetchall()[0], (rows, rows - before["email"].null_count))
        raw = masked.read_bytes()
        same(f"{path.name} bytes", [n for n in range(rows) if f"user{n}@example".encode() in raw or b"person" in raw], [])

index = pandas.Index([f"key-{n:04}" for n in range(rows)])
table = pandas.DataFrame(
    {
        "name": [f"Person {n}" for n in range(rows)],
        "age": pandas.array([n if n % 5 else None for n in range(rows)], dtype="Int64"),
        "pay": [n * 1.5 for n in range(rows)],
        "kind": pandas.Categorical(["x", "y", "z"] * 20),
        "rank": pandas.Categorical(["low", "high", "mid"] * 20, categories=["low", "mid", "high"], ordered=True),
        "seen": pandas.to_datetime(["2020-02-03 04:05"] * rows).tz_localize("Europe/Berlin"),
    },
    index=index,
)
table.attrs["owner"] = "Person 7"


def pandas_of(path):
    return pandas.read_parquet(path) if path.suffix == ".parquet" else pandas.read_feather(path)


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    table.to_parquet(folder / "index.parquet")
    table.rename_axis("key").to_parquet(folder / "named.parquet")
    table.reset_index(drop=True).to_parquet(folder / "count.parquet")
    table.set_index(["name", "age"]).to_parquet(folder / "levels.parquet")
    table.reset_index(drop=True).to_feather(folder / "count.feather")
    run(folder, "keys", "new")
    run(folder, "decide", "*.*", "--keep")
    run(folder, "decide", "*.name", "--mask", "pseudonym")
    run(folder, "decide", "named.key", "--mask", "pseudonym")
    run(folder, "plan", "build")
    for path in sorted(folder.glob("*.parquet")) + sorted(folder.glob("*.feather")):
        run(folder, "apply", "vizard-plan.json", path.name, "--output", "masked/")
        run(folder, "verify", "vizard-plan.json", f"masked/{path.name}", "--original", path.name)
        before, after = pandas_of(path), pandas_of(folder / "masked" / path.name)
        same(f"{path.name} index", list(after.index.names), list(before.index.names))
        same(f"{path.name} attributes", after.attrs, {})
        same(f"{path.name} columns", list(after.columns), list(before.columns))
        same(f"{path.name} types", after.dtypes.to_dict(), before.dtypes.to_dict())
        if path.stem == "index":
            same("the index", after.index.equals(before.index), True)
            pandas.testing.assert_frame_equal(after.drop(columns="name"), before.drop(columns="name"))
        schema = parquet.read_schema(folder / "masked" / path.name) if path.suffix == ".parquet" else feather.read_table(folder / "masked" / path.name).schema
        same(f"{path.name} metadata", b"Person" in json.dumps({k.decode(): v.decode(errors="replace") for k, v in schema.metadata.items()}).encode(), False)
    run(folder, "decide", "index.__index_level_0__", "--drop")
    run(folder, "plan", "build")
    run(folder, "apply", "vizard-plan.json", "index.parquet", "--output", "without/")
    after = pandas.read_parquet(folder / "without/index.parquet")
    same("a dropped index", (list(after.columns), list(after.index)), (list(table.columns), list(range(rows))))
print(f"tables: {checks} checks passed")
