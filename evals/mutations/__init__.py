"""Sabotage of clean documents: samples to spoil, operators that spoil them, and which check must notice.

Run by ``shuoli eval mutations`` (assistant/mutations.py loads this package); results go to evals/results/mutations.md.
"""
