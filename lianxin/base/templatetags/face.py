"""Template words of the house (filled by base)."""

from django import template

register = template.Library()
