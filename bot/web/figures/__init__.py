"""The figures at the desk: charts with a sentence and a table each, files to keep, and snapshots."""
