"""Runs the DuckDB export in DuckDB and compares every cell with the masks. Needs the package duckdb.

    python tests/peers/duckdb_view.py
"""

import duckdb

import common


def main():
    script = common.golden("duckdb", "sql")
    db = duckdb.connect()
    for dataset in common.plan()["datasets"]:
        table = dataset["table"].split(".")[0]
        columns = ", ".join(f'"{c["column"]}" {common.TYPES[c["dtype"]]}' for c in dataset["columns"])
        db.execute(f'CREATE TABLE "{table}" ({columns})')
        names = [c["column"] for c in dataset["columns"]]
        for row in common.rows()[dataset["table"]]:
            db.execute(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(names))})', [row[n] for n in names])
    db.execute(script)

    def fetch(table):
        result = db.execute(f'SELECT * FROM "{table}_masked"')
        names = [d[0] for d in result.description]
        return [dict(zip(names, row)) for row in result.fetchall()]

    # Without a key nothing is a token.
    for row in fetch("customers"):
        for keyed in ("customer_id", "phone", "session", "email"):
            assert row[keyed] is None, f"{keyed} has a token without a key"
    db.execute(f"SET VARIABLE vizard_key = '{common.KEY_BASE64}'")
    for statement in common.setup_statements(script, "SET VARIABLE"):
        db.execute(statement)
    compared = 0
    for dataset in common.plan()["datasets"]:
        got = fetch(dataset["table"].split(".")[0])
        compared += common.compare("duckdb", dataset["table"], dataset["columns"], got)
    print(f"duckdb {duckdb.__version__}: {compared} cells as the masks give them")


if __name__ == "__main__":
    main()
