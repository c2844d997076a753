"""One family of checks a module; importing this package registers them all, in the order they are reported."""

from . import (  # noqa: F401, I001
    citations, law_in_time, quotations, fines, discretion, benchmarks, exemptions, evidence, numbers, party, dates, deadlines, rights,
    periods, answers,
    form, language, privacy,
)  # fmt: skip
