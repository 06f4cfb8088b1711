"""What screens read of initiatives, in a constant number of queries."""
