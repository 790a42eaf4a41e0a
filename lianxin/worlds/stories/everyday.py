"""Stories."""

from lianxin.worlds.script import Story

STORIES: tuple[Story, ...] = ()
