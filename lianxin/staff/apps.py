from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "lianxin.staff"
    label = "staff"
