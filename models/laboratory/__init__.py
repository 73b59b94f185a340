"""Matter 4, destination inspection: samples, laboratory results, solid-waste identification."""
