"""Loads the Presidio export into presidio-anonymizer and runs its operators. Needs the package presidio-anonymizer.

    python tests/peers/presidio_config.py
"""

import json

from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

import common


def main():
    document = json.loads(common.golden("presidio", "json"))
    engine, fit, compared = AnonymizerEngine(), common.fits("presidio"), 0
    for dataset in common.plan()["datasets"]:
        table = dataset["table"]
        config = document["tables"][table.split(".")[0]]
        placed = config["remove_columns"] + config["keep_columns"] + config["text_columns"] + list(config["entity_mapping"])
        assert sorted(placed) == sorted(c["column"] for c in dataset["columns"]), "a column is not placed once"
        operators = {name: OperatorConfig.from_json(dict(value)) for name, value in config["operators"].items()}
        for column, entity in config["entity_mapping"].items():
            assert entity in operators, f"{entity} has no operator"
            for number, row in enumerate(common.rows()[table]):
                raw = row[column]
                if not raw:
                    continue
                found = [RecognizerResult(entity_type=entity, start=0, end=len(raw), score=1.0)]
                got = engine.anonymize(raw, found, operators).text
                want = common.masked()[table][number][column]
                # A value that is its own replacement is refused by the mask and stays here: it tells nothing.
                exact = fit[(table, column)] == "exact" and want is not None
                assert got == want if exact else (got != raw or want is None), (column, number, got, want)
                compared += 1
        for column in config["remove_columns"]:
            assert fit[(table, column)] in ("unsupported", "exact"), column
    print(f"presidio-anonymizer: {compared} values as the operators promise")


if __name__ == "__main__":
    main()
