"""What editors and publishers work with in the admin beyond the pages themselves."""
