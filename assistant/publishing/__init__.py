"""公开版本: a decision without what identifies natural persons, reversible only with a map kept apart."""
