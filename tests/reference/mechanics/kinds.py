"""Mechanics by the names that scenarios use: the built-in ones, and those made up for tests."""

from __future__ import annotations

from tests.reference.made_up.club_member import ClubMember
from tests.reference.made_up.guests import GuestsMember
from tests.reference.made_up.host import HostMember
from tests.reference.made_up.wheel import WheelMember
from tests.reference.mechanics.achievements import Achievements
from tests.reference.mechanics.badge import Badge
from tests.reference.mechanics.cash_back import CashBack
from tests.reference.mechanics.challenge import Challenge
from tests.reference.mechanics.character import Character
from tests.reference.mechanics.comeback_bonus import ComebackBonus
from tests.reference.mechanics.community import Community
from tests.reference.mechanics.discount import Discount
from tests.reference.mechanics.framed_payment import FramedPayment
from tests.reference.mechanics.friction import Friction
from tests.reference.mechanics.helper import Helper, PeerForum, Person, ProactiveChat, Unasked
from tests.reference.mechanics.human_gesture import HumanGesture
from tests.reference.mechanics.leaderboard import Leaderboard
from tests.reference.mechanics.leagues import Leagues
from tests.reference.mechanics.levels import Levels
from tests.reference.mechanics.lottery import Lottery
from tests.reference.mechanics.message import Messenger
from tests.reference.mechanics.mystery import Mystery
from tests.reference.mechanics.mystery_box import MysteryBox
from tests.reference.mechanics.peer_support import PeerSupport
from tests.reference.mechanics.points import Points
from tests.reference.mechanics.pop_up import PopUp
from tests.reference.mechanics.prize_wheel import PrizeWheel
from tests.reference.mechanics.progress_bar import ProgressBar
from tests.reference.mechanics.quest import Quest
from tests.reference.mechanics.recognition import Recognition
from tests.reference.mechanics.recognition_points import RecognitionPoints
from tests.reference.mechanics.referral import Referral
from tests.reference.mechanics.regret_lottery import RegretLottery
from tests.reference.mechanics.restraint import Restraint
from tests.reference.mechanics.sample import Sample
from tests.reference.mechanics.service_bonus import ServiceBonus
from tests.reference.mechanics.social_norm import SocialNorm
from tests.reference.mechanics.stamp_card import StampCard
from tests.reference.mechanics.streak import Streak
from tests.reference.mechanics.surprise import Surprise
from tests.reference.mechanics.team_goal import TeamGoal
from tests.reference.mechanics.tiers import Tiers
from tests.reference.mechanics.touchpoint import Touchpoint
from tests.reference.mechanics.unlock import Unlock
from tests.reference.mechanics.unpopular_tasks import UnpopularTasks
from tests.reference.mechanics.voucher import Voucher

KINDS = {
    "adviser": Person,
    "peer_forum": PeerForum,
    "proactive_chat": ProactiveChat,
    "self_service": Helper,
    "touchpoint": Touchpoint,
    "virtual_assistant": Helper,
    "web_care": Unasked,
    "restraint": Restraint,
    "pop_up": PopUp,
    "mystery": Mystery,
    "friction": Friction,
    "character": Character,
    "unlock": Unlock,
    "quest": Quest,
    "progress_bar": ProgressBar,
    "levels": Levels,
    "comeback_bonus": ComebackBonus,
    "challenge": Challenge,
    "badge": Badge,
    "achievements": Achievements,
    "community": Community,
    "human_gesture": HumanGesture,
    "leaderboard": Leaderboard,
    "leagues": Leagues,
    "peer_support": PeerSupport,
    "recognition": Recognition,
    "recognition_points": RecognitionPoints,
    "service_bonus": ServiceBonus,
    "referral": Referral,
    "social_norm": SocialNorm,
    "team_goal": TeamGoal,
    "cash_back": CashBack,
    "discount": Discount,
    "framed_payment": FramedPayment,
    "sample": Sample,
    "unpopular_tasks": UnpopularTasks,
    "voucher": Voucher,
    "lottery": Lottery,
    "message": Messenger,
    "mystery_box": MysteryBox,
    "points": Points,
    "prize_wheel": PrizeWheel,
    "regret_lottery": RegretLottery,
    "stamp_card": StampCard,
    "streak": Streak,
    "surprise": Surprise,
    "tiers": Tiers,
    "club": ClubMember,
    "guests": GuestsMember,
    "host": HostMember,
    "wheel": WheelMember,
}
