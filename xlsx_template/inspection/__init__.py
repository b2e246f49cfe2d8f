"""What a template needs and what is wrong with it, told without filling it."""
