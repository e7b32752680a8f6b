"""Who notices a message, by the channel on which it comes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.hooks import Channel

if TYPE_CHECKING:
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real


def attention_to(channel: Channel, attention: Real, constants: Constants) -> Real:
    """Give the chances that fresh messages of a channel are noticed, shape (n,).

    Parameters
    ----------
    channel
        How the messages come.
    attention
        Each customer's attention to an app, a chance, shape (n,).

    Notes
    -----
    logistic(logit(attention) + logit(median of the channel) - logit(median of an app)): who looks at everything looks
    at mail, too (assumption). An app leaves attention as it is, bit for bit.
    """
    if channel is Channel.APP:
        return attention
    median = {
        Channel.E_MAIL: constants.attention_e_mail,
        Channel.MAIL: constants.attention_mail,
        Channel.COLD_MAIL: constants.attention_cold_mail,
        Channel.IN_PERSON: constants.attention_in_person,
    }[channel]
    ratio = math.exp(_logit(median) - _logit(constants.attention))
    chance: Real = ratio * attention / (1.0 - attention + ratio * attention)
    return chance


def _logit(chance: float) -> float:
    return math.log(chance / (1.0 - chance))
