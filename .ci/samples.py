#!/usr/bin/env python3
"""Makes samples/: the data of a small invented company, the same bytes at every run. Needs pyarrow.

    python3 .ci/samples.py samples

Names are invented for this file, mail domains are example.*, phones are the 555-01xx and 020 7946 0xxx ranges kept
for fiction, NHS numbers the 999 test range, cards published test numbers, IBANs of a bank code that no bank has.
"""
import datetime as dt, hashlib, json, os, random, sys
import pyarrow as pa, pyarrow.feather as feather, pyarrow.parquet as pq

OUT = sys.argv[1] if len(sys.argv) > 1 else "samples"
R = random.Random(20261101)
FIRST = """Alice Brigitte Carlos Daniela Edward Fatima Gregor Hannah Igor Julia Karim Laura Marek Nadia Oliver Paula Quentin
Rosa Stefan Tamara Ursula Victor Wanda Xavier Yvonne Zoltan Amelia Bruno Clara Dieter Elena Felix Greta Hugo Irene Jakob
Katrin Leon Monika Noah Olga Peter Rachel Simon Teresa Ulrich Vera Walter Yara Anton""".split()
LAST = """Abbott Bergmann Castillo Dawson Eriksen Fischer Garner Hoffmann Ibarra Jensen Keller Lindqvist Moreno Novak Oakley
Petrov Quinn Richter Sandoval Thorne Ulrich Vogel Whitfield Yilmaz Zimmermann Ashworth Brandt Cordero Delgado Engel Fairfax
Gruber Hartley Iverson Janssen Kowalski Lambert Maxwell Norberg Osborne Prescott Ramsey Schuster Tanaka Underhill Vasquez""".split()
PLACES = [("Springfield", "IL", "62701", "US"), ("Portland", "OR", "97201", "US"), ("Denver", "CO", "80202", "US"),
          ("Austin", "TX", "73301", "US"), ("Boston", "MA", "02108", "US"), ("Leeds", "West Yorkshire", "LS1 4AP", "GB"),
          ("Bristol", "Avon", "BS1 5TR", "GB"), ("Norwich", "Norfolk", "NR2 1TF", "GB"), ("Hamburg", "Hamburg", "20095", "DE"),
          ("Leipzig", "Sachsen", "04109", "DE"), ("Freiburg", "Baden-Württemberg", "79098", "DE")]
STREETS = {"US": ["Maple Street", "Oak Avenue", "Cedar Lane", "Lakeview Drive"], "GB": ["Mill Road", "Church Lane", "Station Road"],
           "DE": ["Gartenweg", "Bahnhofstraße", "Lindenallee"]}
CARDS = ["4111111111111111", "5555555555554444", "378282246310005", "4012888888881881", "5105105105105100", "4222222222222"]


def day(first, last):
    a, b = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return a + dt.timedelta(days=R.randrange((b - a).days))


def iban():
    bban = "00000000" + f"{R.randrange(10**10):010d}"
    check = 98 - int(bban + "131400") % 97
    return f"DE{check:02d}{bban}"


def nhs():
    while True:
        d = [9, 9, 9] + [R.randrange(10) for _ in range(6)]
        c = 11 - sum(x * w for x, w in zip(d, range(10, 1, -1))) % 11
        if c != 10:
            s = "".join(map(str, d)) + str(c % 11)
            return f"{s[:3]} {s[3:6]} {s[6:]}"


def dni():
    n = 99000000 + R.randrange(999999)
    return f"{n}{'TRWAGMYFPDXBNJZSQVHLCKE'[n % 23]}"


def phone(country):
    if country == "US":
        return f"+1 {R.choice([202, 303, 512, 617])} 555 01{R.randrange(100):02d}"
    if country == "GB":
        return f"020 7946 0{R.randrange(1000):03d}"
    return f"+49 30 23125 {R.randrange(1000):03d}"


def row(values, sep=","):
    def cell(v):
        v = "" if v is None else str(v)
        return '"' + v.replace('"', '""') + '"' if any(c in v for c in sep + '"\n') else v
    return sep.join(cell(v) for v in values) + "\n"


def write(name, text, encoding="utf-8"):
    with open(os.path.join(OUT, name), "w", encoding=encoding, newline="") as f:
        f.write(text)


