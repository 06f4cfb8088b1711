"""What the steps do to a record, and what they ask for first; the tables in `workflow/` name them."""
