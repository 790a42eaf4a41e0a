"""What log lines may not carry: the secret part of a token path."""

import logging
import re

TOKEN_PATH = re.compile(r"(?<![\w/])(/o/)[^/\s?\"]+")


def blanked(words: object) -> object:
    """Text with every token replaced by …; anything else unchanged."""
    return TOKEN_PATH.sub(r"\1…", words) if isinstance(words, str) else words


class WithoutTokens(logging.Filter):
    """For handlers and loggers that may be given a path: Django's request log, the access log."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = blanked(record.msg)
        if isinstance(record.args, dict):
            record.args = {key: blanked(value) for key, value in record.args.items()}
        elif record.args:
            record.args = tuple(blanked(value) for value in record.args)
        return True
