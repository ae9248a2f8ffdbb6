#!/usr/bin/env python3
"""Writes what a build holds as CycloneDX 1.5: python3 .ci/sbom.py > sbom.json. Needs cargo and the lock file, nothing else."""
import json
import subprocess


def main():
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", "x86_64-unknown-linux-gnu"]
    metadata = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    packages = {p["id"]: p for p in metadata["packages"]}
    nodes = {n["id"]: n for n in metadata["resolve"]["nodes"]}
    root = metadata["resolve"]["root"]
    # what is needed only to test or to build is in no program
    needed, waiting = set(), [root]
    while waiting:
        node = waiting.pop()
        if node not in needed:
            needed.add(node)
            waiting += [d["pkg"] for d in nodes[node]["deps"] if any(k["kind"] is None for k in d["dep_kinds"])]
    reference = lambda p: f"pkg:cargo/{p['name']}@{p['version']}"

    def component(p):
        kind = "application" if p["id"] == root else "library"
        return {"type": kind, "bom-ref": reference(p), "name": p["name"], "version": p["version"], "purl": reference(p), "licenses": [{"expression": (p["license"] or "NOASSERTION").replace(" / ", "/").replace("/", " OR ")}]}

    used = sorted((packages[i] for i in needed), key=lambda p: (p["name"], p["version"]))
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": component(packages[root])},
        "components": [component(p) for p in used if p["id"] != root],
        "dependencies": [{"ref": reference(p), "dependsOn": sorted(reference(packages[d["pkg"]]) for d in nodes[p["id"]]["deps"] if d["pkg"] in needed)} for p in used],
    }
    print(json.dumps(bom, indent=2))


if __name__ == "__main__":
    main()
