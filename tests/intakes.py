"""Residents who speak at the same moment, and what they hold in their hands afterwards."""

import http.client
import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from lianxin.opinions.rules import read_number
from tests.product import Product

PATIENCE = 30.0
PATIENCE_OF_A_CROWD = 240.0
"""Of hundreds at one moment the last one waits for all others, however slow the machine is."""


@dataclass(frozen=True)
class Given:
    """A receipt that reached somebody."""

    number: str
    check_code: str
    promise: str
    words: str


@dataclass
class Crowd:
    """Voices with their receipts. A voice is (words, idempotency key)."""

    product: Product
    station: str
    receipts: dict[str, Given] = field(default_factory=dict)
    refused: list[int] = field(default_factory=list)
    """Answers that were neither a receipt nor a broken connection."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def speak(self, words: str, key: str) -> int:
        """One intake through the interface; the status, 0 when the connection broke."""
        body = json.dumps({"text": words, "station": self.station, "idempotency_key": key}).encode()
        status, answer = self._sent("POST", "/api/v1/opinions", body, {"Content-Type": "application/json"})
        if status == 201:
            told = json.loads(answer)
            self._keep(Given(told["number"], told["check_code"], told["promise"], words))
        elif status:
            self._note(status)
        return status

    def fill_in(self, words: str, key: str) -> int:
        """One intake through the form: its last step, as a browser without script sends it."""
        fields = {"step": "where", "text": words, "station": self.station, "key": key, "tell_by": "lookup"}
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.product.base_url}
        status, page = self._sent("POST", "/say", urlencode(fields).encode(), headers)
        number = next((n for n in map(_digits, LONG_NUMBER.findall(page.decode())) if read_number(n)), None)
        if status == 200 and number:
            self._keep(Given(number, "", "", words))
        elif status:
            self._note(status)
        return status

    def book(self, reception: str, at: str, key: str) -> tuple[int, str]:
        """Ask for a time of a reception by the open form; the status and the page."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.product.base_url}
        fields = urlencode({"at": at, "key": key}).encode()
        status, page = self._sent("POST", f"/receptions/{reception}/book", fields, headers, PATIENCE_OF_A_CROWD)
        return status, page.decode()

    def attach(self, given: Given, octets: bytes) -> int:
        """Add a recording to what was said; the status."""
        edge = "----a-line-that-no-file-holds"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="a.mp3"\r\n\r\n'
        body = head.encode() + octets + f"\r\n--{edge}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={edge}", "X-Check-Code": given.check_code}
        return self._sent("POST", f"/api/v1/opinions/{given.number}/attachments", body, headers)[0]

    def all_at_once(self, voices: list[tuple[Callable[[str, str], int], str, str]], kill_after: int) -> None:
        """Everybody speaks at the same moment; the product is killed when so many receipts were given."""
        start = threading.Barrier(len(voices) + 1)

        def one(way: Callable[[str, str], int], words: str, key: str) -> None:
            start.wait()
            way(words, key)

        threads = [threading.Thread(target=one, args=voice) for voice in voices]
        for thread in threads:
            thread.start()
        before = len(self.receipts)
        start.wait()
        while len(self.receipts) - before < kill_after and any(t.is_alive() for t in threads):
            threads[0].join(0.0005)
        self.product.kill()
        for thread in threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()

    def _keep(self, given: Given) -> None:
        with self._lock:
            self.receipts[given.words] = given

    def _note(self, status: int) -> None:
        with self._lock:
            self.refused.append(status)

    def _sent(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], patience: float = PATIENCE
    ) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.product.port, timeout=patience)
        try:
            connection.request(method, path, body, headers | {"Connection": "close"})
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            connection.close()


LONG_NUMBER = re.compile(r"\d[\d \u2009\u00a0-]{10,18}\d")


def _digits(shown: str) -> str:
    return re.sub(r"\D", "", shown)
