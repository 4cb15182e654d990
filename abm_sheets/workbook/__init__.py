"""The edge: files to plain cells, and sheets as data to files. The only room with a spreadsheet library."""
