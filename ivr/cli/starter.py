"""The small service that ``ivr new`` writes: a bakery that tells its hours and whether an order is ready."""

from __future__ import annotations

from typing import Final

SERVICE: Final = """\
# yaml-language-server: $schema=menu.schema.json
#
# A bakery's phone line, to start from. Change a line, then run in this folder:
#   ivr check .     finds faults, and tells the keys to each function
#   ivr call .      calls the service in your terminal
#   ivr test .      plays the call scripts, and tells what they never reached
service: {name}
title: {{ru: Пекарня «Тёплый хлеб», en: Warm Bread bakery}}
languages: [ru, en]
timezone: Europe/Moscow
numbers: {{"100": welcome}}        # dialled number: where the call begins
actions: {module}     # Python functions that a menu may call: {module}.py

defaults:
  first_key: 6s          # how long a caller may think before the first key
  between_keys: 3s
  tries: 3               # so many failed answers, then:
  then: baker

# What a caller may press or say anywhere.
universals:
  repeat: {{key: "#", say: {{ru: [повторите], en: [repeat]}}}}
  back:   {{key: "*", say: {{ru: [назад], en: [back]}}}}
  baker:  {{key: 0, say: {{ru: [пекарь, человек], en: [baker, human]}}, goto: baker}}

nodes:
  welcome:
    prompt: {{ru: Здравствуйте! Это пекарня «Тёплый хлеб»., en: Hello! This is the Warm Bread bakery.}}
    goto: main

  # "Label, press N" is composed from each choice, so what is said and what works are always the same.
  main:
    menu:
      hours:
        key: 1
        label: {{ru: часы работы, en: opening hours}}
        say: {{ru: [когда вы открыты], en: [when are you open]}}
        goto: hours
      order:
        key: 2
        label: {{ru: узнать о заказе, en: ask about an order}}
        say: {{ru: [заказ, мой заказ], en: [order, my order]}}
        goto: number
      english:
        key: 3
        label: {{ru: английский язык, en: Russian}}
        say: {{ru: [english], en: [по-русски]}}
        goto: other_language
    no_match:
      - {{ru: Такого пункта нет., en: There is no such choice.}}
      - {{ru: "Выберите, пожалуйста, один из пунктов.", en: Please choose one of these.}}

  hours:
    prompt: {{ru: Мы открыты каждый день с восьми до двадцати., en: We are open every day from eight to eight.}}
    goto: main

  number:
    collect: digits
    prompt: {{ru: Введите четыре цифры номера заказа., en: Enter the four digits of your order.}}
    length: 4
    into: number
    goto: look_up

  # An action ends with one of the outcomes that it declares; each leads somewhere.
  look_up:
    action: orders.find
    with: {{number: "{{{{ number }}}}"}}
    into: order
    ready:
      goto: main
      prompt:
        ru: Заказ готов. К оплате {{{{ order.price | money }}}}.
        en: Your order is ready, and costs {{{{ order.price | money }}}}.
    baking: {{goto: main, prompt: {{ru: Заказ ещё в печи., en: Your order is still in the oven.}}}}
    unknown: {{goto: number, prompt: {{ru: Такого заказа нет., en: There is no such order.}}}}
    failed: baker

  other_language:
    branch:
      - {{when: language == 'ru', goto: to_english}}
      - else: to_russian
  to_english: {{language: en, goto: main}}
  to_russian: {{language: ru, goto: main}}

  baker:
    prompt: {{ru: Соединяю с пекарем., en: Connecting you to the baker.}}
    transfer: "101"
    busy: sorry
    no_answer: sorry
    failed: sorry
  sorry:
    hangup: {{ru: "Все заняты. Перезвоните, пожалуйста.", en: Everybody is busy. Please call again later.}}
"""

ACTIONS: Final = '''\
"""What the menu of this service may ask for. `ivr actions .` lists it."""

from dataclasses import dataclass

from ivr.actions import Context, Outcome, action


@dataclass(frozen=True)
class Order:
    """An order. price: kopecks."""

    number: str
    price: int


@action("orders.find", outcomes={"ready": Order, "baking": Order, "unknown": None}, timeout=3.0)
def find(context: Context, number: str) -> Outcome:
    """Look an order up. Put your own system here; a slow or failing one has its own way in the menu."""
    orders = {"1111": ("ready", 45050), "2222": ("baking", 32000)}
    if number not in orders:
        return Outcome("unknown")
    state, price = orders[number]
    return Outcome(state, Order(number, price))
'''

CALLS: Final = """\
# yaml-language-server: $schema=../call.schema.json
#
# Calls to try the service with: `ivr test .` plays them in no time.
call: {from: "+79221234567", to: "100"}
calls:
  opening hours, twice:
    steps:
      - hear: Здравствуйте
      - press: 1
      - hear: с восьми до двадцати
      - press: "#"
      - hear: с восьми до двадцати
      - hang up

  an order that is ready, in English:
    steps:
      - press: 3
      - hear: "Ask about an order: press two"
      - press: 2 1111
      - hear: four hundred and fifty roubles fifty kopecks
      - hang up

  back to Russian:
    steps:
      - press: 3 3
      - hear: часы работы
      - hang up

  an order in the oven, asked for in words:
    steps:
      - say: мой заказ
      - press: 2222
      - hear: ещё в печи
      - hang up

  an order that nobody knows:
    steps:
      - press: 2 9999
      - hear: [Такого заказа нет, Введите четыре цифры]
      - press: "*"
      - hear: часы работы
      - hang up

  the system is down:
    simulate: {orders.find: failed}
    steps:
      - press: 2 1111
      - expect: {transfer: "101"}

  silence leads to the baker:
    steps:
      - silent
      - silent
      - silent
      - hear: Соединяю с пекарем
      - expect: {transfer: "101"}

  the baker is busy:
    steps:
      - transfer: busy
      - press: 0
      - hear: Перезвоните
      - expect: {ended: true}

  the baker does not answer:
    steps:
      - transfer: no_answer
      - press: 0
      - hear: Перезвоните

  the line to the baker is broken:
    steps:
      - transfer: failed
      - press: 0
      - hear: Перезвоните
"""
