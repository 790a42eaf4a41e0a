"""The place of the stories, on the installation that the environment names: `python -m stories.place`."""

import sys

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from tests.world import PASSWORD, world

if __name__ == "__main__":
    world(PASSWORD)
    sys.exit(0)
