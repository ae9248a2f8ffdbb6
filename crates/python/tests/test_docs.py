"""The notebook and the job do what they say."""

import os
import subprocess
import sys
from pathlib import Path

import nbclient
import nbformat
import pyarrow
import pyarrow.dataset
import pyarrow.parquet
import pyspark
from conftest import readme

DOCS = Path(__file__).resolve().parents[1] / "docs"


def test_the_notebook_runs_and_draws():
    notebook = nbformat.read(DOCS / "notebook.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "it is kept without what it printed"
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(DOCS)}}).execute()
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", [])]
    assert sum("image/png" in o.get("data", {}) for o in outputs) == 3
    assert sum("text/html" in o.get("data", {}) for o in outputs) == 3
    assert int(outputs[-1]["data"]["text/plain"]) > 10


def test_the_job_runs(tmp_path, corpus):
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([*corpus, {"id": "empty", "text": ""}]), tmp_path / "articles.parquet")
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_HOME": str(Path(pyspark.__file__).parent), "SPARK_LOCAL_IP": "127.0.0.1"}
    submit = [Path(pyspark.__file__).parent / "bin/spark-submit", "--master", "local[1]", "--conf", "spark.ui.enabled=false", DOCS / "job.py"]
    done = subprocess.run(
        [*submit, "--input", tmp_path / "articles.parquet", "--output", tmp_path / "out"],
        capture_output=True, text=True, env=environment, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert f"{len(corpus) + 1} documents, of which 1 could not be analysed." in done.stdout
    rows = {p.name: pyarrow.dataset.dataset(p, format="parquet").count_rows() for p in (tmp_path / "out").iterdir()}
    assert rows["analyzed"] == rows["scores"] == len(corpus) + 1
    assert rows["marks"] > rows["figures"] > rows["sources"] > rows["errors"] == 1


def test_the_readme_runs(tmp_path, monkeypatch, corpus):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    for path in (tmp_path / "articles/a.txt", tmp_path / "article.txt"):
        path.write_text(corpus[0]["text"], encoding="utf-8")
    names = {}
    exec(readme(0), names)
    assert names["results"][1]["type"] == "error"
    assert (tmp_path / "slantscope-report/index.html").is_file() and (tmp_path / "handout.docx").is_file()
