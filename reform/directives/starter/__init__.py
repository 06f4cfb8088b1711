"""The starter content of the register: the June 2022 dispatch and a dispatch of these days, with progress."""

from .load import load_directives_starter

__all__ = ["load_directives_starter"]
