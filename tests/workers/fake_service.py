"""The smallest process a stack can run: healthy over HTTP with `--port`, by file without."""

import argparse
import asyncio
from contextlib import AsyncExitStack

from workers import process_lifecycle

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(ANSWER)
    await writer.drain()
    writer.close()


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int)
    port = parser.parse_args().port
    async with AsyncExitStack() as stack:
        if port is not None:
            await stack.enter_async_context(await asyncio.start_server(answer, "127.0.0.1", port))
        process_lifecycle.mark_ready()
        await process_lifecycle.stop_event().wait()


if __name__ == "__main__":
    process_lifecycle.run(main())
