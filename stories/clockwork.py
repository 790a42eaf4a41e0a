"""One turn of the worker's clockwork: `python -m stories.clockwork name`, on the installation the environment names."""

import sys

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from lianxin.config.worker import all_tasks, once

if __name__ == "__main__":
    wanted = [task for task in all_tasks() if task.name in sys.argv[1:]]
    sys.exit(0 if wanted and all(once(task) for task in wanted) else 1)
