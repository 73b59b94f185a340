"""All files of a report by name: data always, pictures and documents by whoever can draw."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from models.kernel.language import Language
from reports.risk.canonical import canonical
from reports.risk.chart import Chart
from reports.risk.document import Figure
from reports.risk.report import Report
from scripts.risk_report.pages import pages
from scripts.risk_report.rendering import Renderer
from scripts.risk_report.word import word

JSON, NUMBERS, SUMS = "risk-report.json", "numbers.jsonl", "SHA256SUMS"


def files(
    made: Report, languages: Sequence[Language], renderer: Renderer | None
) -> Mapping[str, bytes]:
    """Contents by name; without a renderer the data alone."""
    found = {JSON: made.json(), NUMBERS: made.numbers_jsonl()}
    for language in languages:
        found |= _of_language(made, language, renderer)
    sums = "".join(f"{sha256(found[name]).hexdigest()}  {name}\n" for name in sorted(found))
    return found | {SUMS: sums.encode()}


def _of_language(
    made: Report, language: Language, renderer: Renderer | None
) -> Mapping[str, bytes]:
    specs = {chart.id: chart.spec(language) for chart in _charts(made)}
    found = {
        f"charts/{name}.{language}.vl.json": canonical(spec) + b"\n" for name, spec in specs.items()
    }
    if renderer is None:
        return found
    drawn = {name: renderer.svg(spec) for name, spec in specs.items()}
    beside = {f"{name}.svg": picture for name, picture in drawn.items()}
    pictures = {name: renderer.png(picture) for name, picture in drawn.items()}
    return (
        found
        | {f"charts/{name}.{language}.svg": picture for name, picture in drawn.items()}
        | {
            f"risk-report.{language}.pdf": renderer.pdf(
                pages(made, language), beside, made.origin.at
            ),
            f"risk-report.{language}.docx": word(made, renderer, pictures, language),
        }
    )


def _charts(made: Report) -> Iterator[Chart]:
    for section in made.sections:
        for block in section.blocks:
            if isinstance(block, Figure):
                yield block.chart
