"""Stub until people is built."""
