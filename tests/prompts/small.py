"""A small service that says a little of everything."""

from pathlib import Path

from ivr.menu.loader import load_service
from ivr.menu.model import Service

SERVICE = """
service: small
languages: [ru, en]
numbers: {"77": hello}
defaults: {then: bye, tries: 3}
universals:
  repeat: {key: "*", say: {ru: [ещё раз], en: [again]}}
nodes:
  hello: {prompt: {ru: "Здравствуйте!", en: "Hello!", recording: welcome}, goto: main}
  main:
    prompt:
      - {ru: "Выберите, что вам нужно.", en: "Please choose what you need."}
      - {ru: Выберите., en: Please choose.}
    menu:
      order: {key: 1, label: {ru: заказ, en: order}, goto: count}
      english: {key: 8, label: {ru: английский язык, en: English, recording: language}, goto: english}
      hidden: {key: 9, label: {ru: тайна, en: secret}, hidden: true, goto: bye}
  english: {language: en, prompt: {ru: Мы говорим по-английски., en: We speak English.}, goto: main}
  count:
    prompt: {ru: Сколько?, en: How many?}
    collect: number
    into: number
    length: 1-2
    no_input: {prompt: {ru: Сколько штук?, en: How many pieces?}}
    confirm: {ru: "{{ number | count('minute') }}?", en: "{{ number | count('minute') }}?"}
    goto: sure
  sure:
    confirm: {ru: Заказать?, en: Order?}
    yes: bye
    no: main
  bye: {hangup: {ru: До свидания., en: Goodbye.}}
"""


def small(folder: Path, text: str = SERVICE) -> Service:
    """The service, in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "service.yaml"
    file.write_text(text.lstrip(), encoding="utf-8")
    return load_service(file)
