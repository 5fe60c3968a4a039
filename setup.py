"""Which packages there are; everything else about this distribution is in setup.cfg.

The menus stand at the top of the repository, where authors find them, and are installed as ``ivr.bundled``. setup.cfg
can either find packages or name one, and not both. Nor can it name what is built of C.
"""

import sys

from setuptools import Extension, find_packages, setup

CORE = Extension(
    "ivr.sound.dtmf._core",
    ["ivr/sound/dtmf/core.c"],
    py_limited_api=True,
    optional=True,  # where there is no C compiler, Python does the same work
    # Contracted multiplications would give other last bits than Python does.
    extra_compile_args=[] if sys.platform == "win32" else ["-O3", "-ffp-contract=off"],
)

setup(
    ext_modules=[CORE],
    packages=[*find_packages(include=["ivr", "ivr.*"]), "ivr.bundled"],
    package_dir={"ivr.bundled": "menus"},
)
