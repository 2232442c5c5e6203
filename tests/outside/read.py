"""Reads what we wrote with programs of others, and says what they saw: read.py WHAT FILE [SCHEMA]."""

import csv
import json
import sys


def sarif(path):
    from sarif import loader

    runs = loader.load_sarif_file(path).runs
    records = [record for run in runs for record in run.get_records()]
    return {"tools": [run.get_tool_name() for run in runs], "results": len(records), "locations": sorted({r["Location"] for r in records})}


def junit(path):
    from junitparser import Error, Failure, JUnitXml

    suites = JUnitXml.fromfile(path)
    cases = [case for suite in suites for case in suite]
    results = [type(result) for case in cases for result in case.result]
    # What each suite claims must be what it holds.
    for suite in suites:
        held = [type(result) for case in suite for result in case.result]
        assert (suite.tests, suite.failures, suite.errors) == (len(list(suite)), held.count(Failure), held.count(Error)), suite.name
    return {"tests": len(cases), "failures": results.count(Failure), "errors": results.count(Error), "claimed": suites.tests}


def xsd(path, schema):
    import xmlschema

    errors = [str(error.reason) for error in xmlschema.XMLSchema(schema).iter_errors(path)]
    return {"errors": errors[:5]}


def jsonschema(path, schema):
    from jsonschema import Draft202012Validator

    with open(schema, encoding="utf-8") as file:
        validator = Draft202012Validator(json.load(file))
    with open(path, encoding="utf-8") as file:
        written = json.load(file)
    errors = [error.message for error in validator.iter_errors(written)]
    fingerprints = [finding["fingerprint"] for finding in written]
    return {"errors": errors[:5], "findings": len(written), "fingerprints": len(set(fingerprints))}


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    formulas = [cell for row in rows for cell in row.values() if cell and cell[0] in "=+-@\t\r"]
    return {"rows": len(rows), "ragged": sum(None in row or None in row.values() for row in rows), "formulas": formulas}


READERS = {"sarif": sarif, "junit": junit, "xsd": xsd, "jsonschema": jsonschema, "csv": table}

if __name__ == "__main__":
    print(json.dumps(READERS[sys.argv[1]](*sys.argv[2:])))
