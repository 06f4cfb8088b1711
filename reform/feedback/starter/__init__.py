"""The starter content of the register: categories, published answers, and messages on their way."""

from .load import load_feedback_starter

__all__ = ["load_feedback_starter"]
