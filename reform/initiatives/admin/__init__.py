"""The screens of initiatives."""
