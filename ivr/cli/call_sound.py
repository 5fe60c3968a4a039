"""The sound of ``ivr call``: its options, and what they open."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

import click

from ivr.cli.options import Failed

if TYPE_CHECKING:
    import asyncio

    from ivr.channels.microphone import Canceller, Microphone
    from ivr.clock import Clock
    from ivr.holding import MakeSound
    from ivr.keyed import Sound
    from ivr.menu.model import Service
    from ivr.sound.audio import Samples
    from ivr.sound.prompts import Voice
    from ivr.sound.recognition import Recognition

F = TypeVar("F", bound=Callable[..., Any])

IN_TEXT: Final = "The call goes on in text."


@dataclass(frozen=True, slots=True)
class SoundWanted:
    """What the caller asked for. device: number or part of the name of a sound device. headset: the microphone does not
    hear the loudspeaker. off: no sound. record: a WAV file for what the caller hears. voice: a synthesizer's name.
    model: folder of a recognition model, or of several.
    """

    device: str | None = None
    headset: bool = False
    off: bool = False
    record: Path | None = None
    voice: str | None = None
    model: Path | None = None


def sound_options(command: F) -> F:
    """Give a command the options of sound; it gets them as one `sound`."""

    def gathered(
        *args: Any,
        device: str | None,
        headset: bool,
        no_sound: bool,
        record: Path | None,
        voice: str | None,
        model: Path | None,
        **more: Any,
    ) -> Any:
        wanted = SoundWanted(device, headset, no_sound, record, voice, model)
        return command(*args, sound=wanted, **more)

    gathered.__name__, gathered.__doc__ = command.__name__, command.__doc__
    gathered.__click_params__ = list(getattr(command, "__click_params__", ()))  # type: ignore[attr-defined]
    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return gathered  # type: ignore[return-value]


def _list_devices(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the sound devices and end."""
    if not wanted or context.resilient_parsing:
        return
    from ivr.sound.devices import NoDevice, list_devices
    from ivr.sound.devices.listing import CALLED

    try:
        devices = list_devices()
    except NoDevice as error:
        raise Failed(str(error)) from None
    if not devices:
        raise Failed("this computer has no sound devices")
    kinds: tuple[Literal["input", "output"], ...] = ("input", "output")
    for device in devices:
        does = " and ".join(CALLED[kind] for kind in kinds if device.does(kind))
        usual = " and ".join(f"the usual {CALLED[kind]}" for kind in kinds if kind in device.default)
        click.echo(f"{device.number:3} {device.name} ({device.system}): {does}" + (f"; {usual}" if usual else ""))
    context.exit()


def _wav(_context: click.Context, _parameter: click.Parameter, file: Path | None) -> Path | None:
    """Refuses a name that promises another kind of sound."""
    if file is not None and file.suffix.lower() not in (".wav", ""):
        raise click.BadParameter(f"a call is recorded as WAV, not as {file.suffix}: write {file.with_suffix('.wav')}")
    return file


_OPTIONS: Final = (
    click.option("--device", metavar="DEVICE", help="Sound device, by number or part of its name."),
    click.option(
        "--list-devices",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_list_devices,
        help="List the sound devices and exit.",
    ),
    click.option("--headset", is_flag=True, help="You wear a headset: speech interrupts prompts, no echo is expected."),
    click.option("--no-sound", is_flag=True, help="Read and type, even where there is a microphone."),
    click.option(
        "--record",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE.wav",
        callback=_wav,
        help="Write what the caller hears to a WAV file.",
    ),
    click.option("--voice", metavar="NAME", envvar="IVR_VOICE", help="Synthesizer: pyttsx3, or another installed one."),
    click.option(
        "--model",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar="DIR",
        help="Folder of a vosk model; else VOSK_MODEL_PATH or vosk's own cache.",
    ),
)


@contextlib.contextmanager
def recording_of(service: Service, wanted: SoundWanted) -> Iterator[Sound | None]:
    """What a call in virtual time speaks with, when it is to be written down; else None."""
    if wanted.record is None:
        yield None
        return
    from ivr.recorded import Recording
    from ivr.sound.audio import WIDE

    with _told(), _voice(service, wanted) as voice, Recording(wanted.record, voice, rate=WIDE) as recording:
        yield recording.speaker


