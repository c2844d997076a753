"""One family of checks a module; importing this package registers them all, in the order they are reported."""

from . import citations, fines, dates, party, form, numbers  # noqa: F401, I001
