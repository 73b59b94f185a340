"""What the goods are, and how risky."""

from models.kernel.language import Text
from models.kernel.terms import MetalKind, RiskLevel

KINDS: dict[MetalKind, Text] = {
    MetalKind.COPPER: Text("再生铜", "Recycled copper"),
    MetalKind.COPPER_ALLOY: Text("再生铜合金", "Recycled copper alloy"),
    MetalKind.ALUMINIUM_PURE: Text("再生纯铝", "Recycled pure aluminium"),
    MetalKind.ALUMINIUM_WROUGHT: Text("再生变形铝合金", "Recycled wrought aluminium alloy"),
    MetalKind.ALUMINIUM_CAST: Text("再生铸造铝合金", "Recycled cast aluminium alloy"),
}

RISK_LEVELS: dict[RiskLevel, Text] = {
    RiskLevel.R1: Text("低风险", "low risk"),
    RiskLevel.R2: Text("一般风险", "moderate risk"),
    RiskLevel.R3: Text("较高风险", "raised risk"),
    RiskLevel.R4: Text("高风险", "high risk"),
}
