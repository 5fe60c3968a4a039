"""What a terminal shows, to the character."""

from __future__ import annotations

import io

from ivr.channels.terminal import Screen


def plain(width: int = 80) -> tuple[Screen, io.StringIO]:
    out = io.StringIO()
    return Screen(out, colour=False, width=width), out


def test_prompts_keys_and_what_was_said_stand_on_lines_of_their_own():
    screen, out = plain()
    screen.speak("Здравствуйте!")
    screen.speak("Хлеб — нажмите один.")
    screen.cut()
    screen.key("1")
    screen.key("#")
    screen.speak("Хлеба двадцать один.")
    screen.said("булка")
    screen.end()
    assert out.getvalue() == (
        "  » Здравствуйте!\n  » Хлеб — нажмите один. —\n  [1] [#]\n  » Хлеба двадцать один.\n"
        "\r\x1b[K  > булка\n".replace("\r\x1b[K", "")
    )


def test_only_an_open_line_is_marked_as_cut():
    screen, out = plain()
    screen.note("соединяю")
    screen.cut()
    screen.key("1")
    screen.cut()
    screen.end()
    assert "—" not in out.getvalue()


def test_long_texts_are_wrapped_under_their_beginning():
    screen, out = plain(width=40)
    screen.speak("раз два три четыре пять шесть семь восемь девять десять")
    screen.end()
    lines = out.getvalue().splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("  » раз") and lines[1].startswith("    ")
    assert all(len(line) <= 40 for line in lines)


def test_a_line_being_typed_survives_what_is_said_meanwhile():
    screen, out = plain()
    screen.typing("бул")
    screen.speak("Это нужно дослушать.")
    screen.typing("булка")
    screen.said("булка")
    screen.end()
    assert out.getvalue() == ("  > бул\r\x1b[K  » Это нужно дослушать.\n  > бул\r\x1b[K  > булка\r\x1b[K  > булка\n")


def test_without_a_cursor_nothing_typed_is_redrawn():
    out = io.StringIO()
    screen = Screen(out, colour=False, cursor=False, width=80)
    screen.typing("бул")
    screen.said("булка")
    screen.end()
    assert out.getvalue() == ""


def test_an_sms_stands_in_a_closed_box():
    screen, out = plain()
    screen.message("0505", "Ваш пароль: 12345678. Никому его не называйте, даже если очень просят. Храните его.")
    lines = out.getvalue().splitlines()
    assert "SMS from 0505" in lines[0]
    assert len({len(line) for line in lines}) == 1
    assert "12345678" in lines[1]


def test_colours_are_used_only_when_wanted():
    out = io.StringIO()
    screen = Screen(out, colour=True, width=80)
    screen.key("1")
    assert "\x1b[" in out.getvalue()
    screen, without = plain()
    screen.head("кто", ["как"])
    screen.key("1")
    screen.note("что")
    assert "\x1b" not in without.getvalue()
