"""Sample spreadsheets, good, odd and hostile, each with the outcome that `outcomes.toml` demands.

The files are committed as they are; `make.py` writes them anew.
"""
