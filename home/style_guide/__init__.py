"""The living style guide: every component with its variants, for who builds and who judges pages."""
