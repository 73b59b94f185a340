"""The live board of `guomen watch`: what it says, how it is drawn, who presses a key."""
