"""Spreadsheets in and out of registers."""