@contextlib.contextmanager
def opening(service: Service, wanted: SoundWanted) -> Iterator[MakeSound | None]:
    """What opens microphone and loudspeaker for a call in the terminal; None when no sound is wanted."""
    if wanted.off and wanted.record is None:
        yield None
        return
    reason = None if wanted.off else _no_devices(wanted.device)
    if reason is not None and wanted.record is None:
        # Known before a voice is opened: who has no sound does not wait for it.
        yield partial(_without_sound, reason)
        return
    from ivr.sound.audio import WIDE, Writer

    with _told(), contextlib.ExitStack() as stack:
        keep = stack.enter_context(Writer(wanted.record, WIDE)).write if wanted.record is not None else None
        voice = stack.enter_context(_voice(service, wanted))
        yield _Opening(service, wanted, voice, keep)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """What is wrong with a voice or a file is told in a line."""
    from ivr.sound.audio import AudioError
    from ivr.sound.synthesis import SynthesisError

    try:
        yield
    except (AudioError, SynthesisError) as error:
        raise Failed(str(error)) from None


def _voice(service: Service, wanted: SoundWanted) -> contextlib.AbstractContextManager[Voice]:
    from ivr.prompts import speaking_for
    from ivr.sound.audio import WIDE

    return speaking_for(service, WIDE, wanted.voice)


@dataclass(frozen=True, slots=True)
class _Opening:
    """Opens the sound of one call. keep: takes what the caller hears."""

    service: Service
    wanted: SoundWanted
    voice: Voice
    keep: Callable[[Samples], None] | None

    def __call__(self, loop: asyncio.AbstractEventLoop, clock: Clock, note: Callable[[str], None]) -> Microphone | None:
        from ivr.channels.microphone import Microphone
        from ivr.sound.devices import NoDevice, open_duplex

        canceller, why_not = self._canceller(Microphone.rate)

        def lost(message: str) -> None:
            note(f"{_capital(message)}. {IN_TEXT}")
            microphone.go_on_without(clock)

        microphone = Microphone(
            loop,
            self.voice,
            partial(open_duplex, device=self.wanted.device),
            headset=self.wanted.headset,
            canceller=canceller,
            listener=self.keep,
            lost=lost,
        )
        if not self.wanted.off:
            try:
                microphone.open()
            except NoDevice as error:
                note(f"{_capital(error)}. {IN_TEXT}")
            else:
                microphone.recognise(self._recognition, partial(self._recognised, note, why_not))
                return microphone
        if self.keep is None:
            microphone.close()
            return None
        loop.call_soon(microphone.go_on_without, clock)
        return microphone

    def _recognition(self) -> Recognition | str:
        """The recogniser of the service's languages, as far as there are models; why there is none."""
        from ivr.sound.recognition import Recognition, RecognitionError, find_models
        from ivr.sound.recognition.models import missing_message

        try:
            models = find_models(self.service.languages, self.wanted.model)
            return Recognition.open(models) if models else missing_message(self.service.languages[0])
        except RecognitionError as error:
            return str(error)

    def _canceller(self, rate: int) -> tuple[Canceller | None, str]:
        """What takes the prompt out of what the microphone hears; or nothing, and why speech cannot interrupt then."""
        if self.wanted.headset or self.wanted.off:
            return None, ""
        from ivr.sound import echo

        reason = echo.available()
        return (None, reason) if reason is not None else (echo.EchoCanceller(rate), "")

    def _recognised(self, note: Callable[[str], None], why_not: str, found: Recognition | str) -> None:
        if isinstance(found, str):
            note(f"Keys only: {found}.")
            return
        note(f"Speech is recognised ({', '.join(found.languages)}).")
        if why_not:
            note(f"{_capital(why_not)}.")


def _capital(message: object) -> str:
    text = str(message)
    return text[:1].upper() + text[1:]


def _no_devices(device: str | None) -> str | None:
    """Why there is no sound here, or None when there is."""
    from ivr.sound.devices import NoDevice, choose

    try:
        choose(device)
    except NoDevice as error:
        return str(error)
    return None


def _without_sound(
    reason: str, _loop: asyncio.AbstractEventLoop, _clock: Clock, note: Callable[[str], None]
) -> Microphone | None:
    note(f"{_capital(reason)}. {IN_TEXT}")
    return None
