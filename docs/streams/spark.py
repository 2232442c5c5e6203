"""Audits a data frame of policies in Spark: python spark.py DOCUMENTS RECORDS [PARTITIONS]

DOCUMENTS: JSON lines with the columns `id` and `text`; others (`path`, `type`, `audience`) may be there.
RECORDS:   a folder, which gets the records as JSON lines, in the order of the documents.
"""

import os
import sys

from pyspark.sql import SparkSession

AUDIT = "dumbrules audit --stdin-jsonl --quiet --today 2026-06-15"


def main(documents_path: str, records_path: str, partitions: int) -> int:
    spark = SparkSession.builder.appName("policy audit").getOrCreate()
    documents = spark.read.json(documents_path)
    # Each partition is piped through one process, which uses one thread: Spark looks after the rest.
    lines = documents.toJSON().coalesce(partitions) if partitions else documents.toJSON()
    # What is piped through sees no variables of the environment but these.
    records = lines.pipe(AUDIT + " --threads 1", env={"PATH": os.environ["PATH"]})
    records.saveAsTextFile(records_path)

    records = spark.read.json(records_path)
    ended = records.where("record <> 'finding'").groupBy("record").count().collect()
    ended = {row["record"]: row["count"] for row in ended}
    wanted = documents.count()
    print(f"{wanted} documents: {ended}")
    # `pipe` does not look at exit codes. One record ends each document, so a count tells whether all were answered.
    if sum(ended.values()) != wanted:
        print("some documents were not answered", file=sys.stderr)
        return 2
    return 2 if ended.get("error") else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 0))
