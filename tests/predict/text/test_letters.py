from predict.text.letters import CAPITALS, SMALL


def test_the_cases_are_apart_and_whole() -> None:
    assert CAPITALS.isupper()
    assert SMALL.islower()
    assert not set(CAPITALS) & set(SMALL)
    assert set("AZĐÀÁẢÃẠĂẰÂẤÈÊỀÌÒÔỒƠỜÙƯỪỲỸ") <= set(CAPITALS)
    assert set("azđàáảãạăằâấèêềìòôồơờùưừỳỹ") <= set(SMALL)
    assert not set("]^-\\") & set(CAPITALS + SMALL)
