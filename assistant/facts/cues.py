"""Moved to assistant.knowledge.cues (the lexicon is knowledge); this name goes away when nothing imports it."""

from assistant.knowledge.cues import Match, Patterns, Sentence, sentences

__all__ = ["Match", "Patterns", "Sentence", "sentences"]
