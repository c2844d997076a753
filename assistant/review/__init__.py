"""案卷评查: a folder of documents scored against the ministry's rubric, which stands in corpus/review."""
