from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "lianxin.registers"
    label = "registers"
