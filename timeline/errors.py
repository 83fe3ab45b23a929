"""The errors that reach a user: one line each, saying where, what and what to do."""


class TimelineError(Exception):
    """Something the user can mend; its text is shown as it is."""


class InputError(TimelineError):
    """One input could not be used; the rest of the run goes on."""

    def __init__(self, source: str, problem: str, advice: str = "") -> None:
        self.source, self.problem, self.advice = source, problem, advice
        super().__init__(f"{source}: {problem}" + (f" ({advice})" if advice else ""))


class UsageError(TimelineError):
    """The command was asked for something it cannot do."""


class DataError(TimelineError):
    """A language, knowledge or settings file is broken; names the file and the place."""


class MissingExtraError(TimelineError):
    """A feature needs a package that an extra installs."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs an extra: pip install 'news-timeline[{extra}]'")
