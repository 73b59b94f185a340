"""Asks an address once whether it is healthy: `python -m workers.health URL`, for containers."""

import sys
from urllib.request import urlopen


def main(url: str) -> int:
    """0 when the address answers without an error, otherwise 1."""
    try:
        with urlopen(url, timeout=2):  # noqa: S310
            return 0
    except OSError as error:
        sys.stderr.write(f"{url}: {error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
