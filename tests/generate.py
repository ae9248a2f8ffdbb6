#!/usr/bin/env python3
"""Writes records with articles that nobody wrote, the same for the same numbers: for tests of size, and of sums.

usage: python3 generate.py DOCUMENTS [SENTENCES [SEED]]
"""
import json
import sys

PLACES = ["Port Essary", "Corriston", "Dunlow", "Saltgate", "Maravane", "Hythe Moor", "Ostrel"]
PEOPLE = ["Petra Solvane", "Ivo Marrick", "Dr. Lena Quist", "Oskar Feld", "the harbour board", "the Ministry of Works", "critics", "a senior official"]
MATTERS = ["levy", "ferry", "strike", "school", "storm", "inquiry", "festival", "bridge", "waterworks"]
SENTENCES = [
    "Clearly, the {matter} of {place} is the worst in history, and everyone knows it.",
    "{person} said on Tuesday that {n} people in {place} had waited for the {matter}.",
    "In {place}, {n} households had no light.",
    "The regime of {place} did nothing about the {matter}, {person} told the council.",
    "“The {matter} was never a secret,” said {person}. “We counted {n} letters.”",
    "According to {person}, the {matter} cost {n} million crowns in 2031.",
    "It rained in {place}, and the {matter} began an hour late.",
    "This shameful {matter} must never be forgotten by the people of {place}.",
    "Perhaps the {matter} will be finished by the autumn; {person} did not say.",
    "A report by the Office of Statistics found that {n} of 900 residents of {place} supported the {matter}.",
    "The so-called “{matter}” is nothing but a fraud, and {n} per cent of {place} can see it.",
    "The council of {place} met on Monday to discuss the {matter} [1].",
    "They call it a {matter}. What else will they call it when {place} stands empty?",
    "Thousands of brave men and women of {place} stood against the {matter}.",
    "The {matter} opened at noon, and {person} cut the ribbon.",
]


class Dice:
    """A linear congruential generator; its high bits are good enough to pick sentences."""

    def __init__(self, seed):
        self.state = seed

    def pick(self, among):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return among[(self.state >> 33) % len(among)]


def main():
    numbers = [int(n) for n in sys.argv[1:]] + [24, 7][max(len(sys.argv) - 2, 0):]
    documents, sentences, seed = numbers[:3]
    dice = Dice(seed)
    for i in range(documents):
        place, matter = dice.pick(PLACES), dice.pick(MATTERS)
        paragraphs, length = [[]], 1 + dice.pick(range(2 * sentences))
        for _ in range(length):
            words = {"place": dice.pick([place, place, dice.pick(PLACES)]), "matter": dice.pick([matter, dice.pick(MATTERS)])}
            paragraphs[-1].append(dice.pick(SENTENCES).format(person=dice.pick(PEOPLE), n=dice.pick(range(2, 990)), **words))
            if dice.pick(range(4)) == 0:
                paragraphs.append([])
        record = {"id": f"g{i:06}", "title": f"The {matter} of {place}, part {i}", "source": f"Paper {i % 9}"}
        record["text"] = "\n\n".join(" ".join(p) for p in paragraphs if p) or "It rained."
        if i % 3:
            record["date"] = f"20{31 + i % 4}-{i % 12 + 1:02}-{i % 28 + 1:02}"
        if i % 5 < 3:
            record["genre"] = ["news", "opinion", "Press release"][i % 5]
        print(json.dumps(record, ensure_ascii=i % 2 == 0))


if __name__ == "__main__":
    main()
