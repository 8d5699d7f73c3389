"""Validates the sample plan, and damaged copies of it, against the plan's JSON Schema. Needs the package jsonschema.

    python tests/peers/plan_schema.py
"""

import copy
import json

import jsonschema

import common


def main():
    schema = json.loads((common.HERE / "golden/plan.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator, good = jsonschema.Draft202012Validator(schema), common.plan()
    validator.validate(good)
    damages = [
        lambda plan: plan.update(salt="x"),
        lambda plan: plan.pop("policy"),
        lambda plan: plan.update(format="vizard-plan/2"),
        lambda plan: plan["datasets"][0]["columns"][0].update(action="keep"),
        lambda plan: plan["datasets"][0]["columns"][0].pop("mask"),
        lambda plan: plan["datasets"][0]["columns"][0]["mask"]["params"].update(length=[1]),
        lambda plan: plan["keys"][0].update(key="AQEB"),
    ]
    for number, damage in enumerate(damages):
        bad = copy.deepcopy(good)
        damage(bad)
        assert not validator.is_valid(bad), f"damage {number} is accepted"
    print(f"plan schema: the sample plan is of it, {len(damages)} damaged ones are not")


if __name__ == "__main__":
    main()
