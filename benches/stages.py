#!/usr/bin/env python3
"""Counts the instructions of every stage of `check --format jsonl`, one thread, on the sample documents of this repository.

    benches/stages.py [--bin PATH] [--write]

Times differ from run to run on a shared machine; instructions, as valgrind counts them, do so by less than a thousandth. The table is
compared with benches/stages.tsv: a stage that moved by more than 5 % is told, and the run fails; `--write` keeps the new counts, and the
changelog says why they moved. Another compiler makes other code: counts are compared only where the compiler is that of the table.
The binary needs its symbols:  cargo rustc --release --bin slantscope -- -C strip=none
"""
import argparse, collections, json, pathlib, re, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "benches" / "stages.tsv"
LIMIT = 0.05
# each stage with its function; a stage's count holds all that the function calls
STAGES = {
    "extract": "extract::extract",
    "segment": "segment::segment",
    "annotate": "annotate::annotate_by",
    "attribute": "attribute::attribute",
    "marks": "score::marks::marks",
    "measures": "score::measures::scores",
    "sentences": "score::slant::Models::scores",
}
WHOLE = "cli::stream::Pipe::run"


def inclusive(path):
    """-> instructions of each function with all that it calls, by name, from where it is called; and of the whole run."""
    names, out, called, total = {}, collections.Counter(), None, 0

    def name(text):
        number, given = re.match(r"\((\d+)\)(?: (.*))?", text).groups()
        return names.setdefault(number, given) if given else names[number]

    for line in open(path, encoding="utf-8"):
        key, _, value = line.rstrip("\n").partition("=")
        if key in ("fn", "cfn"):
            found = name(value)
            called = (found, False) if key == "cfn" else None
        elif key == "calls":
            called = (called[0], True)
        elif called and called[1]:
            out[called[0]] += int(line.split()[1])
            called = None
        elif key.startswith("totals:"):
            total = int(key.split()[1])
    return out, total


def count(binary):
    """-> instructions of each stage, per byte of text."""
    with tempfile.TemporaryDirectory() as folder:
        texts = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "tests" / "samples").glob("*/*.txt"))]
        lines, profile = pathlib.Path(folder, "samples.jsonl"), pathlib.Path(folder, "profile")
        lines.write_text("".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(texts)), encoding="utf-8")
        check = [binary, "check", "--format", "jsonl", "--input-format", "jsonl", "--threads", "1", "-"]
        valgrind = ["valgrind", "-q", "--tool=callgrind", f"--callgrind-out-file={profile}", *check]
        with open(lines, "rb") as stdin:
            subprocess.run(valgrind, stdin=stdin, stdout=subprocess.DEVNULL, check=True)
        by_name, total = inclusive(profile)
    size = sum(len(t.encode()) for t in texts)
    of = lambda function: sum(n for name, n in by_name.items() if name.split(" [")[0].endswith("slantscope::" + function))
    whole = of(WHOLE)
    if not whole:
        sys.exit(f"{binary} has no symbols; build it with: cargo rustc --release --bin slantscope -- -C strip=none")
    stages = {stage: of(function) for stage, function in STAGES.items()}
    stages["record and JSON"] = whole - sum(stages.values())
    out = {stage: n / size for stage, n in stages.items()}
    out["all stages"] = whole / size
    out["start (millions)"] = (total - whole) / 1e6
    return out


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--bin", default=str(ROOT / "target" / "release" / "slantscope"))
    arguments.add_argument("--write", action="store_true", help="keep the new counts")
    asked = arguments.parse_args()
    compiler = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()] if TABLE.exists() else [["# none"]]
    same = rows[0][0] == f"# {compiler}"
    kept = {row[0]: float(row[1]) for row in rows[1:]} if same else {}
    now = count(asked.bin)
    moved = []
    print(f"{'instructions a byte of text':30} {'now':>8} {'kept':>8}")
    for stage, n in now.items():
        before = kept.get(stage)
        change = f"{n / before - 1:+8.1%}" if before else ""
        print(f"{stage:30} {n:8.1f} {before if before else '-':>8} {change}")
        if before and abs(n / before - 1) > LIMIT:
            moved.append(stage)
    if asked.write:
        TABLE.write_text(f"# {compiler}\n" + "".join(f"{stage}\t{n:.1f}\n" for stage, n in now.items()), encoding="utf-8")
    elif not same:
        print(f"The table was made with {rows[0][0][2:]}, this is {compiler}: nothing is compared.")
    elif moved:
        sys.exit(f"Moved by more than {LIMIT:.0%}: {', '.join(moved)}. If it is meant, run benches/stages.py --write, and say why in CHANGELOG.md.")


if __name__ == "__main__":
    main()
