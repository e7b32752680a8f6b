"""Answers that tell something of each scheme stand in a sentence or in a list."""

from loyaltysim.report.answer import Answer, answer

TEXT = "Costs of {what}: {told}. Newcomers are not counted."


def test_a_sentence_holds_all_of_it():
    one = answer(TEXT, ['"a" EUR 3', '"b" EUR 4'], what="each")
    assert one.sentence == 'Costs of each: "a" EUR 3; "b" EUR 4. Newcomers are not counted.'
    assert one.is_list
    assert one.after == "Newcomers are not counted."


def test_what_is_told_of_one_is_no_list():
    one = answer("Costs: {told}.", ['"a" EUR 3'])
    assert not one.is_list
    assert one.sentence == 'Costs: "a" EUR 3.'
    assert one.after == ""
    assert not Answer("Nothing is sold.").is_list


def test_a_scenarios_own_words_come_into_all_parts():
    one = answer("A customer: {told}. Customers", ["customer"]).labelled(
        lambda text: text.replace("customer", "guest")
    )
    assert one == ("A guest: ", ("guest",), ". Customers")
