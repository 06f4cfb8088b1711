"""How Chromium is started, for browser tests and screenshots alike."""

from playwright.sync_api import ViewportSize

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
# The narrowest phone that the portal promises to serve.
PHONE: ViewportSize = {"width": 360, "height": 740}
TABLET: ViewportSize = {"width": 768, "height": 1024}
CHROMIUM_ARGUMENTS = [
    # Root and containers have no user namespaces for the sandbox, and only our own pages are opened.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    # Nothing is looked up or fetched outside this machine.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
