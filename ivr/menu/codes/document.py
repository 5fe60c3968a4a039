"""Family Y, first part: the file, its characters, and what of YAML a menu may hold."""

from __future__ import annotations

from typing import Final

from ivr.menu.codes.code import Code, error, warning

CODES: Final[tuple[Code, ...]] = (
    error(
        "Y001",
        "file that cannot be read",
        """
        The file is missing, is a directory or some other thing that is not a file, or may not be read by this user.
        Without it the service has no menu. Check the name, the folder it is sought in, and its rights.
        """,
    ),
    error(
        "Y002",
        "file that is too big",
        """
        A menu file may have up to 16 MiB, which is some thirty thousand nodes. A bigger one is nearly always a mistake,
        and reading it would keep calls waiting. Split the service into files and include them.
        """,
    ),
    error(
        "Y003",
        "file that is not UTF-8",
        """
        Menus are UTF-8. A file in Windows-1251, KOI8-R or UTF-16 would be spoken as gibberish, so it is not read.
        Open it in its true encoding and save it as UTF-8. A byte order mark at the beginning is accepted.
        """,
    ),
    error(
        "Y004",
        "character that cannot be seen",
        """
        The file holds a control character, a zero width space, a direction mark, an odd line separator, or a no-break
        space where YAML needs a common one. Such characters come with text copied from a web page or a letter. They
        make two names differ that look the same, or change where a line ends. Delete them and type the space anew.
        """,
    ),
    error(
        "Y005",
        "tab",
        """
        YAML does not take tabs as indentation, and editors show them with different widths, so a menu could look
        different from what it means. Write spaces. Most editors have a setting that turns the Tab key into spaces.
        """,
    ),
    error(
        "Y006",
        "empty document",
        """
        The file holds nothing but comments and empty lines. This happens when the only lines start with `#`: YAML
        takes `#: back` for a comment. Write the service, and put `#` in quotes where it is a key.
        """,
        """
        # service: clinic
        """,
        """
        service: clinic
        """,
    ),
    error(
        "Y007",
        "more than one document",
        """
        A line `---` starts another document in the same file, and the menu in it would be lost. Remove the line, or
        move what follows into a file of its own and include it.
        """,
        """
        service: clinic
        ---
        service: pharmacy
        """,
        """
        service: clinic
        """,
    ),
    error(
        "Y008",
        "directive",
        """
        A line at the beginning that starts with `%` speaks to the YAML parser and can change how the file is read.
        Only `%YAML 1.1` and `%YAML 1.2` are accepted. Remove the line.
        """,
        """
        %TAG ! tag:example.org,2026:
        ---
        service: clinic
        """,
        """
        service: clinic
        """,
    ),
    error(
        "Y009",
        "tag",
        """
        A word that starts with `!` tells YAML to make a special object of what follows, even to run code. A menu holds
        neither types nor code, so no tag is taken. Remove it; a text that starts with `!` stands in quotes.
        """,
        """
        defaults: {tries: !!int 3, then: operator}
        """,
        """
        defaults: {tries: 3, then: operator}
        """,
    ),
    error(
        "Y010",
        "merge key",
        """
        `<<` copies keys from another place, and what a node means can then no longer be read where it stands. YAML 1.2
        does not know it at all. Write the keys out, or give them once in `defaults`.
        """,
        """
        card: &card {collect: digits, tries: 2, goto: done}
        code: {<<: *card, length: 4}
        """,
        """
        card: {collect: digits, tries: 2, goto: done}
        code: {collect: digits, tries: 2, length: 4, goto: done}
        """,
    ),
    error(
        "Y011",
        "key written twice",
        """
        One mapping has the same key twice. YAML keeps the last and silently drops the first, so a node, a choice or a
        text would vanish from the service. The keys `1` and `"1"` are the same key. Keep one, or rename one.
        """,
        """
        main: {prompt: Добрый день., goto: news}
        main: {prompt: Здравствуйте., goto: bye}
        """,
        """
        main: {prompt: Добрый день., goto: hello}
        hello: {prompt: Здравствуйте., goto: bye}
        """,
    ),
    error(
        "Y012",
        "key that is not a word",
        """
        A key must be one word or one text. A list, a mapping or nothing before the colon is a key for YAML too, but
        nothing in a menu. Often a text with a colon or braces in it lacks its quotes.
        """,
        """
        [sales, support]: {prompt: Соединяю., goto: operator}
        """,
        """
        sales: {prompt: Соединяю., goto: operator}
        support: {prompt: Соединяю., goto: operator}
        """,
    ),
    error(
        "Y013",
        "empty value",
        """
        Nothing stands after the colon or the dash. A way without a target would leave the caller in silence. If `#`
        follows, YAML took it and the rest of the line for a comment. Write the value, with `#` in quotes, or remove
        the key.
        """,
        """
        collect: digits
        terminator: #
        """,
        """
        collect: digits
        terminator: "#"
        """,
    ),
    error(
        "Y014",
        "star without quotes",
        """
        For YAML `*` refers to a part of the file that was named with `&`. Without quotes the key of the telephone is
        lost or the file cannot be read. Put `*` in quotes.
        """,
        """
        universals: {back: {key: *, say: [назад]}}
        """,
        """
        universals: {back: {key: "*", say: [назад]}}
        """,
    ),
    error(
        "Y015",
        "key that is a comment",
        """
        The line starts with `#` and a colon: surely the key `#` of the telephone was meant, but for YAML the line is
        a comment, so the key would do nothing. Put `#` in quotes, or put a space after it if it is a comment.
        """,
        """
        numbers:
          "0505": main
          #: news
        """,
        """
        numbers:
          "0505": main
          "#": news
        """,
    ),
    error(
        "Y016",
        "comma that cuts a text",
        """
        In braces a comma ends the value. Of an unquoted text with a comma the caller would hear only the beginning, and
        the rest would become a key. Put the text in quotes.
        """,
        """
        hello: {prompt: Здравствуйте, это клиника., goto: main}
        """,
        """
        hello: {prompt: "Здравствуйте, это клиника.", goto: main}
        """,
    ),
    warning(
        "Y017",
        "text cut by a comment",
        """
        A space and `#` end an unquoted text, and the caller would not hear the rest. If the rest is part of the text,
        put the whole in quotes. If it is a comment, put two spaces before `#`, and this warning goes away.
        """,
        """
        prompt: Для выхода нажмите # или звёздочку
        """,
        """
        prompt: "Для выхода нажмите # или звёздочку"
        """,
    ),
    error(
        "Y018",
        "reference to itself",
        """
        `*name` stands inside of what `&name` names, so the document would contain itself without end. Move the
        reference out, or write the part again.
        """,
        """
        main: &main {prompt: Добрый день., goto: *main}
        """,
        """
        main: {prompt: Добрый день., goto: news}
        """,
    ),
    error(
        "Y019",
        "nested too deeply",
        """
        Brackets or indentation go deeper than 40. No menu needs that: it is a bracket that was never closed, or a file
        made to exhaust the reader. Close the bracket, or make nodes of the inner parts.
        """,
    ),
    error(
        "Y020",
        "too much after references are followed",
        """
        Each `*name` stands for a copy of what `&name` names. With references inside of references a small file can
        stand for billions of values, and checking it would never end. Up to two million are read. Use fewer
        references.
        """,
    ),
    error(
        "Y027",
        "file outside the service's folder",
        """
        A service reads only files within its own folder, so that it can be moved, packed and trusted as a whole. Paths
        begin at that folder, whichever file they stand in, and are written with `/`. Absolute paths, `..` and links
        that lead out are not followed. Put the file into the folder.
        """,
        """
        include: [../common/operator.yaml]
        """,
        """
        # news.yaml
        nodes: {news: {prompt: Новостей нет., goto: bye}}
        # service.yaml
        include: [news.yaml]
        """,
    ),
)
