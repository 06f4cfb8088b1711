"""Dates as they are written here: day, month, year."""
