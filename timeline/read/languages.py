"""The language of a text, by py3langid."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# A text of another language is refused only when the identifier is this sure and has enough to go by.
SURE = 0.98
ENOUGH = 150  # characters
READ = 5000  # characters that decide


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str, among: Sequence[str] | None) -> str | None:
    """The code of the text's language, the likeliest of those in `among`, or any where `among` is None.

    None where the text is surely in none of them.
    """
    ranked: list[tuple[str, float]] = _identifier().rank(text[:READ])
    best, probability = ranked[0]
    if among is None or best in among:
        return best
    if float(probability) >= SURE and len(text) >= ENOUGH:
        return None
    return next((lang for lang, _ in ranked if lang in among), None)
