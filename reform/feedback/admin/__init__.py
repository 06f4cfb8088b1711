"""Screens of citizens' messages."""
