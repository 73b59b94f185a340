"""What charts and report say, in Chinese and English."""
