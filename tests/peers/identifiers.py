#!/usr/bin/env python3
"""Check digits of identifiers, by python-stdnum as a second opinion.

    identifiers.py VIZARD

Random and mutated numbers of each type become the examples of a project's own detector that names the built-in type's
check; `vizard types --check` says which of them fail it, and python-stdnum says which it takes for valid.
"""
import importlib, json, pathlib, random, re, string, subprocess, sys, tempfile

vizard = sys.argv[1]
# Built-in type: module of python-stdnum, and where the two differ by intention, why and up to what share of the numbers.
# "more": vizard accepts what stdnum refuses; "less": the other way round.
PAIRS = {
    "ar_cuit": ("ar.cuit", {"more": (0.01, "prefixes that stdnum does not list"), "less": (0.15, "numbers whose check would be 10, which are given out under another prefix")}),
    "at_svnr": ("at.vnr", {"more": (0.01, "serial numbers below 100"), "less": (0.25, "a date of birth that is none")}),
    "au_abn": ("au.abn", {}),
    "au_tfn": ("au.tfn", {}),
    "be_nrn": ("be.nn", {"more": (0.02, "no clock: a date of birth to come")}),
    "bg_egn": ("bg.egn", {}),
    "br_cnpj": ("br.cnpj", {}),
    "br_cpf": ("br.cpf", {}),
    "ca_sin": ("ca.sin", {"more": (0.02, "numbers of 0 and 8 are test numbers, which data sets of tests hold")}),
    "ch_ahv": ("ch.ssn", {}),
    "cl_rut": ("cl.rut", {}),
    "cn_ric": ("cn.ric", {"more": (0.03, "the county need not be listed")}),
    "co_nit": ("co.nit", {}),
    "credit_card": ("luhn", {"less": (0.2, "no issuer has the prefix, or the length does not fit it")}),
    "cz_rc": ("cz.rc", {"less": (0.08, "numbers of ten digits before 1954, which had nine")}),
    "de_tax_id": ("de.idnr", {}),
    "dk_cpr": ("dk.cpr", {"more": (0.02, "no clock: a date of birth to come")}),
    "ec_ci": ("ec.ci", {"more": (0.01, "numbers of companies are told by their third digit alone"), "less": (0.01, "province 50, of those born abroad")}),
    "emso_jmbg": ("si.emso", {"less": (0.03, "born before 1850 or after 2049")}),
    "es_dni": ("es.dni", {}),
    "es_nie": ("es.nie", {}),
    "fi_hetu": ("fi.hetu", {}),
    "fr_nif": ("fr.nif", {}),
    "fr_nir": ("fr.nir", {"less": (0.03, "sex, month or department that is none")}),
    "gr_amka": ("gr.amka", {}),
    "hr_oib": ("hr.oib", {}),
    "iban": ("iban", {}),
    "id_nik": ("id.nik", {"more": (0.12, "the province need not be listed"), "less": (0.15, "a date that is none")}),
    "ie_pps": ("ie.pps", {}),
    "il_id": ("il.idnr", {}),
    "in_aadhaar": ("in_.aadhaar", {"more": (0.01, "palindromes")}),
    "it_fiscal_code": ("it.codicefiscale", {"more": (0.01, "the date is not looked at")}),
    "jp_my_number": ("jp.in_", {}),
    "kr_rrn": ("kr.rrn", {"more": (0.5, "numbers given since October 2020 have no check digit and no place")}),
    "lei": ("lei", {}),
    "mx_curp": ("mx.curp", {}),
    "mx_rfc": ("mx.rfc", {}),
    "my_nric": ("my.nric", {"more": (0.03, "the place of birth need not be listed")}),
    "nl_bsn": ("nl.bsn", {}),
    "no_fnr": ("no.fodselsnummer", {"more": (0.01, "no clock: a date of birth to come")}),
    "pl_nip": ("pl.nip", {}),
    "pl_pesel": ("pl.pesel", {}),
    "pt_nif": ("pt.nif", {}),
    "ro_cnp": ("ro.cnp", {"more": (0.01, "no clock: a date of birth to come")}),
    "routing_number": ("us.rtn", {"less": (0.15, "no Federal Reserve district has the prefix")}),
    "ru_inn": ("ru.inn", {}),
    "se_personnummer": ("se.personnummer", {"more": (0.01, "no clock: a date of birth to come"), "less": (0.12, "centuries before 1800")}),
    "siren": ("fr.siren", {"more": (0.04, "SIRET of fourteen digits, which stdnum has apart")}),
    "th_pin": ("th.pin", {}),
    "tr_id": ("tr.tckimlik", {}),
    "ua_rntrc": ("ua.rntrc", {}),
    "uk_nhs": ("gb.nhs", {}),
    "uk_utr": ("gb.utr", {}),
    "us_ein": ("us.ein", {}),
    "us_itin": ("us.itin", {"more": (0.05, "groups 50 to 65, given out since 2011")}),
    "us_ssn": ("us.ssn", {}),
    "za_id": ("za.idnr", {"more": (0.01, "the digit of citizenship is not looked at")}),
}
random.seed(1)


