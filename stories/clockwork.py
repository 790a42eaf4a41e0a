"""The worker's pulls, once each, on the installation that the environment names: `python -m stories.clockwork`."""

import sys

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from lianxin.config import worker

if __name__ == "__main__":
    sys.exit(0 if all(list(map(worker.once, worker.all_tasks()))) else 1)
