"""The starter content of the register: the rounds of 2021 and 2022, and what units draft these days."""

from .load import load_initiatives_starter

__all__ = ["load_initiatives_starter"]
