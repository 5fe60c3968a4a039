#!/bin/sh
# Makes .venv ready: `sh requirements/set-up.sh base` for calling, `… dev` for working on the code too.
#
# Does nothing, in a few milliseconds and without the network, when what is installed is what these files ask for.
# A set-up that was cut off is begun anew on the next run. PYTHON=… chooses the interpreter.
set -eu

kind=$1
python=.venv/bin/python
unfinished=.venv/.unfinished

say() { printf '%s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

# What a set-up is made from. The place is in it because every script in .venv/bin holds it.
made_from() {
    cat setup.cfg setup.py pyproject.toml ivr/sound/dtmf/core.c "requirements/$1.txt" | cksum
    pwd
}

is_ready() {
    [ -x "$python" ] && [ ! -e "$unfinished" ] && [ -f ".venv/.ready-$1" ] && [ "$(cat ".venv/.ready-$1")" = "$(made_from "$1")" ]
}

has_moved() {
    for old in .venv/.ready-*; do
        [ -f "$old" ] && [ "$(tail -n 1 "$old")" != "$(pwd)" ] && return 0
    done
    return 1
}

fits() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Debian packs these two apart from Python itself.
makes_venvs() {
    "$1" -c 'import venv, ensurepip' >/dev/null 2>&1
}

choose_python() {
    chosen=
    for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        fits "$candidate" || continue
        if makes_venvs "$candidate"; then
            chosen=$candidate
            return
        fi
        chosen=${chosen:-$candidate}
    done
    [ -n "$chosen" ] || die "ivr needs Python 3.11 or newer, and found none (tried: ${PYTHON:-python3.13, python3.12, python3.11, python3})." \
        "Install one (Debian, Ubuntu: apt-get install python3), or name yours: make PYTHON=/path/to/python"
}

add_venv_package() {
    package=$("$chosen" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    say "$chosen cannot make virtual environments: on Debian and Ubuntu that is a package of its own, $package."
    command -v apt-get >/dev/null 2>&1 || die "Install what your system calls python3-venv, and run make again."
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || die "Run as root: apt-get install $package — then run make again."
        as_root=sudo
    fi
    install="${as_root:+$as_root }env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install $package"
    say "Installing it: $install"
    # The lists of a fresh machine are empty or old: they are fetched when the package is not found at once.
    $install >&2 || { $as_root apt-get -q update >&2 && $install >&2; } || true
    makes_venvs "$chosen" || die "$package could not be installed. Install it (apt-get install $package), and run make again."
}

# What is needed for work holds all that is needed for calling.
if is_ready "$kind" || is_ready dev; then
    exit 0
fi
if [ -f .venv/.ready-dev ]; then
    kind=dev
fi

if [ -e "$unfinished" ]; then
    other=$(cat "$unfinished" 2>/dev/null || true)
    if [ -n "$other" ] && kill -0 "$other" 2>/dev/null; then
        die "Another make (process $other) is setting up .venv: run make again when it is done. If there is none, remove .venv."
    fi
    say "The last set-up of .venv was cut off: beginning anew."
    rm -rf .venv
fi

# The interpreter is gone or was never one for ivr, or the scripts name another place.
if [ -e .venv ] && { ! fits "$python" || ! "$python" -c 'import pip' >/dev/null 2>&1 || has_moved; }; then
    say ".venv was made for another place, or cannot be used: making it anew."
    rm -rf .venv
fi

if [ -e .venv ]; then
    say "Bringing .venv up to date (its requirements have changed) …"
else
    choose_python
    makes_venvs "$chosen" || add_venv_package
    say "Setting up .venv (once, a minute or two) with $("$chosen" --version 2>&1) …"
    mkdir .venv
fi
echo $$ >"$unfinished"
[ -x "$python" ] || "$chosen" -m venv .venv

# A setting that suits the system's Python (`user = true`) would fail in a virtual environment.
pip() { PIP_USER=0 "$python" -m pip --disable-pip-version-check --quiet "$@" >&2; }

if ! pip install --requirement "requirements/$kind.txt" ||
    # Without isolation: what builds the package is pinned and already here, so nothing more is fetched.
    ! pip install --no-deps --no-build-isolation --editable .; then
    rm -f "$unfinished"
    die "The packages could not be installed: see above. \`make\` goes on from here when it is mended."
fi

"$python" -c 'import ivr.sound.dtmf._core' 2>/dev/null ||
    say "No C compiler was found, so DTMF keys are detected in Python: right, and ten times as slow. It only matters for" \
        "many calls at once; Debian, Ubuntu: apt-get install gcc python3-dev, then make clean, and make again."

rm -f .venv/.ready-*
made_from "$kind" >".venv/.ready-$kind"
rm -f "$unfinished"
say "Ready."
