"""How long a large workbook takes: `make bench` prints the table, nothing here is a test."""
