"""The WSGI entry point that `lianxin serve` gives to the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.config.settings")
application = get_wsgi_application()

# The first visitor does not wait for the addresses to be read. What stands now stays for the life of the process,
# so the collector need not walk through it again and again: a full walk takes 50 to 70 ms of somebody's request.
get_resolver()._populate()
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