def is_valid(module, value):
    """The second opinion, whatever the separators; a number on which stdnum itself stumbles is one that it refuses."""
    for text in (value, re.sub(r"[ .]", "", value), re.sub(r"[ ./-]", "", value)):
        try:
            if module.is_valid(text):
                return True
        except (KeyError, IndexError, ValueError):
            pass
    return False


def mutated(value, letters):
    def other(c):
        if c.isdigit():
            return random.choice(string.digits)
        if letters and c.isalpha() and c.isascii():
            return random.choice(string.ascii_uppercase if c.isupper() else string.ascii_lowercase)
        return c
    return "".join(map(other, value))


def one_wrong(value):
    places = [at for at, c in enumerate(value) if c.isdigit()]
    at = random.choice(places)
    return value[:at] + random.choice(string.digits) + value[at + 1:]


def numbers(examples, module):
    """Random numbers, numbers that are valid to stdnum, and those with one digit changed."""
    found = set(examples)
    valid = [e for e in examples if is_valid(module, e)]
    for turn in range(9000):
        # Numbers with fixed parts (a country, a date) are met by changing three digits of a valid one.
        start = random.choice(valid or examples)
        value = one_wrong(one_wrong(one_wrong(start))) if turn % 2 else mutated(random.choice(examples), turn % 40 == 0)
        if is_valid(module, value) and len(valid) < 150:
            valid.append(value)
        elif len(found) < 400:
            found.add(value)
    found.update(valid)
    found.update(one_wrong(random.choice(valid or examples)) for _ in range(300))
    return sorted(found), len(valid)


types = json.loads(subprocess.run([vizard, "types", "--format", "json"], capture_output=True, check=True, text=True).stdout)
types = {t["name"]: t for t in types["types"]}
asked = {}
with tempfile.TemporaryDirectory() as project:
    folder = pathlib.Path(project, "detectors")
    folder.mkdir()
    for name, (path, _) in PAIRS.items():
        module = importlib.import_module(f"stdnum.{path}")
        values, valid = numbers(types[name]["examples"], module)
        asked[name] = (module, values, valid)
        (folder / f"{name}.toml").write_text(
            f'[[detector]]\nid = "peer_{name}"\ntitle = "Peer"\nwhy = "A second opinion."\ntier = "internal"\n'
            f"patterns = {json.dumps(types[name]['patterns'])}\ncheck = \"{name}\"\nexamples = {json.dumps(values, ensure_ascii=False)}\n")
    ended = subprocess.run([vizard, "types", "--check", "--project", project], capture_output=True, text=True)
    assert ended.returncode in (0, 1), ended.stderr
failed = {}
for line in ended.stdout.splitlines():
    got = re.search(r"`peer_(\w+)`, field `examples`: example (\d+) (?:fails the check|is matched whole)", line)
    assert got, line
    failed.setdefault(got[1], set()).add(int(got[2]) - 1)

wrong, total, accepted = [], 0, 0
for name, (module, values, valid) in asked.items():
    refused = failed.get(name, set())
    more = [v for at, v in enumerate(values) if at not in refused and not is_valid(module, v)]
    less = [v for at, v in enumerate(values) if at in refused and is_valid(module, v)]
    total += len(values)
    accepted += len(values) - len(refused)
    known = PAIRS[name][1]
    for side, differing in (("more", more), ("less", less)):
        allowed, reason = known.get(side, (0.0, ""))
        if len(differing) > allowed * len(values):
            wrong.append(f"{name}: vizard accepts {side} than stdnum: {len(differing)} of {len(values)}, such as {differing[:4]}")
    if valid < 5:
        wrong.append(f"{name}: only {valid} valid numbers were tried")
print("\n".join(wrong))
print(f"identifiers: {len(asked)} types, {total} numbers, {accepted} accepted; {len(wrong)} differences that are not explained")
sys.exit(bool(wrong))
