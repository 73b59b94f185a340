"""Shipments to play scenarios with, and the same as registrations."""

from datetime import datetime, timedelta
from decimal import Decimal

from models.consignment.registration import BoxRegistration, Registration
from models.kernel.terms import MetalKind, RiskLevel
from systems.scenario import PaperBox, Shipment

NUMBERS = ("GMNU3004471", "GMNU3004743", "GMNU3005312")
SUPPLIER = "Hinode Recycle Demo KK"


def shipment(start: datetime, boxes: int = 1) -> Shipment:
    """A shipment that leaves a week after the start and sails for four days."""
    etd = start + timedelta(days=7, hours=3)
    return Shipment(
        tracking_no="NB26-000001",
        seq_no="I20260310400010763",
        bill_no="GMNB26840792",
        enterprise="甬江再生铜业有限公司",
        code="7404000030",
        origin="JP",
        load_port="JPTYO",
        discharge_port="CNNBG",
        vessel="BEILUN STAR 2641W",
        etd=etd,
        eta=etd + timedelta(days=4, hours=5),
        boxes=tuple(
            PaperBox(number, f"NBD{place}", Decimal(22000 + place))
            for place, number in enumerate(NUMBERS[:boxes])
        ),
    )


def registration(of: Shipment, risk_level: RiskLevel = RiskLevel.R1) -> Registration:
    """What a manifest says of the shipment."""
    boxes = tuple(
        BoxRegistration(number=box.number, seal=box.seal, net_weight_kg=box.net_kg)
        for box in of.boxes
    )
    return Registration(
        tracking_no=of.tracking_no,
        seq_no=of.seq_no,
        bill_no=of.bill_no,
        enterprise=of.enterprise,
        supplier=SUPPLIER,
        origin=of.origin,
        load_port=of.load_port,
        discharge_port=of.discharge_port,
        kind=MetalKind.COPPER,
        category="1号紫铜线",
        code=of.code,
        net_weight_kg=sum((box.net_kg for box in of.boxes), Decimal(0)),
        value=Decimal(1500000),
        currency="CNY",
        vessel=of.vessel,
        etd=of.etd,
        eta=of.eta,
        risk_level=risk_level,
        boxes=boxes,
    )
