"""Spreadsheets in and out of the registers. The list screens keep a place for their buttons."""
