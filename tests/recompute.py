#!/usr/bin/env python3
"""Computes every score of a report again from its tables alone, and compares to the last printed digit.

usage: python3 recompute.py REPORT [NORMS [TERMS]]

Standard library only; nothing of the program is used. Taken as given are the rows that readers can check by eye (marks, figures,
attributions, citations, sentences) and the counts of words by voice. NORMS is the folder of norms, for the table "standing"; TERMS the
table "terms" of the same documents (slantscope check --format csv --table terms), for the probabilities of sentences.
"""
import csv
import json
import math
import re
import struct
import sys
from functools import lru_cache
from pathlib import Path

SHORTEST, FEWEST, CLUSTERS, SAMPLES = 100, 5, 3, 999
Z = 1.959963984540054
OWN = {"own", "unsourced_quote", "scare_quote"}
IDENTIFIED = {"named_person", "organisation", "document"}
MASK = (1 << 64) - 1


def rounded(x):
    """Four decimals, halves away from zero."""
    scaled = x * 1e4
    away = math.floor(abs(scaled) + 0.5) if abs(scaled) < 2**52 else abs(scaled)
    # the largest number below a half must not be carried over it by the sum
    if away - abs(scaled) > 0.5:
        away -= 1
    return math.copysign(away, scaled) / 1e4 + 0.0


def add(numbers):
    """The plain sum from left to right; newer Pythons would correct it on the way."""
    total = 0.0
    for n in numbers:
        total += n
    return total


def gamma_p(a, x):
    """The regularised lower incomplete gamma function."""
    if x <= 0:
        return 0.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        n = a
        while term > total * 1e-17:
            n += 1
            term *= x / n
            total += term
        return front * total
    b = x + 1 - a
    c, d = 1e300, 1 / b
    h = d
    for i in range(1, 5000):
        k = -i * (i - a)
        b += 2
        d = 1 / (k * d + b)
        c = b + k / c
        h *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return 1 - front * h


@lru_cache(maxsize=None)
def gamma_quantile(p, a):
    """By bisection, as a second way to the same number."""
    low, high = 0.0, a + 20 * math.sqrt(a) + 20
    for _ in range(200):
        middle = (low + high) / 2
        if gamma_p(a, middle) < p:
            low = middle
        else:
            high = middle
        if high - low <= 1e-15 * high:
            break
    return (low + high) / 2


class Measure:
    """A value, its interval, what it rests on, and the sum above the line; None where there is none."""

    def __init__(self, value=None, interval=None, n=0, count=0.0):
        self.value, self.interval, self.n, self.count = value, interval, n, count

    def cells(self):
        low, high = self.interval or (None, None)
        return [self.value, low, high, self.n, self.count]


def rate(weights, words):
    total, squares = add(weights), add(w * w for w in weights)
    m = Measure(n=words, count=rounded(total))
    if words < SHORTEST:
        return m
    per = 1000 / words
    low = squares / total * gamma_quantile(0.025, total * total / squares) if total > 0 else 0.0
    # one more mark, as heavy as the heaviest, could have been missed
    extra = max(weights, default=0.0) or 1.0
    s, q = total + extra, squares + extra * extra
    high = q / s * gamma_quantile(0.975, s * s / q)
    m.value, m.interval = rounded(total * per), (rounded(low * per), rounded(high * per))
    return m


def share(count, n, least=FEWEST):
    m = Measure(n=n, count=float(count))
    if n < max(least, 1):
        return m
    p = count / n
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    m.value, m.interval = rounded(p), (rounded(max(middle - half, 0.0)), rounded(min(middle + half, 1.0)))
    return m


def number(value, n):
    return Measure(rounded(value), None, n, rounded(value))


def effective(counts):
    total = sum(counts)
    return rounded(math.exp(add(-c / total * math.log(c / total) for c in counts))) if total else 0.0


