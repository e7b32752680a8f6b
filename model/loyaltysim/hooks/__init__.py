"""What mechanics say to the rest of the model: data only, which behaviour and the ledger act upon.

A mechanic never touches motivation, money or another mechanic. It states what it offers for an
act, which messages it sends, what it books and which moments it makes; everything else follows.
"""

from loyaltysim.hooks.answers import (
    BEST,
    NEUTRAL,
    NOTHING,
    Acts,
    Answer,
    Arrivals,
    Channel,
    Contacts,
    Flow,
    MessageKind,
    Messages,
    Moment,
    MomentKind,
    Post,
)
from loyaltysim.hooks.arrays import Amount, Rows
from loyaltysim.hooks.offers import (
    Demand,
    Offer,
    Reference,
    ReferenceKind,
    Symbol,
)
from loyaltysim.hooks.service import Cases, Help, Stage, Touch
from loyaltysim.hooks.view import AccountSpec, StateColumn, Susceptible, View

__all__ = [
    "BEST",
    "NEUTRAL",
    "NOTHING",
    "AccountSpec",
    "Acts",
    "Amount",
    "Answer",
    "Arrivals",
    "Cases",
    "Channel",
    "Contacts",
    "Demand",
    "Flow",
    "Help",
    "MessageKind",
    "Messages",
    "Moment",
    "MomentKind",
    "Offer",
    "Post",
    "Reference",
    "ReferenceKind",
    "Rows",
    "Stage",
    "StateColumn",
    "Susceptible",
    "Symbol",
    "Touch",
    "View",
]
