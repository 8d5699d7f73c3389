"""Cells per CPU second of vizard and of the yardsticks on the same table; `run` sets everything up.

    measure.py VIZARD RG DATAFOG [FILE.csv [ROWS]]

Without a file, a table of the shape of the `scan` bench is made. vizard, ripgrep and datafog-core are charged for their whole
process, start included; the Python packages for the work alone. Slow ones take the head of the table.
"""

import csv
import itertools
import json
import logging
import os
import pathlib
import subprocess
import sys
import tempfile
import time

vizard, rg, datafog = sys.argv[1:4]
work = pathlib.Path(tempfile.mkdtemp(prefix="yardsticks"))
ROWS = int(sys.argv[5]) if len(sys.argv) > 5 else 400_000
# The shortest of so many runs counts.
RUNS = 3


def generated(path, rows):
    with open(path, "w", encoding="utf-8") as out:
        out.write("id,name,email,phone,born,city,amount,status,token,note\n")
        for n in range(rows):
            mixed = n * 0x9E3779B97F4A7C15 % 2**64
            out.write(
                f"{n},Maria Gonzalez {n},user{n}@example.com,+1 202 555 {mixed % 10_000:04},"
                f"19{mixed % 90 + 10:02}-0{mixed % 9 + 1}-1{mixed % 9},Springfield,{mixed % 5_000}.{mixed % 100:02},"
                f"{['open', 'paid', 'late'][mixed % 3]},{mixed:016x},order {n} left the house late\n"
            )


def head(source, target, rows):
    with open(source, encoding="utf-8", newline="") as read, open(target, "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(itertools.islice(csv.reader(read), rows + 1))
    return target


def cells(path):
    with open(path, encoding="utf-8", newline="") as read:
        return sum(len(row) for row in csv.reader(read)) - width


def cpu(*command):
    """CPU seconds of a process, user and system."""
    best = None
    for _ in range(RUNS):
        with open(work / "out", "wb") as out:
            child = subprocess.Popen(command, stdout=out, stderr=subprocess.PIPE, env=environment)
            errors = child.stderr.read().decode()
            _, status, used = os.wait4(child.pid, 0)
        if status != 0:
            raise SystemExit(f"{command[0]}: {errors}")
        seconds = used.ru_utime + used.ru_stime
        best = seconds if best is None else min(best, seconds)
    return best


def timed(task):
    best = None
    for _ in range(RUNS):
        start = time.process_time()
        task()
        seconds = time.process_time() - start
        best = seconds if best is None else min(best, seconds)
    return best


def maskops_rate(path):
    import maskops
    import polars as pl

    table = pl.read_csv(path, infer_schema=False)
    return timed(lambda: table.select(maskops.contains_pii(name) for name in table.columns))


def presidio_rate(path):
    import spacy
    from presidio_analyzer import AnalyzerEngine, PatternRecognizer, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    logging.disable()

    class Blank(SpacyNlpEngine):
        """Tokens, no language model."""

        def __init__(self):
            super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])
            self.nlp = {"en": spacy.blank("en")}

        def load(self):
            pass

    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    registry.recognizers = [r for r in registry.recognizers if isinstance(r, PatternRecognizer)]
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=Blank(), supported_languages=["en"])
    with open(path, encoding="utf-8", newline="") as read:
        texts = [cell for row in itertools.islice(csv.reader(read), 1, None) for cell in row]
    print(f"Presidio: {len(registry.recognizers)} pattern recognisers, without a language model")
    return timed(lambda: [analyzer.analyze(text, language="en") for text in texts])


def patterns():
    """What vizard searches texts for, and the whole-value patterns that chance hardly explains, as words."""
    types = json.loads(subprocess.run([vizard, "types", "--format", "json"], check=True, capture_output=True).stdout)
    types = types if isinstance(types, list) else types["types"]
    inside = [f"(?-u:{t['inside']})" for t in types if t["inside"]]
    whole = [rf"(?-u:\b(?:{p})\b)" for t in types if t["chance"] <= 1e-3 for p in t["patterns"]]
    path = work / "patterns.txt"
    path.write_text("".join(f"{pattern}\n" for pattern in inside + whole), encoding="utf-8")
    print(f"ripgrep: {len(inside) + len(whole)} patterns of vizard's detectors")
    return path


environment = dict(os.environ, VIZARD_CACHE_DIR=str(work / "cache"), VIZARD_DATA_DIR=str(work / "data"))
environment |= {"VIZARD_CONFIG_DIR": str(work / "config"), "VIZARD_REVIEWER": "yardsticks"}
table = work / "table.csv"
if len(sys.argv) > 4:
    head(sys.argv[4], table, ROWS)
else:
    generated(table, ROWS)
with open(table, encoding="utf-8", newline="") as read:
    width = len(next(csv.reader(read)))
part = head(table, work / "part.csv", ROWS // 10)
few = head(table, work / "few.csv", 200)
scan = [vizard, "scan", str(table), "--project", str(work), "--full", "--no-cache", "--threads", "1", "--format", "json"]
cpu(*scan)
ours = cells(table) / cpu(*scan)
print(f"table: {ROWS} rows, {width} columns, {table.stat().st_size / 1e6:.0f} MB")
rates = {
    "ripgrep -o, same patterns": (cells(table) / cpu(rg, "-a", "-o", "-N", "-f", str(patterns()), str(table)), 2.5),
    "datafog-core 0.4.4, cell by cell": (cells(part) / cpu(datafog, str(part)), 4),
    "maskops 2.1.0, contains_pii": (cells(part) / maskops_rate(part), 5),
    "presidio-analyzer 2.2.366, patterns": (cells(few) / presidio_rate(few), 1000),
}
print(f"{'':38}{'cells / CPU s':>14}{'vizard is faster by':>21}{'wanted':>8}")
print(f"{'vizard, all detectors, full scan':38}{ours:14,.0f}")
short = []
for name, (rate, wanted) in rates.items():
    print(f"{name:38}{rate:14,.0f}{ours / rate:20,.1f}x{wanted:7}x")
    if ours / rate < wanted:
        short.append(name)
if short:
    raise SystemExit(f"not reached: {', '.join(short)}")
