"""A shared Google Sheet: read in two calls, written in one, never in anybody else's cells."""
