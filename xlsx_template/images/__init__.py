"""Pictures: their formats, the folder they may come from, where they stand, the parts they need."""
