"""What screens of initiatives read, in a constant number of queries."""
