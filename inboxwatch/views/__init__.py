"""Figures and requests -> rich renderables and JSON. No store, no clock; mail text passes `text.safe` on its way out."""
