"""The WARP platform: its records and what each operation does to them."""
