"""The WSGI entry point that `lianxin serve` gives to the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.config.settings")
application = get_wsgi_application()
