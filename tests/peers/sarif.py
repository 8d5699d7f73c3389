"""Validates a report by the JSON schema that OASIS publishes for SARIF 2.1.0: sarif.py SCHEMA REPORT..."""

import json
import pathlib
import sys

import jsonschema

schema = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
if not schema["$id"].endswith("/sarif-schema-2.1.0.json"):
    raise SystemExit(f"{sys.argv[1]}: not the schema of SARIF 2.1.0")
validator = jsonschema.validators.validator_for(schema)
validator.check_schema(schema)
for path in sys.argv[2:]:
    report = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    faults = [f"{fault.json_path}: {fault.message}" for fault in validator(schema).iter_errors(report)]
    if faults or not report["runs"][0]["results"]:
        raise SystemExit("\n".join([f"{path} is no valid SARIF, or has no result", *faults]))
    # A check that cannot fail shows nothing: a result without its message is none.
    del report["runs"][0]["results"][0]["message"]
    if validator(schema).is_valid(report):
        raise SystemExit("the schema lets a result without a message pass")
    print(f"sarif: {pathlib.Path(path).name} is valid by the schema of OASIS")
