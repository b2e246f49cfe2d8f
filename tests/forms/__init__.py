"""The forms as an office prints them."""
