"""Makes logs of all kinds, holds each against the schema, and sees that the schema refuses spoiled ones.

usage: python3 check.py PROGRAM SCHEMA
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema

program, schema = sys.argv[1], json.loads(Path(sys.argv[2]).read_text())
tests = Path(__file__).resolve().parent.parent
assert "SARIF" in schema["title"] and "2.1.0" in schema["title"], schema["title"]
kind = jsonschema.validators.validator_for(schema)
kind.check_schema(schema)
validator = kind(schema, format_checker=kind.FORMAT_CHECKER)

HEATED = "Clearly the regime is lying, and everyone knows it. " * 40
IGNORE = "[[ignore]]\nrule = 'booster'\nwords = 'clearly'\nreason = 'A tic.'\n"


def log(folder: Path, *args: str) -> dict:
    run = subprocess.run([program, "check", "--no-config", "--format", "sarif", *args], cwd=folder, capture_output=True)
    assert run.returncode in (0, 2), run.stderr.decode()
    return json.loads(run.stdout)


def results(log: dict) -> list:
    return log["runs"][0]["results"]


def logs(work: Path):
    """Each log by its name, and what it must have, so that an empty one cannot pass for it."""
    (work / "a column \u00e9.md").write_text(HEATED)
    (work / "calm.txt").write_text("It rained on the harbour all day.")
    yield "samples", log(work, str(tests / "samples")), lambda x: len(results(x)) > 300
    yield "pages, tables and records", log(work, str(tests / "formats/pages"), str(tests / "formats/files")), lambda x: len(x["runs"][0]["artifacts"]) > 20
    yield "nothing found", log(work, "calm.txt"), lambda x: results(x) == []
    first = log(work, "a column \u00e9.md")
    yield "a name with a space and an accent", first, lambda x: len(results(x)) > 40
    column = work / "column.md"
    column.write_text("Clearly the regime is lying.\n\nEveryone knows it.\n")
    (work / "before.sarif").write_text(json.dumps(log(work, "column.md")))
    column.write_text("Of course it rained.\n\nClearly the regime is lying.\n")
    states = lambda x: {r["baselineState"] for r in results(x)}
    yield "a baseline", log(work, "--baseline", "before.sarif", "column.md"), lambda x: states(x) == {"new", "unchanged", "absent"}
    (work / "slantscope-ignore.toml").write_text(IGNORE)
    yield "ignored marks", log(work, "a column \u00e9.md"), lambda x: any(r.get("suppressions") for r in results(x))
    notes = lambda x: x["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    yield "bad files", log(work, str(tests / "formats/bad")), lambda x: len(notes(x)) > 30
    yield "no file at all", log(work, "nowhere.txt"), lambda x: len(notes(x)) == 1


def first_fault(log: dict) -> str | None:
    run = log["runs"][0]
    # results are alike from some hundreds on, and the validator is slow
    small = {**log, "runs": [{**run, "results": run["results"][:700]}]}
    fault = next(iter(validator.iter_errors(small)), None)
    return fault and f"{fault.json_path}: {fault.message[:300]}"


faults, checked = [], 0
with tempfile.TemporaryDirectory() as work:
    for name, made, holds in logs(Path(work)):
        checked += 1
        if not holds(made):
            faults.append(f"{name}: the log is not what it is to be: {json.dumps(made)[:400]}")
        if fault := first_fault(made):
            faults.append(f"{name}: {fault}")
        if results(made):
            for key, value in [("level", "loud"), ("message", {}), ("rank", 101), ("colour", "red")]:
                spoiled = {**made, "runs": [{**made["runs"][0], "results": [{**results(made)[0], key: value}]}]}
                if not first_fault(spoiled):
                    faults.append(f"{name}: a result with {key} = {value} still fits")
print("\n".join(faults) or f"{checked} logs fit the published schema of SARIF 2.1.0.")
sys.exit(bool(faults))
