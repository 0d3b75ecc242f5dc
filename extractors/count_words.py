"""The words around a count, whatever is counted: what may stand between, what leads to it, what rules it out."""

from __future__ import annotations

import re

from extractors.numbers import SPACE

_S = rf"[{SPACE}\n]"

HEDGES = (
    rf"(?:(?:about|around|roughly|approximately|nearly|almost|some|over|above|past|below|under|just|more|less|fewer|than"
    rf"|at|least|up|to|as|many|well|close|an?|the|estimated|record|its|their|beyond|between){_S}){{0,4}}"
)
"""Source of a pattern for what may stand straight before a number; what it means is read by `qualifiers`."""

PEOPLE = ("people", "persons", "consumers", "customers", "developers", "adults", "individuals")
"""Those who are counted only by what they do: as nouns they name no metric of their own."""

BETWEEN = frozenset(
    "around across the world worldwide globally now already who that have has had regularly currently actively "
    "also each every a per day week month year in are were today daily weekly monthly".split()
)
"""Words between people and what they do: "800 million people around the world now *use*"."""

OWN = rf"(?:the|its|their|this|our|his){_S}"
THINGS = re.compile(
    rf"(?:{OWN}(?:[\w-]+{_S})?)?(?:it|apps?|services?|products?|platforms?|tools?|chatbots?|assistant|site|website|network"
    r"|software|models?|system)\b",
    re.IGNORECASE,
)
"""What people use where no product is named: "the app", "it"."""

NO_MODIFIERS = frozenset(
    "of in on at by for from to with and or but per than as that which who whose where when while if a an the "
    "this these those its their his her our your my some any no not is are was were be been being has have had "
    "will would could can may might should must do does did said says told plans expects percent percentage pct "
    "point million billion trillion thousand dollar dollars euro euros pound pounds yen yuan out into over under "
    "about between after before since during through against times each every other such so too very just only "
    "even also then there here it he she they we you i now more-than least most people affected token parameter "
    "download transaction query message hour minute second year month week day prompt video request call vehicle "
    "car phone device".split()
)
"""Words that end the search for a noun; without them any word can qualify it ("9 million paying business users")."""

PLURAL_MODIFIERS = frozenset("business wireless news sports ios windows its mass express success less games".split())
"""Words in -s that qualify; all others are things with a count of their own ("2 billion messages users sent")."""

_CHANGES = (
    r"gr[eo]wn?|growing|rose|risen|rising|jumped|climbed|increased|surged|swelled|soared|fell|fallen|dropped|declined"
    r"|slipped|shrank|shrunk|expanded|(?:more than )?(?:doubled|tripled|quadrupled)|went|gone|come|came|grow|rise|climb"
    r"|increase|double|triple|fall|drop|edged (?:up|down)|up|down"
)
_ARRIVES = (
    r"topp?(?:ed|ing|s)?|pass(?:ed|es|ing)?|reach(?:ed|es|ing)?|hit(?:s|ting)?|exceed(?:ed|s|ing)?|surpass(?:ed|es|ing)?"
    r"|cross(?:ed|es|ing)?|stood at|stands? at|total(?:l?ed|s|l?ing)?|number(?:ed|s)?|averaged|came to|is|are|was|were"
    r"|at|approach(?:ed|es|ing)?|near(?:ed|s|ing)?"
)
TOLD = (
    # "of ChatGPT", "on the free plan", "in the quarter": at most three words more
    rf"(?:{_S}(?:of|on|for|at|in|to|across)(?:{_S}[\w.'’&-]+){{1,3}}?)?"
    rf"(?:(?:{_S}(?:has|have|had|now|already|will|would|could|may|might|should|can|to|recently|reportedly|also|since"
    rf"|there|worldwide|globally|alone)){{0,3}}"
    rf"{_S}(?:(?:{_ARRIVES})|(?:{_CHANGES})"
    rf"(?:(?!\b(?:and|but|while|as|with)\b)(?:[^.;:,\d]|\d{{1,3}}(?:\.\d{{1,2}})?{_S}?(?:%|per ?cent))){{0,50}}?"
    rf"{_S}(?:to|from)){_S}|:{_S})"
)
"""Source of a pattern for what leads from the noun to its number: "users have grown 20 % since May to"."""

FOLLOWS = re.compile(
    rf"(?:\+|-plus\b)?(?:[{SPACE}]*(?:\n[{SPACE}]*)?(?:\n|$)|{_S}?[.,;:)\]\"”’—–]|{_S}{{1,2}}(?:[–—]|\(|(?:in|from|by|at|last|this|as|on|for|and|or|while|with"
    r"|after|before|since|during|than|compared|up|down|each|every|per|worldwide|globally|today|now|ago|earlier|mark|to|who|is|are|was|were|has|have|will"
    r"|the|within|across|around|among|over|under|when|thanks|but|next|despite|early|late|through|following|milestone|though"
    rf"|although|because|even|its|it|according|just|only|already|people|a{_S}(?:year|month|week|day|quarter|decade))\b))",
    re.IGNORECASE,
)
"""What may follow a number whose noun stands before it: anything but a noun of its own."""

OF_SEVERAL = re.compile(
    rf"\b(?:per|every|each|next|last|top|first|(?:one|two|three|four|five|\d{{1,3}}){_S}(?:in|out of|of)(?:{_S}every)?)"
    rf"{_S}$",
    re.IGNORECASE,
)
"""What makes of a number a share, a rate or a phrase: "1 in 5 users", "per 1,000 users", "the next billion users"."""

NOT_ALL = "people to whom something was done, not all that there are"
BEFALLS = re.compile(
    rf"\b(?:affect(?:s|ed|ing)?|expos(?:es|ed|ing)|leak(?:s|ed|ing)?|breach(?:es|ed)?|compromis(?:es|ed|ing)|st(?:ole|olen)"
    rf"|hack(?:s|ed)?|impact(?:s|ed|ing)?|bann(?:ed|ing)|suspend(?:s|ed|ing)?|refund(?:s|ed|ing)?|notif(?:y|ied|ies)"
    rf"|survey(?:s|ed|ing)?|polled|los(?:e|es|t|ing)|shed(?:s|ding)?|laid{_S}off|lay(?:s|ing)?{_S}off|fir(?:e|ed|ing)|cut"
    rf"|cuts|cutting|dismiss(?:ed|ing)|layoffs{_S}of|loss{_S}of){_S}(?:[\w'’-]+{_S}){{0,4}}$",
    re.IGNORECASE,
)
BEFALLEN = re.compile(
    rf"(?:{_S}[\w'’-]+){{0,2}}?{_S}(?:affected|exposed|stolen|leaked|surveyed|polled|were{_S}hit|laid{_S}off|cancel(?:l?ed)?"
    rf"|whose{_S}\w+{_S}(?:was|were|got)|complained|reported|lost|(?:in{_S}\w+{_S})?were{_S}(?:stranded|stuck|locked{_S}out|unable|without))\b",
    re.IGNORECASE,
)
"""Words of what befalls some of those who are counted, before the number and behind the noun."""
ADDS = re.compile(
    rf"\b(?:add(?:ed|s|ing)?|gain(?:ed|s|ing)?|attract(?:ed|s|ing)?|sign(?:ed|s|ing)?{_S}up|w[io]n|(?:{_CHANGES}){_S}by){_S}{HEDGES}$",
    re.IGNORECASE,
)
"""Words before a number of those who came on top of the others."""
