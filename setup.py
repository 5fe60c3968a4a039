"""What goes into the package: the engine from `ivr`, and the menus that stand beside it. All else is in setup.cfg."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["ivr", "ivr.*"]), "ivr.bundled"],
    package_dir={"ivr": "ivr", "ivr.bundled": "menus"},
    package_data={"ivr": ["py.typed"], "ivr.bundled": ["**/*.yaml", "**/*.json"]},
)