os.makedirs(os.path.join(OUT, "reports"), exist_ok=True)
people = []
for i in range(300):
    first, last = R.choice(FIRST), R.choice(LAST)
    city, state, postal, country = R.choice(PLACES)
    people.append(dict(id=f"C{10000 + i * 7}", first=first, last=last,
                       email=f"{first}.{last}{R.choice(['', R.randrange(99)])}@example.{R.choice(['com', 'org', 'net'])}".lower(),
                       phone=phone(country), birth=day("1948-01-01", "2005-12-31"), street=f"{R.randrange(1, 240)} {R.choice(STREETS[country])}",
                       city=city, state=state, postal=postal, country=country,
                       card=R.choice(CARDS) if R.random() < .6 else None, iban=iban() if R.random() < .5 else None,
                       segment=R.choice(["hiker", "climber", "camper", "cyclist"]), since=day("2016-01-01", "2026-09-30"),
                       orders=R.randrange(0, 60), news=R.choice(["true", "false"])))
text = row("customer_id first_name last_name email phone birth_date street city state postal_code country card_number iban segment customer_since orders newsletter".split())
for p in people:
    text += row([p[k] for k in "id first last email phone birth street city state postal country card iban segment since orders news".split()])
write("customers.csv", text)

PHRASES = ["Tent pole snapped on the second night.", "Zip of the jacket came apart after one wash.", "Stove arrived with a dented valve.",
           "Rope shows fraying near the middle mark.", "Parcel was left in the rain, sleeping bag soaked.", "Boots two sizes smaller than ordered.",
           "Asks for a refund instead of a replacement.", "Photo of the damage attached to the ticket.", "Second claim for the same model this year.",
           "Warehouse confirms the batch was faulty.", "Replacement sent with express delivery.", "Waiting for the carrier's statement."]
text = ""
for i in range(260):
    p = R.choice(people)
    notes = " ".join(R.sample(PHRASES, R.randrange(1, 4)))
    leak = R.random()
    if leak < .05:
        notes += f" Please answer to {p['email']} only."
    elif leak < .09:
        notes += f" Call back on {p['phone']} after five."
    elif leak < .12:
        notes += f" Hospital letter quotes NHS number {nhs()}."
    claim = {"claim_id": f"CL-{2026000 + i}", "customer_id": p["id"], "opened": str(day("2026-01-01", "2026-10-30")),
             "amount": round(R.uniform(8, 420), 2), "status": R.choice(["open", "paid", "rejected"]),
             "handling": {"channel": R.choice(["web", "shop", "phone"]), "days": R.randrange(1, 30)}, "notes": notes,
             "tags": R.sample(["warranty", "transport", "return", "goodwill"], R.randrange(0, 3))}
    text += json.dumps(claim, ensure_ascii=False) + "\n"
write("claims.jsonl", text)

AGENTS = ["Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"]
n = 1500
who = [R.choice(people) for _ in range(n)]
start = dt.datetime(2026, 10, 1)
events = pa.table({
    "event_id": pa.array(range(1, n + 1), pa.int64()),
    "customer_id": [p["id"] for p in who],
    "happened_at": pa.array([start + dt.timedelta(seconds=R.randrange(2_500_000)) for _ in range(n)], pa.timestamp("ms")),
    "event": [R.choice(["view", "cart", "checkout", "search"]) for _ in range(n)],
    "client_ip": [f"203.0.113.{R.randrange(256)}" if R.random() < .7 else f"198.51.100.{R.randrange(256)}" for _ in range(n)],
    "user_agent": [R.choice(AGENTS) for _ in range(n)],
    "session_id": [hashlib.sha256(f"s{R.randrange(400)}".encode()).hexdigest()[:32] for _ in range(n)],
    "page": [f"/shop/{R.choice(['tents', 'ropes', 'boots', 'stoves'])}?ref={R.choice(['mail', 'ad', 'none'])}" for _ in range(n)],
    "duration_ms": pa.array([R.randrange(40, 9000) for _ in range(n)], pa.int32()),
})
pq.write_table(events, os.path.join(OUT, "events.parquet"), compression="zstd", row_group_size=500)

text = row("email_sha256 age_band postal3 orders_12m basket_mean days_since_last churn_score label".split())
for p in people:
    age = 2026 - p["birth"].year
    low = age // 10 * 10
    text += row([hashlib.sha256(p["email"].encode()).hexdigest(), f"{low}-{low + 9}", p["postal"][:3], R.randrange(0, 24),
                 f"{R.uniform(12, 310):.2f}", R.randrange(0, 400), f"{R.random():.4f}", R.randrange(2)])
