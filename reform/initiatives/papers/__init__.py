"""Official papers of initiatives."""
