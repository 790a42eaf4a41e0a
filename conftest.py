"""Options and marks of the whole suite."""

import os
import tempfile

# Tests never touch a real data folder.
os.environ.setdefault("DATA", tempfile.mkdtemp(prefix="lianxin-test-"))
