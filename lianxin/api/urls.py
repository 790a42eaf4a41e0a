"""The addresses of the interface: /api/v1/…"""

from lianxin.api.views import api

urlpatterns = api.urls[0]
app_name = "api"
