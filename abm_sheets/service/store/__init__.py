"""What the service keeps, table by table: each function works within the caller's transaction."""
