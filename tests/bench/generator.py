"""A load generator without threads or a client library, for machines without wrk. Reads its task as JSON on stdin."""

import asyncio
import json
import sys
import time
from typing import Any
from urllib.parse import urlsplit


class Load:
    """Some connections that ask again and again."""

    def __init__(self, task: dict[str, Any]) -> None:
        parts = urlsplit(task["base"])
        self.host, self.port = parts.hostname or "", parts.port or 80
        self.ask, self.salt = task["ask"], task["salt"]
        self.until = time.perf_counter() + task["seconds"]
        self.times: list[float] = []
        self.refused = self.count = 0

    def octets(self) -> bytes:
        """The next request."""
        self.count += 1
        ask = self.ask
        body = b"" if ask["before"] is None else f"{ask['before']}{self.salt}-{self.count}{ask['after']}".encode()
        lines = [f"{ask['method']} {ask['path']} HTTP/1.1", f"Host: {self.host}:{self.port}"]
        lines += [f"{name}: {value}" for name, value in ask["headers"].items()]
        return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body

    async def one(self) -> None:
        """One connection, kept open."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        while (began := time.perf_counter()) < self.until:
            writer.write(self.octets())
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.refused += head.split(" ", 2)[1][0] not in "23"
            await self.rest(reader, head.lower())
            self.times.append(time.perf_counter() - began)
        writer.close()

    async def rest(self, reader: asyncio.StreamReader, head: str) -> None:
        """The body of an answer."""
        if "content-length: " in head:
            await reader.readexactly(int(head.partition("content-length: ")[2].partition("\r\n")[0]))
            return
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()


async def main() -> None:
    task = json.load(sys.stdin)
    load, began = Load(task), time.perf_counter()
    await asyncio.gather(*(load.one() for _ in range(task["clients"])))
    times = sorted(load.times) or [0.0]
    told = {"requests": len(load.times), "seconds": time.perf_counter() - began, "refused": load.refused}
    told |= {"p50": times[len(times) // 2] * 1000, "p99": times[int(len(times) * 0.99)] * 1000}
    print(json.dumps(told))


if __name__ == "__main__":
    asyncio.run(main())
