"""The one door to language models. Everything a model returns is checked here; what fails is dropped with a notice."""
