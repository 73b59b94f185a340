"""Batches that never were: fictitious enterprises, suppliers, vessels, boxes; drawn from a seed."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from models.consignment.registration import BoxRegistration, Registration
from models.kernel.identity import box_check_digit
from models.kernel.terms import MetalKind, RiskLevel
from models.rules.rulebook import Rulebook
from scripts.simulation.random_draws import Chance

FIRST_SAILING = datetime(2025, 9, 11, 1, tzinfo=UTC)
DAYS = 112
REGISTERED_BEFORE = timedelta(days=14)

_BOXES = (1,) * 25 + (2,) * 50 + (3,) * 17 + (4,) * 8
_KINDS = (
    (MetalKind.COPPER,) * 8
    + (MetalKind.COPPER_ALLOY,) * 5
    + (MetalKind.ALUMINIUM_CAST,) * 4
    + (MetalKind.ALUMINIUM_WROUGHT,) * 2
    + (MetalKind.ALUMINIUM_PURE,)
)
_CNY_A_TONNE = {
    MetalKind.COPPER: 73_000,
    MetalKind.COPPER_ALLOY: 52_000,
    MetalKind.ALUMINIUM_PURE: 17_800,
    MetalKind.ALUMINIUM_WROUGHT: 16_500,
    MetalKind.ALUMINIUM_CAST: 15_200,
}
_ENTERPRISES = (
    "甬江再生铜业有限公司",
    "东钱湖金属科技有限公司",
    "四明山铝业有限公司",
    "镇海潮金属有限公司",
)
_LANES = (
    ("JP", "JPTYO", "Hinode Recycle Demo KK", 5),
    ("KR", "KRPUS", "Haneul Scrap Trading", 4),
    ("MY", "MYPKG", "Kancil Recycle Sdn Bhd", 9),
    ("TH", "THLCH", "Chang Thong Metals", 10),
    ("US", "USLAX", "Painted Mesa Metals LLC", 17),
    ("DE", "DEHAM", "Elbtal Altmetall Muster GmbH", 29),
)
_LIGHTEST_KG, _HEAVIEST_KG, _STEP_KG = 20_000, 25_000, 10


@dataclass(frozen=True)
class SimulatedBatch:
    """One generated consignment, and the chance that it meets in either mode."""

    registration: Registration
    registered_at: datetime
    chance: Chance


def batch(seed: int, number: int, rules: Rulebook) -> SimulatedBatch:
    """The batch of a number: the same for the same seed."""
    tracking_no = f"NB25-{number:06}"
    chance = Chance(seed, tracking_no)
    kind = chance.pick("kind", _KINDS)
    origin, port, supplier, days = chance.pick("lane", _LANES)
    sails = FIRST_SAILING + timedelta(minutes=int(chance.share("sailing") * DAYS * 24 * 60))
    boxes = tuple(_box(chance, number, nth) for nth in range(chance.pick("boxes", _BOXES)))
    weight = sum((box.net_weight_kg for box in boxes), Decimal(0))
    registration = Registration(
        tracking_no=tracking_no,
        seq_no=f"I2025{310_400_000_000 + number:013}",
        bill_no=f"GMNB25{number:06}",
        enterprise=chance.pick("enterprise", _ENTERPRISES),
        supplier=supplier,
        origin=origin,
        load_port=port,
        discharge_port="CNNBG",
        kind=kind,
        category="A",
        code=chance.pick("code", rules.codes[kind]),
        net_weight_kg=weight,
        value=weight * _CNY_A_TONNE[kind] / 1000,
        currency="CNY",
        vessel=f"BEILUN STAR {2500 + number % 40}W",
        etd=sails,
        eta=sails + timedelta(days=days, hours=int(chance.share("voyage") * 12)),
        risk_level=RiskLevel.R1,
        boxes=boxes,
    )
    return SimulatedBatch(registration, sails - REGISTERED_BEFORE, chance)


def _box(chance: Chance, number: int, nth: int) -> BoxRegistration:
    prefix = f"GM{'NX'[nth % 2]}U{(number * 4 + nth) % 1_000_000:06}"
    steps = (_HEAVIEST_KG - _LIGHTEST_KG) // _STEP_KG
    weight = _LIGHTEST_KG + _STEP_KG * int(chance.share(f"weight/{nth}") * steps)
    return BoxRegistration(
        number=f"{prefix}{box_check_digit(prefix)}",
        seal=f"NBD{number:06}{nth}",
        net_weight_kg=Decimal(weight),
    )
