#!/bin/sh
# Runs the PostgreSQL export in a server of its own and compares every cell with the masks.
# Needs PostgreSQL with contrib (pgcrypto) and python3. Starts its own server in a temporary folder, ends it afterwards.
#
#     tests/peers/postgres_view.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)")
work=$(mktemp -d)
run() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
[ "$(id -u)" != 0 ] || chown postgres "$work"
trap 'run "$bin/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
run "$bin/initdb" -D "$work/data" -E UTF8 --locale=C.UTF-8 -A trust -U vizard >/dev/null
run "$bin/pg_ctl" -D "$work/data" -l "$work/data/log" -w -o "-c listen_addresses='' -k $work" start >/dev/null
python3 "$here/postgres_view.py" "$work" "$bin/psql"
