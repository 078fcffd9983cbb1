"""Archives that are asked: databases, folders of Parquet files, JSON lines; nothing is written."""
