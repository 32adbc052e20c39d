"""Tables that have outgrown memory: Parquet editions, asked by DuckDB or by a cluster of Dask's workers."""
