"""The program's own settings, with a data folder that is thrown away and a broker that nobody listens to."""

import atexit
import os
import shutil
import tempfile

if "DICOMCHECK_DATA" not in os.environ:
    # Worker processes that a test starts inherit the folder, and only who made it removes it.
    os.environ["DICOMCHECK_DATA"] = tempfile.mkdtemp(prefix="dicomcheck-test-")
    atexit.register(shutil.rmtree, os.environ["DICOMCHECK_DATA"], ignore_errors=True)
# Tests that run beside each other have a folder each: a test empties its own.
if (worker := os.environ.get("PYTEST_XDIST_WORKER")) and not os.environ["DICOMCHECK_DATA"].endswith(f"/{worker}"):
    os.environ["DICOMCHECK_DATA"] += f"/{worker}"

# Playwright keeps an event loop in this thread while its browser is open; nothing here is called from within it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from dicomcheck.settings import *  # noqa: F403  (the folder must be chosen before)

# Hashing a password for every test would take longer than the tests.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
