"""Matter 2, pre-shipment management: the enterprise files papers, officers audit them."""
