"""The durable jobs: each runs to its end whatever dies meanwhile, one at a time for a workbook."""
