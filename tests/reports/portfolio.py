"""A small made-up portfolio, assessed by coarse rules: what charts and report are drawn from."""

from functools import cache

from models.risk.assess import assess
from models.risk.assessment import Assessment
from reports.risk.known import Known, known
from scripts.risk_report.synthetic import Synthetic, synthetic
from tests.models.risk.samples import COARSE


@cache
def made() -> Synthetic:
    return synthetic("test", batches=500, suppliers=11)


@cache
def assessed() -> Assessment:
    return assess(made().batches, made().before, COARSE, made().at)


@cache
def of_all() -> Known:
    return known(made().batches, assessed(), COARSE, synthetic=True)