class Chance:
    """Xorshift64*."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        s = self.state
        s ^= s >> 12
        s ^= s << 25 & MASK
        s ^= s >> 27
        self.state = s
        return ((s * 0x2545F4914F6CDD1D & MASK) >> 16) % max(n, 1)


def middle(values):
    values = sorted(values)
    at = lambda q: values[int(math.floor((len(values) - 1) * q + 0.5))]
    return at(0.025), at(0.975)


def widened(m, clusters):
    """The wider of the interval and that over documents drawn with replacement."""
    if m.interval is None or sum(1 for c in clusters if c[1] > 0) < CLUSTERS:
        return m
    chance, ratios = Chance(0xC0FFEE), []
    for _ in range(SAMPLES):
        drawn = [clusters[chance.below(len(clusters))] for _ in clusters]
        total, n = add(c[0] for c in drawn), add(c[1] for c in drawn)
        if n > 0:
            ratios.append(total / n)
    if ratios:
        low, high = (rounded(x) for x in middle(ratios))
        m.interval = (min(m.interval[0], low), max(m.interval[1], high))
    return m


def plain_cell(text):
    """A cell without the apostrophe that keeps spreadsheets from running it."""
    return text[1:] if re.match(r"'[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]", text) else text


INVISIBLE = re.compile("[\u00AD\u034F\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFE00-\uFE0F\uFEFF\uFFF9-\uFFFB\U000E0000-\U000E007F\U000E0100-\U000E01EF]")
ACCENTS = {c: p for p, cs in {"a": "àáâãäåā", "e": "èéêëē", "i": "ìíîïīı", "o": "òóôõöōø", "u": "ùúûüū", "c": "çčć", "s": "šşś", "z": "žźż", "n": "ñń", "g": "ğ", "l": "ł", "y": "ý"}.items() for c in cs}


def name_key(name):
    text = INVISIBLE.sub("", name.lower())
    text = re.sub("[-\u2010\u2011\u2012\u2013'\u2018\u2019\u02BC\uFF07.]", "", text)
    return " ".join("".join(ACCENTS.get(c, c) for c in text).split())


class Report:
    def __init__(self, folder):
        self.folder = Path(folder)
        names = ["documents", "sources", "sentences", "marks", "families", "figures", "attributions", "citations", "differences", "trends", "standing"]
        self.tables = {name: self.read(name) for name in names}
        self.by_document = {name: {} for name in names}
        for name, rows in self.tables.items():
            for row in rows:
                self.by_document[name].setdefault(row.get("document"), []).append(row)

    def read(self, name):
        with open(self.folder / "tables" / f"{name}.csv", encoding="utf-8", newline="") as file:
            return [{k: plain_cell(v) for k, v in row.items()} for row in csv.DictReader(file)]

    def of(self, table, document):
        return self.by_document[table].get(document, [])


class Part:
    """What a document, or several together, are computed from."""

    def __init__(self, report, ids):
        self.ids = ids
        rows = {d["document"]: d for d in report.tables["documents"]}
        words = lambda d, what: int(rows[d][what])
        self.documents = [
            {
                "own": words(d, "words_own"),
                "self": words(d, "words_self"),
                "total": words(d, "words"),
                "quoted": words(d, "words_quoted"),
                "marks": report.of("marks", d),
                "figures": report.of("figures", d),
                "attributions": report.of("attributions", d),
                "citations": report.of("citations", d),
                "sentences": report.of("sentences", d),
            }
            for d in ids
        ]

    def rate(self, part):
        """A rate of all documents: `part` gives the weights of one, and its words."""
        parts = [part(d) for d in self.documents]
        m = rate([w for weights, _ in parts for w in weights], sum(words for _, words in parts))
        return m if len(parts) == 1 else widened(m, [(1000 * add(weights), float(words)) for weights, words in parts])

    def share(self, part, least=FEWEST):
        parts = [part(d) for d in self.documents]
        m = share(sum(c for c, _ in parts), sum(n for _, n in parts), least)
        return m if len(parts) == 1 else widened(m, [(float(c), float(n)) for c, n in parts])

    def measures(self):
        def weights(d, voices):
            return [w for m in d["marks"] if m["voice"] in voices and (w := float(m["weight"])) > 0]

        def checkable(d):
            return {f["sentence_number"] for f in d["figures"]} | {m["sentence_number"] for m in d["marks"] if m["family"] == "superlative"}

        def relies(d, what, among):
            cited = {c["sentence_number"] for c in d["citations"]}
            vouched = {s["sentence_number"] for s in d["sentences"] if what(s["attribution"])}
            among = among(d)
            return sum(1 for s in among if s in cited or s in vouched), len(among)

        def scored(d):
            return {s["sentence_number"] for s in d["sentences"] if s["block"] != "furniture"}

        some = lambda a: a != "none"
        return {
            "advocacy_density": lambda: self.rate(lambda d: (weights(d, OWN), d["own"])),
            "advocacy_density_with_self": lambda: self.rate(lambda d: (weights(d, OWN | {"self_quote"}), d["own"] + d["self"])),
            "citation_reliance": lambda: self.share(lambda d: relies(d, lambda a: a in IDENTIFIED, checkable)),
            "checkable_attributed": lambda: self.share(lambda d: relies(d, some, checkable)),
            "attributed_sentences": lambda: self.share(lambda d: relies(d, some, scored)),
            "unattributed_figures": lambda: self.share(lambda d: (sum(1 for f in d["figures"] if f["attribution"] == "none"), len(d["figures"]))),
            "self_citation": lambda: self.share(lambda d: (sum(1 for a in d["attributions"] if a["source_class"] == "self"), len(d["attributions"]))),
            "direct_quote": lambda: self.share(lambda d: (d["quoted"], d["total"]), SHORTEST),
            "citation_rate": lambda: self.rate(lambda d: ([1.0] * len(d["citations"]), d["total"])),
            "distinct_sources": lambda: number(len(self.names()[0]), self.names()[1]),
            "effective_sources": lambda: number(effective(self.names()[0]), self.names()[1]),
        }

    def names(self):
        """How often each named source is given the word, in the order of the names; and all attributions."""
        names, total = {}, 0
        key = (lambda name: name.lower()) if len(self.documents) == 1 else name_key
        for d in self.documents:
            total += len(d["attributions"])
            for a in d["attributions"]:
                if a["source_class"] in IDENTIFIED or a["source_class"] == "self":
                    name = key(a["resolved"] or a["name"] or a["source"])
                    names[name] = names.get(name, 0) + 1
        return [names[name] for name in sorted(names, key=lambda n: n.encode())], total


faults, compared = [], 0


def same(place, printed, computed):
    """Compares cells with what was computed; an empty cell is None."""
    global compared
    for name, cell, value in zip(place[1], printed, computed):
        compared += 1
        if (cell == "") != (value is None) or cell != "" and float(cell) != float(value):
            faults.append(f"{place[0]}, {name}: printed {cell or 'nothing'}, computed {value}")


def check_measures(report):
    ends = ["", "_low", "_high", "_n", "_count"]
    for table, ids in (("documents", lambda r: [r["document"]]), ("sources", None)):
        for row in report.tables[table]:
            part = Part(report, ids(row) if ids else source_documents(report, row["name"]))
            for name, m in part.measures().items():
                columns = [name + e for e in ends]
                same((f"{table}, {row[next(iter(row))]}", columns), [row[c] for c in columns], m().cells())
    for row in report.tables["families"]:
        d = Part(report, [row["document"]]).documents[0]
        marks = [m for m in d["marks"] if m["family"] == row["family"] and m["negated"] == "false" and m["voice"] != "boilerplate"]
        own = [m for m in marks if m["voice"] in OWN]
        m = rate([float(m["weight"]) if row["tier"] in ("1", "2") else 1.0 for m in own], d["own"])
        columns = ["marks_own", "marks_elsewhere", "weight", "density", "density_low", "density_high", "words_own"]
        computed = [len(own), len(marks) - len(own), m.count, m.value, *(m.interval or (None, None)), d["own"]]
        same((f"families, {row['document']} {row['family']}", columns), [row[c] for c in columns], computed)


def source_documents(report, name):
    return [d["document"] for d in report.tables["documents"] if (d["source"] or "no source given") == name]


def check_differences(report):
    rows = report.tables["documents"]
    genre = lambda d: d["genre"].strip().lower()
    for row in report.tables["differences"]:
        if not row["measure"]:
            continue
        of = lambda d, name: (d["source"] or "no source given") == name
        chosen = lambda name, other: [d["document"] for d in rows if genre(d) == row["genre"] and (not of(d, other) if name == "the other sources" else of(d, name))]
        # the documents of the other sources are pooled source by source
        order = lambda ids, name: sorted(ids, key=lambda i: next((d["source"] or "no source given").encode() for d in rows if d["document"] == i)) if name == "the other sources" else ids
        a, b = (Part(report, order(chosen(x, y), x)).measures()[row["measure"]]() for x, y in ((row["a"], row["b"]), (row["b"], row["a"])))
        difference = low = high = None
        if a.value is not None and b.value is not None and a.interval and b.interval:
            x, y, (al, ah), (bl, bh) = a.value, b.value, a.interval, b.interval
            difference = rounded(x - y)
            low = rounded(x - y - math.sqrt((x - al) ** 2 + (bh - y) ** 2))
            high = rounded(x - y + math.sqrt((ah - x) ** 2 + (y - bl) ** 2))
        columns = ["value_a", "value_b", "difference", "low", "high"]
        same((f"differences, {row['a']} / {row['b']} {row['measure']}", columns), [row[c] for c in columns], [a.value, b.value, difference, low, high])


def check_standing(report, norms):
    for row in report.tables["standing"]:
        if not row["measure"]:
            continue
        percentiles = norms[row["genre"]]["measures"][row["measure"]]["percentiles"]
        value = float(row["value"])
        below = max((i for i, p in enumerate(percentiles) if p < value), default=0) / 20
        above = min((i for i, p in enumerate(percentiles) if p > value), default=20)
        same((f"standing, {row['document']} {row['measure']}", ["share_below", "share_above"]), [row["share_below"], row["share_above"]], [below, (20 - above) / 20])


def days(date):
    """Days of the civil calendar; the middle of what is not given. None where no year begins the date."""
    parts = re.split("[-T /]", date.strip())
    if len(parts[0]) != 4 or not parts[0].isdigit():
        return None
    given = lambda i, most: int(parts[i]) if len(parts) > i and parts[i].isdigit() and 1 <= int(parts[i]) <= most else None
    month = given(1, 12)
    month, day = (7, 1) if month is None else (month, given(2, 31) or 15)
    y, m = (int(parts[0]), month - 3) if month > 2 else (int(parts[0]) - 1, month + 9)
    return 365 * y + y // 4 - y // 100 + y // 400 + (153 * m + 2) // 5 + day


def slope(points):
    words = add(p[1] for p in points)
    x, y = add(p[1] * p[0] for p in points) / words, add(p[1] * p[2] for p in points) / words
    spread = add(p[1] * ((p[0] - x) * (p[0] - x)) for p in points)
    together = add(p[1] * (p[0] - x) * (p[2] - y) for p in points)
    return rounded(together / spread * 365.25) if spread > 0 else None


def check_trends(report):
    for row in report.tables["trends"]:
        fits = lambda d: (d["source"] or "no source given") == row["source"] and d["genre"] == row["genre"]
        dated = [d for d in report.tables["documents"] if fits(d) and days(d["date"]) is not None and d["advocacy_density"]]
        text = lambda d: [s["text"].encode() for s in report.of("sentences", d["document"])]
        dated.sort(key=lambda d: (d["date"].encode(), text(d)))
        points = [(float(days(d["date"])), float(d["words_own"]), float(d["advocacy_density"])) for d in dated]
        chance, slopes = Chance(0x7E4D), []
        for _ in range(SAMPLES):
            slopes.append(slope([points[chance.below(len(points))] for _ in points]))
        low, high = middle([s for s in slopes if s is not None])
        same((f"trends, {row['source']}", ["documents", "change_a_year", "low", "high"]), [row[c] for c in ("documents", "change_a_year", "low", "high")], [len(points), slope(points), low, high])


def single(x):
    """The nearest number of 32 bits."""
    return struct.unpack("f", struct.pack("f", x))[0]


def check_probabilities(report, path):
    """The log odds of a sentence are its baseline and the sum of its features, added up in 32 bits."""
    odds = {}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = plain_cell(row["document"]), row["sentence_number"], row["model"]
            product = single(float(row["product"]))
            base, features = odds.get(key, (product, None))
            odds[key] = base, 0.0 if features is None else single(features + product)
    for row in report.tables["sentences"]:
        models = [m for m in ("slant", "opinion") if row[m]]
        found = [odds[row["document"], row["sentence_number"], m] for m in models]
        computed = [rounded(1 / (1 + math.exp(-single(base + features)))) for base, features in found]
        same((f"sentences, {row['document']} {row['sentence_number']}", models), [row[m] for m in models], computed)


def main():
    report = Report(sys.argv[1])
    check_measures(report)
    check_differences(report)
    check_trends(report)
    if len(sys.argv) > 2:
        norms = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(Path(sys.argv[2]).glob("*.json"))]
        check_standing(report, {n["genre"]: n for n in norms})
    if len(sys.argv) > 3:
        check_probabilities(report, sys.argv[3])
    for fault in faults[:20]:
        print(fault)
    print(f"{compared} numbers computed again, {len(faults)} of them otherwise than printed.")
    sys.exit(1 if faults or not compared else 0)


if __name__ == "__main__":
    main()
