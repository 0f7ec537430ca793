"""The words of a name: those that tell names apart, particles, and legal forms of companies."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from graphkit.model.names.fold import fold, to_latin

# Legal forms by family: an "Ltd" and a "Limited" are one form, an "Ltd" and a "GmbH" are two.
_FAMILIES = {
    "llc": "llc lc ooo gmbh sarl srl sro ltda bv bvba doo kft spzoo eood ood tov too sia pllc sl slu",
    "ltd": "ltd limited pte pty pvt unlimited ultd",
    "plc": "plc ag sa oao pao ao ojsc jsc pjsc zao cjsc nv spa ab asa as oyj oy",
    "inc": "inc incorporated corp corporation",
    "co": "co company cie compagnie kk kg kgaa ohg se sas scs aps anstalt",
    "lp": "lp llp lllp partnership",
}
LEGAL_FORMS = {form: family for family, forms in _FAMILIES.items() for form in forms.split()}
# The same forms in words; longer ones first, as the first that fits is taken.
_PHRASES = [
    (re.compile(rf"\b{pattern}\b"), form)
    for pattern, form in (
        ("(?:public |open |closed )?joint stock company", "jsc"),
        ("public limited company", "plc"),
        ("(?:private|proprietary) limited", "ltd"),
        ("limited liability company", "llc"),
        ("limited liability partnership", "llp"),
        ("gesellschaft mit beschrankter haftung", "gmbh"),
        ("aktiengesellschaft", "ag"),
        ("sp z o ?o", "spzoo"),
        ("societatea? cu raspundere limitata", "srl"),
        ("sociedad(?:e)? anonima", "sa"),
        ("societe anonyme", "sa"),
        ("obshchestvo s ogranichennoy otvetstvennostyu", "ooo"),
        ("aktsionernoe obshchestvo", "ao"),
        ("united states", "us"),
        ("tovary?i?stvo z obmezheno[iy]+u vidpovidalnisti?y?u", "ooo"),
        ("obsh?chestvo s ogranichenno[iy]+ otvetstvennost[iy]+u", "ooo"),
        ("(?:publichnoe |otkrytoe |zakrytoe )?a[kc]t?tsioner[a-z]* (?:obsh?chestvo|tovary?i?stvo)", "ao"),
    )
]
_ABBREVIATIONS = {
    "intl": "international",
    "natl": "national",
    "govt": "government",
    "dept": "department",
    "bros": "brothers",
    "st": "saint",
    "mfg": "manufacturing",
    "assn": "association",
    "univ": "university",
    "svcs": "services",
    "tech": "technology",
    "technologies": "technology",
    "mgmt": "management",
    "grp": "group",
    "hldgs": "holdings",
    "holding": "holdings",
}
_WORDS = (
    "al el an ar as ash at bin ibn ben bint de del della di da dos du la le les los van von der den ter of "
    "the and und y e et for to i a abu ould ul ur mr mrs ms dr sir prof sheikh shaikh haji hajji jr sr ii "
    "iii iv"
)
PARTICLES = frozenset(_WORDS.split())
_NUMBERS = {
    "zero": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "twenty": "20",
    "forty": "40",
    "first": "1",
    "second": "2",
    "third": "3",
    "1st": "1",
    "2nd": "2",
    "3rd": "3",
    "ii": "2",
    "iii": "3",
    "iv": "4",
}
_SPELLED = re.compile(r"\b(?:\w )+\w\b")  # "l l c"


class Tokens(NamedTuple):
    """The words of a name: those that tell it from others, particles and titles, families of legal forms."""

    core: tuple[str, ...]
    particles: tuple[str, ...]
    legal: tuple[str, ...]


@lru_cache(maxsize=1 << 17)
def tokenize(text: str, own_script: bool = False) -> Tokens:
    """Returns the words of a name in Latin letters, or with `own_script` in those that it is written in.

    Example:
        >>> tokenize("The Kestrel Holding Co., Ltd.")
        Tokens(core=('kestrel', 'holdings'), particles=('the',), legal=('co', 'ltd'))
    """
    plain = fold(text) if own_script else to_latin(text)
    for pattern, form in _PHRASES:
        plain = pattern.sub(form, plain)
    words = _SPELLED.sub(_join_legal_form, plain).split()
    core, particles, legal = [], [], []
    for at, word in enumerate(words):
        word = _ABBREVIATIONS.get(word, word)
        if word in LEGAL_FORMS and (at or (len(words) > 1 and len(word) > 2)):
            legal.append(LEGAL_FORMS[word])
        elif word in PARTICLES and not _is_initial(words, at, word):
            particles.append(word)
        else:
            core.append(_NUMBERS.get(word, word))
    if not core:  # nothing but particles and legal forms: then these are the name
        return Tokens(tuple(words), (), ())
    return Tokens(tuple(core), tuple(particles), tuple(legal))


def _join_legal_form(found: re.Match[str]) -> str:
    joined = found[0].replace(" ", "")
    return joined if len(joined) > 1 and joined in LEGAL_FORMS else found[0]


def _is_initial(words: list[str], at: int, word: str) -> bool:
    """Returns whether a single letter stands for a name, as at the beginning or behind another initial."""
    return len(word) == 1 and (at == 0 or len(words[at - 1]) == 1)
