"""How a manifest becomes consignments: handed over, stored, started at a bounded rate."""
