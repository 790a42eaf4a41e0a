"""The headless browser of the tests: where it is, and how it is started."""

import os
import shutil

import pytest

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def program() -> str:
    """Its path; a test that wants it is skipped on a machine without one, and fails where nothing may be left out."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI=true: a browser must be here")
        pytest.skip("no chromium on this machine")
    return found
