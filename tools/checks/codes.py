"""Keeps the codes of `models/manifest/codes.json` equal to those that libraries keep.

`python -m tools.checks.codes` says whether they agree; with `--write` it makes it so, after the
libraries have learnt of a new country, currency or port. Countries and currencies are those of
pycountry (ISO 3166-1, ISO 4217), seaports by UN/LOCODE those of searoute.
"""

import json
import re
import sys
from pathlib import Path

import pycountry
from searoute.data.ports_dict import node_list

FILE = Path(__file__).parents[2] / "models" / "manifest" / "codes.json"

NO_MONEY = frozenset(
    {
        *("XAG", "XAU", "XPD", "XPT", "XBA", "XBB", "XBC", "XBD", "XDR", "XSU", "XUA", "XTS"),
        *("XXX", "CHE", "CHW", "COU", "MXV", "USN", "UYI", "UYW"),
    }
)
"""Metals, units of account and codes for tests: ISO 4217 lists them, nobody is paid in them."""

_LOCODE = re.compile(r"[A-Z]{2}[A-Z2-9]{3}")


def of_libraries() -> dict[str, object]:
    """Two letters with three of each country, the currencies, and the ports of each country."""
    countries = {each.alpha_2: each.alpha_3 for each in pycountry.countries}
    currencies = {each.alpha_3 for each in pycountry.currencies} - NO_MONEY
    ports = {node["port"] for node in node_list.values() if _LOCODE.fullmatch(node["port"] or "")}
    places = {
        country: " ".join(sorted(port[2:] for port in ports if port[:2] == country))
        for country in sorted(countries)
    }
    return {
        "countries": dict(sorted(countries.items())),
        "currencies": " ".join(sorted(currencies)),
        "ports": {country: listed for country, listed in places.items() if listed},
    }


def main(arguments: list[str]) -> int:
    """Write the codes, or say whether they agree (0) or not (1)."""
    text = json.dumps(of_libraries(), indent=1) + "\n"
    if FILE.read_text(encoding="utf-8") == text:
        return 0
    if "--write" in arguments:
        FILE.write_text(text, encoding="utf-8")
        return 0
    print("models/manifest/codes.json differs from the libraries: run with --write")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
