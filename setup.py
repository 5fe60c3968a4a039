"""Which packages there are; everything else about this distribution is in setup.cfg.

The menus stand at the top of the repository, where authors find them, and are installed as ``ivr.bundled``. setup.cfg
can either find packages or name one, and not both.
"""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["ivr", "ivr.*"]), "ivr.bundled"],
    package_dir={"ivr.bundled": "menus"},
)
