#!/bin/sh
# Pins the newest packages that setup.cfg allows, for every system and every Python that it names.
# uv stands in a folder of its own, for no other work needs it. UV=… names one that is there already.
set -eu

uv=${UV:-.venv/lock/bin/uv}
if [ ! -x "$uv" ] && ! command -v "$uv" >/dev/null 2>&1; then
    .venv/bin/python -m venv .venv/lock
    .venv/lock/bin/python -m pip --disable-pip-version-check --quiet install uv
fi

compile() {
    "$uv" pip compile --quiet --universal --upgrade --python-version 3.11 --no-emit-index-url --no-emit-find-links \
        --custom-compile-command "make lock" "$@"
}

compile setup.cfg requirements/build.in --output-file requirements/base.txt
compile setup.cfg requirements/build.in --extra dev --constraint requirements/base.txt --output-file requirements/dev.txt
