"""The Jinja environment of templates: they read the words of their paper and reach nothing else."""

from __future__ import annotations

from typing import Any

from jinja2 import ChainableUndefined, Environment
from jinja2.sandbox import ImmutableSandboxedEnvironment

# The filters that a template may use; everything else of Jinja stays outside.
FILTERS = ("upper", "lower", "capitalize", "join", "length", "default", "first", "last", "trim", "sort")


class PaperEnvironment(ImmutableSandboxedEnvironment):
    """Nothing can be called and nothing multiplied, so no tag can fill memory by itself."""

    intercepted_binops = frozenset({"*", "**", "%", "+", "-", "/", "//"})
    intercepted_unops = frozenset({"-", "+"})

    def is_safe_callable(self, obj: Any) -> bool:
        """Refuse every call: words, lists and numbers need none."""
        return False

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Reckon with numbers only: the product of a text and a number can be as long as memory.

        Raises:
            TypeError: for anything that is no number, and for powers.
        """
        if operator == "**" or not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise TypeError(f"“{operator}” is for numbers only")
        return super().call_binop(context, operator, left, right)


def environment(unknown: list[str]) -> Environment:
    """Return an environment which notes in `unknown` every name that the paper does not have."""

    class Noted(ChainableUndefined):
        """A name that is not there: it is noted, and its place stays empty."""

        def __init__(self, hint: Any = None, obj: Any = None, name: Any = None, **more: Any) -> None:
            super().__init__(hint, obj, name, **more)
            if name is not None:
                unknown.append(str(name))

    made = PaperEnvironment(autoescape=True, undefined=Noted)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    return made
