"""Hand-written parts of this client, copied as they are."""
