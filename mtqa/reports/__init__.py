"""Renderers of a report and of a batch: text, HTML, CSV."""
