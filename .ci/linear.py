#!/usr/bin/env python3
"""Doubles inputs of every hard shape and prints how the work grows; what grows by the square fails.

usage: python3 .ci/linear.py PROGRAM [BYTES]

CPU seconds of the program alone are taken, and what it needs for an empty input is subtracted. Twice the input should cost twice as much;
four times as much is the square. Nothing is asked of the seconds themselves.
"""
import json
import os
import resource
import subprocess
import sys
import tempfile

# seconds after which a run counts as stuck, whatever the machine
STUCK = 600
PROSE = "Clearly, the regime lied to 300 people in Port Essary, said Ann Roe. “It was a crime,” according to the board. "
# the unit that is repeated, what stands before all and behind all, and the ending
SHAPES = {
    "prose": (PROSE, "", "", "txt"),
    "one line of words": ("regime ", "", "", "txt"),
    "one word": ("a", "", "", "txt"),
    "open quotation marks": ("“a ", "", "", "txt"),
    "open straight marks": ('"a ', "", "", "txt"),
    "nested marks": ("“‘a", "", "", "txt"),
    "apostrophes": ("'a ", "", "", "txt"),
    "open brackets": ("(a ", "", "", "txt"),
    "full stops": ("a. ", "", "", "txt"),
    "initials": ("A.", "", "", "txt"),
    "figures": ("120,000 and ", "", "", "txt"),
    "figures without spaces": ("1,000,", "", "", "txt"),
    "cues": ("said that ", "", "", "txt"),
    "names": ("Ann Roe, ", "", "", "txt"),
    "pronouns": ("He said. ", "", "", "txt"),
    "paragraphs": ("a\n\n", "", "", "txt"),
    "bylines": ("By Ann Roe\n", "", "", "txt"),
    "speakers": ("ROE: It rained. ", "", "", "txt"),
    "links": ("https://a.example/( ", "", "", "txt"),
    "combining marks": ("e\u0301", "", "", "txt"),
    "invisible characters": ("a\u200b", "", "", "txt"),
    "capitals": ("THE REGIME! ", "", "", "txt"),
    "switched off": ("<!-- slantscope off -->a", "", "", "txt"),
    "Markdown quotations": ("> a\n\n", "", "", "md"),
    "Markdown emphasis": ("*a **b ", "", "", "md"),
    "Markdown links": ("[a](b", "", "", "md"),
    "Markdown lists": ("- a\n", "", "", "md"),
    "paragraphs of a page": ("<p>The regime lied to 300 people.</p>", "<html><body><article>", "</article></body></html>", "html"),
    "block quotes of a page": ("<blockquote>The regime lied to them all.</blockquote>", "<html><body><article>", "</article></body></html>", "html"),
    "headings of a page": ("<h2>The regime</h2>", "<html><body><article>", "</article></body></html>", "html"),
    "links of a page": ("<a href=x>The regime</a> ", "<html><body><article><p>", "</p></article></body></html>", "html"),
    "open tags": ("<b>a", "<html><body>", "", "html"),
    "attributes": (" a='b'", "<html><body><p", ">It rained.</p></body></html>", "html"),
    "RTF letters": ("\\'e9", "{\\rtf1 ", "}", "rtf"),
    "records": (json.dumps({"text": "Clearly, it rained."}) + "\n", "", "", "jsonl"),
    "objects": (json.dumps({"text": "Clearly, it rained."}) + ",\n", "[", '{"text":"x"}]', "json"),
    "rows": ('"Clearly, it rained.",S\n', "text,source\n", "", "csv"),
}


def seconds(program, path):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [program, "check", "--format", "jsonl", "--threads", "1", "--any-language", path]
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=STUCK)
    except subprocess.TimeoutExpired:
        return float("inf")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 2) or b"mistake of the program" in done.stderr:
        sys.exit(f"{path}: code {done.returncode}: {done.stderr[-400:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    program, size = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 400_000
    square = []
    with tempfile.TemporaryDirectory() as folder:
        def measured(unit, head, tail, ending, bytes_):
            path = os.path.join(folder, f"a.{ending}")
            with open(path, "w", encoding="utf-8") as file:
                file.write(head + unit * (bytes_ // len(unit.encode())) + tail)
            return min(seconds(program, path) for _ in range(2))

        start = measured("It rained.", "", "", "txt", 10)
        print(f"{'shape':26} {'CPU s':>7} {'twice':>7} {'ratio':>6}")
        for name, (unit, head, tail, ending) in SHAPES.items():
            one, two = (max(measured(unit, head, tail, ending, size * n) - start, 1e-3) for n in (1, 2))
            # short times are mostly chance: what takes long is asked once more, twice as large
            ratio = two / one
            if two == float("inf"):
                square.append(name)
            elif ratio > 3 and two > 0.2:
                one, two = two, max(measured(unit, head, tail, ending, size * 4) - start, 1e-3)
                ratio = two / one
                if ratio > 3:
                    square.append(name)
            print(f"{name:26} {one:7.3f} {two:7.3f} {ratio:6.2f}", flush=True)
    if square:
        sys.exit(f"The work grows by more than the input: {', '.join(square)}.")


if __name__ == "__main__":
    main()
