"""Filling in a template that came from a person: in a process of its own, with limits of time and memory.

The sandbox keeps a template from everything but its words; what it does with those may still take for ever
(loops in loops) or all memory (a text doubled thirty times). A process can be ended; a thread cannot.

The process is started as `python -m reform.registers.papers.apart`. It knows no database and no settings: it
reads the template and the words, and writes the document.
"""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
MOST_SECONDS = 20
MOST_MEMORY = 1024 * 1024 * 1024
MOST_FILLED = 20 * 1024 * 1024


class TemplateFailed(Exception):
    """A template from which no paper can be made.

    Attributes:
        reason: "time", "memory", "size", "tag" (a wrong tag) or "other".
        detail: what the libraries say, in English; for "tag" it names the tag.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}" if detail else reason)


def fill_in_apart(template: bytes, context: dict[str, Any]) -> tuple[bytes, list[str]]:
    """Return a template with its words, and the names that it asks for and the context does not have.

    Raises:
        TemplateFailed: whatever is wrong with the template.
    """
    order = json.dumps({"template": b64encode(template).decode(), "context": context})
    try:
        ended = subprocess.run(
            [sys.executable, "-m", __name__],
            cwd=ROOT,
            input=order.encode(),
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TemplateFailed("time") from error
    try:
        answer = json.loads(ended.stdout)
    except ValueError as error:
        # Ended by the system, or out of memory before it could say so.
        reason = "time" if ended.returncode == -signal.SIGXCPU else "memory"
        raise TemplateFailed(reason, ended.stderr.decode(errors="replace")[-500:]) from error
    if "reason" in answer:
        raise TemplateFailed(answer["reason"], answer["detail"])
    return b64decode(answer["content"]), answer["unknown"]


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    # The second limit, a second later, kills for good.
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))


def _answer(order: dict[str, Any]) -> dict[str, Any]:
    """Return the filled document, or the reason why there is none."""
    from jinja2 import TemplateError

    from .docx_rendering import fill_in

    try:
        content, unknown = fill_in(b64decode(order["template"]), order["context"])
    except MemoryError:
        return {"reason": "memory", "detail": ""}
    except (TemplateError, TypeError) as error:
        return {"reason": "tag", "detail": str(error)}
    except Exception as error:  # templates come from people and can fail in every way
        return {"reason": "other", "detail": str(error)}
    if len(content) > MOST_FILLED:
        return {"reason": "size", "detail": ""}
    return {"content": b64encode(content).decode(), "unknown": unknown}


if __name__ == "__main__":
    _limit_memory()
    sys.stdout.write(json.dumps(_answer(json.load(sys.stdin))))
