"""What was recorded once must load for ever: samples of events, never rewritten."""
