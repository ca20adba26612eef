from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manual_clock import ManualClock

from service.inference.load import Load
from service.live.admission import Admission, AdmissionConfig, Busy, has_room

CONFIG = AdmissionConfig()
IDLE = Load(busy_share=0.0, wait_s=0.0, run_s=0.1, request_s=0.1)
FULL = Load(busy_share=1.0, wait_s=0.4, run_s=0.1, request_s=0.1)
loads = st.builds(
    Load,
    busy_share=st.floats(0, 1),
    wait_s=st.floats(0, 2),
    run_s=st.floats(0, 2),
    request_s=st.none() | st.floats(0.001, 5),
)


class Machine:
    """What the tests say about the load."""

    def __init__(self, load: Load = IDLE) -> None:
        self.load = load
        self.clock = ManualClock()
        self.admission = Admission(self.look, clock=self.clock, config=CONFIG)

    def look(self, over_s: float) -> Load:
        assert over_s == CONFIG.window_s
        return self.load

    def places(self) -> int:
        """How many conversations are let in at this moment."""
        for number in range(1_000):
            try:
                self.admission.reserve(f"c{self.clock.now_s}-{number}")
            except Busy:
                return number
        return 1_000


def test_idle_machine_has_room() -> None:
    assert has_room(IDLE, newcomers=0, config=CONFIG)


def test_busy_machine_has_room_when_windows_are_answered_soon() -> None:
    busy = Load(busy_share=1.0, wait_s=0.05, run_s=0.1, request_s=0.1)
    assert has_room(busy, newcomers=0, config=CONFIG)
    assert not has_room(busy, newcomers=0.1, config=CONFIG)
    assert not has_room(replace(busy, wait_s=0.1), newcomers=0, config=CONFIG)
    assert not has_room(replace(busy, run_s=0.2), newcomers=0, config=CONFIG)


@given(load=loads, newcomers=st.floats(0, 9), more=st.floats(0, 1))
def test_more_load_never_makes_room(load: Load, newcomers: float, more: float) -> None:
    heavier = [
        (replace(load, busy_share=min(1.0, load.busy_share + more)), newcomers),
        (replace(load, wait_s=load.wait_s + more), newcomers),
        (replace(load, run_s=load.run_s + more), newcomers),
        (load, newcomers + more),
    ]
    if not has_room(load, newcomers=newcomers, config=CONFIG):
        assert not any(
            has_room(other, newcomers=arrivals, config=CONFIG) for other, arrivals in heavier
        )


def test_those_who_come_together_share_what_is_free() -> None:
    machine = Machine()
    assert machine.places() == 3  # of 0.85, each takes 0.1 s every 0.4 s


def test_fast_machine_lets_a_crowd_in_at_once() -> None:
    assert Machine(replace(IDLE, request_s=0.005)).places() == 68


def test_little_is_promised_before_anything_was_decoded() -> None:
    assert Machine(replace(IDLE, request_s=None)).places() == 2


def test_those_who_are_measured_are_not_counted_twice() -> None:
    machine = Machine()
    assert machine.places() == 3
    machine.clock.now_s += CONFIG.window_s
    machine.load = replace(IDLE, busy_share=0.3)
    assert machine.places() == 2


def test_refusal_says_when_to_come_back_and_holds_nobody_for_ever() -> None:
    machine = Machine(FULL)
    with pytest.raises(Busy) as refused:
        machine.admission.reserve("c1")
    machine.clock.now_s += refused.value.retry_after_s
    machine.load = IDLE
    machine.admission.reserve("c1")


def test_reservation_is_good_for_a_microphone_when_the_machine_fills_up_meanwhile() -> None:
    machine = Machine()
    machine.admission.reserve("c1")
    machine.load = FULL
    machine.admission.let_speak("c1", "staff")


def test_who_has_spoken_may_come_back_at_any_time() -> None:
    machine = Machine()
    machine.admission.reserve("c1")
    machine.admission.let_speak("c1", "staff")
    machine.clock.now_s += 3600.0
    machine.load = FULL
    machine.admission.let_speak("c1", "staff")


def test_each_further_microphone_of_a_conversation_needs_room() -> None:
    machine = Machine()
    machine.admission.reserve("c1")
    machine.admission.let_speak("c1", "staff")
    machine.load = FULL
    with pytest.raises(Busy):
        machine.admission.let_speak("c1", "phone")
    machine.load = IDLE
    machine.admission.let_speak("c1", "phone")
    machine.load = FULL
    machine.admission.let_speak("c1", "phone")


def test_microphones_of_one_conversation_count_like_conversations() -> None:
    machine = Machine()
    machine.admission.reserve("c1")
    machine.admission.let_speak("c1", "staff")
    machine.admission.let_speak("c1", "phone")
    assert machine.places() == 1
    machine.admission.leave("c1")
    machine.clock.now_s += CONFIG.window_s
    assert machine.places() == 3


def test_reservation_lapses_when_nobody_speaks() -> None:
    machine = Machine()
    machine.admission.reserve("c1")
    machine.clock.now_s += CONFIG.window_s
    machine.load = FULL
    with pytest.raises(Busy):
        machine.admission.let_speak("c1", "staff")


def test_place_is_free_again_when_a_conversation_ends_at_once() -> None:
    machine = Machine()
    for number in range(50):
        machine.admission.reserve(f"c{number}")
        machine.admission.leave(f"c{number}")
    machine.admission.leave("never here")


def test_everybody_is_let_in_where_the_operator_wants_it() -> None:
    machine = Machine(FULL)
    free = Admission(machine.look, clock=machine.clock, config=None)
    free.reserve("c1")
    free.let_speak("c2", "staff")


@pytest.mark.parametrize(
    "wrong",
    [
        {"window_s": 0.0},
        {"window_s": 31.0},
        {"most_busy": 1.1},
        {"unmeasured_share": 0.0},
        {"most_answer_s": -0.1},
        {"decode_every_s": 0.0},
    ],
)
def test_config_refuses_what_makes_no_sense(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must"):
        AdmissionConfig(**wrong)