write("features.csv", text)

text = row("FLD_01 FLD_02 FLD_03 FLD_04 FLD_05 FLD_06".split(), ";")
for i in range(180):
    p = R.choice(people)
    text += row([f"{700000 + i * 3}", dni(), f"{p['last'].upper()}, {p['first'].upper()}", f"{R.randrange(21, 78) * 1000}",
                 "".join(R.choice("ABCDEFGHKLMNPQRSTUVWXYZ23456789") for _ in range(9)), R.choice(["Büro", "Lager", "Außendienst", "Küche"])], ";")
write("legacy.csv", text, "latin-1")

text = row("sku product_name aisle price stock reorder_level weight_g".split())
for i in range(120):
    text += row([f"LK-{i + 1:04d}", f"{R.choice(['Alpine', 'Trail', 'River', 'Summit', 'Dune'])} {R.choice(['tent', 'rope', 'stove', 'boot', 'lamp', 'mat'])} {R.randrange(1, 9)}",
                 R.randrange(1, 18), f"{R.uniform(4, 480):.2f}", R.randrange(0, 300), R.randrange(5, 60), R.randrange(40, 5200)])
write("products.csv", text)

n = 400
metrics = pa.table({
    "measured_at": pa.array([start + dt.timedelta(minutes=15 * i) for i in range(n)], pa.timestamp("s")),
    "service": [R.choice(["shop", "search", "payments"]) for _ in range(n)],
    "requests": pa.array([R.randrange(100, 90000) for _ in range(n)], pa.int64()),
    "error_rate": [round(R.random() * .02, 5) for _ in range(n)],
    "p99_ms": [round(R.uniform(20, 900), 1) for _ in range(n)],
})
feather.write_feather(metrics, os.path.join(OUT, "service_metrics.arrow"), compression="uncompressed")

cells = lambda column, name: {"cells": [{"row": r, "column": column, "columnName": name, "cellReference": None} for r in range(2, 6)]}
macie = {"findings": [{"schemaVersion": "1.0", "id": "4d1f0000000000000000000000000001", "accountId": "111122223333", "region": "eu-west-1", "archived": False,
    "category": "CLASSIFICATION", "type": "SensitiveData:S3Object/Multiple", "severity": {"description": "High", "score": 3},
    "classificationDetails": {"originType": "SENSITIVE_DATA_DISCOVERY_JOB", "result": {"status": {"code": "COMPLETE"}, "mimeType": "text/csv", "additionalOccurrences": True,
        "sensitiveData": [{"category": "FINANCIAL_INFORMATION", "totalCount": 180, "detections": [{"type": "CREDIT_CARD_NUMBER", "count": 180, "occurrences": cells(12, "card_number")}]},
                          {"category": "PERSONAL_INFORMATION", "totalCount": 600, "detections": [{"type": "NAME", "count": 300, "occurrences": cells(3, "last_name")}, {"type": "ADDRESS", "count": 300, "occurrences": cells(7, "street")}]}]}},
    "resourcesAffected": {"s3Bucket": {"name": "larkspur-lake"}, "s3Object": {"key": "crm/customers.csv", "path": "larkspur-lake/crm/customers.csv", "extension": "csv"}}},
   {"schemaVersion": "1.0", "id": "4d1f0000000000000000000000000002", "category": "CLASSIFICATION", "type": "SensitiveData:S3Object/Personal", "severity": {"description": "Medium", "score": 2},
    "classificationDetails": {"result": {"status": {"code": "PARTIAL", "reason": "OBJECT_SIZE"}, "mimeType": "text/csv", "sensitiveData": [{"category": "PERSONAL_INFORMATION", "totalCount": 90,
        "detections": [{"type": "SPAIN_DNI_NUMBER", "count": 90, "occurrences": cells(2, "FLD_02")}]}]}},
    "resourcesAffected": {"s3Bucket": {"name": "larkspur-lake"}, "s3Object": {"key": "archive/legacy.csv", "path": "larkspur-lake/archive/legacy.csv", "extension": "csv"}}}]}
write("reports/macie.json", json.dumps(macie, indent=1) + "\n")
write("reports/claims.presidio.json", json.dumps({"entity_mapping": {"notes": "PHONE_NUMBER", "customer_id": "US_DRIVER_LICENSE"}}, indent=1) + "\n")
