"""What no page may do while a browser test looks at it: fail behind the scenes, or call somebody else."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

# Requests that never leave the browser.
LOCAL_SCHEMES = {"data", "blob", "about"}


class Watch:
    """Notes every error of a context's pages and every request to another host.

    Attributes:
        findings: one line each; a test ends well only when there is none.
    """

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.findings: list[str] = []
        self.host = urlsplit(address).netloc
        context.on("console", self._console)
        context.on("weberror", lambda error: self.findings.append(f"script: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # What could not be loaded is told by its answer, where a page that is refused on purpose is known.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.findings.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in LOCAL_SCHEMES and parts.netloc != self.host:
            self.findings.append(f"another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500 or (
            response.status >= 400 and response.request.resource_type != "document"
        ):
            self.findings.append(f"{response.status}: {response.url}")
