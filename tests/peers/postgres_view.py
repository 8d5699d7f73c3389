"""The comparison of postgres_view.sh: called with the folder of the server's socket and the path of psql."""

import json
import subprocess
import sys

import common

TYPES = {"string": "text", "integer": "bigint", "date": "date", "boolean": "boolean"}


def psql(statements):
    socket, program = sys.argv[1], sys.argv[2]
    command = [program, "-h", socket, "-U", "vizard", "-d", "postgres", "-XqAt", "-v", "ON_ERROR_STOP=1"]
    done = subprocess.run(command, input=statements, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    return done.stdout


def literal(value):
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"


def main():
    script, plan = common.golden("postgres", "sql"), common.plan()
    load = []
    for dataset in plan["datasets"]:
        table = dataset["table"].split(".")[0]
        columns = ", ".join(f'"{c["column"]}" {TYPES[c["dtype"]]}' for c in dataset["columns"])
        load.append(f'CREATE TABLE "{table}" ({columns});')
        for row in common.rows()[dataset["table"]]:
            values = ", ".join(literal(row[c["column"]]) for c in dataset["columns"])
            load.append(f'INSERT INTO "{table}" VALUES ({values});')
    psql("\n".join(load))
    psql(script)
    psql(script)  # a second run replaces the views
    # An empty setting is no key, so there is no token.
    empty = "\\o /dev/null\nSELECT set_config('vizard.x', '', false);\n\\o\nSELECT vizard_hmac('vizard.x', 'a') IS NULL;"
    assert psql(empty).split() == ["t"], "an empty key gives tokens"
    keys = [f"\\set vizard_key {common.KEY_BASE64}"] + common.setup_statements(script, "SELECT set_config")
    compared = 0
    for dataset in plan["datasets"]:
        table = dataset["table"].split(".")[0]
        query = f"SELECT coalesce(json_agg(t), '[]') FROM (SELECT * FROM \"{table}_masked\") AS t;"
        out = psql("\n".join(["\\o /dev/null", *keys, "\\o", query]))
        compared += common.compare("postgres", dataset["table"], dataset["columns"], json.loads(out))
    version = psql("SHOW server_version;").strip()
    print(f"PostgreSQL {version}: {compared} cells as the masks give them")


if __name__ == "__main__":
    main()
