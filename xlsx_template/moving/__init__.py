"""Where everything goes when rows come and go: the row map, and all that refers to rows."""
