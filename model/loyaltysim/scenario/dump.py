"""A scenario written out in full, so that what was played can be read and played again."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from loyaltysim.scenario.blocks.fit import FitSpec
from loyaltysim.scenario.fields import named_fields
from loyaltysim.scenario.schema import Subscription
from loyaltysim.units import written_points

if TYPE_CHECKING:
    from loyaltysim.scenario.blocks.rivals import RivalScheme
    from loyaltysim.scenario.blocks.scheme import Instance, Scheme
    from loyaltysim.scenario.schema import Scenario

WIDTH = 100


def plain(scenario: Scenario) -> dict[str, Any]:
    """Turn a scenario into dicts, lists and scalars, with all defaults filled in.

    Parameters
    ----------
    scenario
        The scenario; a data file is given relative to the scenario's folder.
    """
    data = scenario.model_dump(mode="json", by_alias=True, exclude_none=True)
    if isinstance(scenario.relationship, Subscription):
        data["relationship"] = {"subscription": data["relationship"]}
    else:
        data["relationship"] = "open"
    if isinstance(scenario.population, FitSpec):
        given = scenario.population.model_dump(mode="json", exclude_unset=True, exclude_none=True)
        data["population"] = {"fit": given}
    else:
        data["population"].pop("use")  # has become the segments that it means
    if scenario.compare.metric != "profit":
        data["compare"]["matters"] = written_points(scenario.compare.matters)
        if scenario.precision is not None:
            data["precision"] = written_points(scenario.precision)
    data["rivals"] = {
        name: {**data["rivals"][name], "scheme": _rival_scheme(rival.scheme)}
        for name, rival in scenario.rivals.items()
    }
    data["schemes"] = {name: _scheme(scheme) for name, scheme in scenario.schemes.items()}
    return data


def _scheme(scheme: Scheme) -> object:
    items = [_item(instance) for instance in scheme.instances]
    way = scheme.joining.numbers().way
    if way == "automatic" and scheme.adapt is None:
        return items
    given = scheme.joining.model_dump(mode="json", exclude_none=True)
    adapt = scheme.adapt
    learns = adapt.model_dump(mode="json", by_alias=True, exclude_none=True) if adapt else None
    return {
        "joining": way if way == "automatic" else {way: given},
        **({"adapt": learns} if learns else {}),
        "mechanics": items,
    }


def _rival_scheme(scheme: RivalScheme) -> object:
    items = [_item(instance) for instance in scheme.instances]
    return {"mechanics": items, "after": scheme.after} if scheme.after else items


def _item(instance: Instance) -> dict[str, object]:
    mechanic = instance.mechanic
    fields = named_fields(type(mechanic))
    params = {
        name: value
        for name, value in mechanic.model_dump(mode="json", by_alias=True).items()
        if value is not None or fields[name].default is not None
    }
    own_name = {} if instance.name == mechanic.kind else {"name": instance.name}
    return {mechanic.kind: {**own_name, **params}}


def dump_scenario(scenario: Scenario) -> str:
    """Write a scenario as YAML that reads back as the same scenario."""
    yaml = YAML(typ="rt", pure=True)
    yaml.width, yaml.default_flow_style, yaml.allow_unicode = WIDTH, False, True
    text = io.StringIO()
    yaml.dump(plain(scenario), text)
    return text.getvalue()
