"""The starter content that citizens see."""

from home.starter.content import load_public_starter_content

__all__ = ["load_public_starter_content"]
