"""A Spark job: articles in, tables out.

    export PYSPARK_PYTHON=/opt/slantscope/bin/python     # a Python with the package, on every machine
    spark-submit --master spark://host:7077 --conf spark.executor.memory=2g --conf spark.executor.cores=1 \\
        job.py --input articles.parquet --output results

The input is Parquet with the columns text and id, and if there are any: source, title, author, date, url, genre. Under the output
folder stand: analyzed (one row a document with its tables inside), and laid flat scores, marks, figures, sources and errors.
"""

import argparse

from pyspark.sql import SparkSession

from slantscope import spark as slantscope

TABLES = ("scores", "marks", "figures", "parts")


def main() -> None:
    """Runs the job."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    ask.add_argument("--input", required=True, help="Parquet files with the articles")
    ask.add_argument("--output", required=True, help="the folder to write into")
    ask.add_argument("--text", default="text", help="the column that holds the texts")
    ask.add_argument("--id", default="id", help="the column that names the documents")
    ask.add_argument("--lexicon", action="append", help="a folder of rules of your own, in the same place on every machine")
    given = ask.parse_args()

    session = SparkSession.builder.appName("slantscope").getOrCreate()
    articles = session.read.parquet(given.input)
    options = {"lexicon": given.lexicon} if given.lexicon else {}

    # the analysis runs once; all that follows reads what it wrote
    slantscope.analyze(articles, given.text, given.id, TABLES, **options).write.parquet(f"{given.output}/analyzed")
    analyzed = session.read.parquet(f"{given.output}/analyzed")
    for name in ("scores", "marks", "figures"):
        slantscope.table(analyzed, name).write.parquet(f"{given.output}/{name}")
    slantscope.sources(analyzed, **options).write.parquet(f"{given.output}/sources")
    failed = slantscope.errors(analyzed)
    failed.write.parquet(f"{given.output}/errors")
    print(f"{analyzed.count()} documents, of which {failed.count()} could not be analysed.")
    session.stop()


if __name__ == "__main__":
    main()
