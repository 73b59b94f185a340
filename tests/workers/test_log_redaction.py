"""What may stand in a log of an error, and what never does."""

import asyncio
import io
import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import asyncpg
import pytest
import structlog
from pydantic import BaseModel

from workers import telemetry
from workers.log_redaction import Plain, masked, said, spellings, traced, unquoted
from workers.settings import LogFormat, Settings

PLATE, DRIVER, PHONE = "浙B7Q519", "卓玛央金", "13857412345"
PASSWORD = "fe/nce-9QtR"
URL = "postgresql://guomen_tracker:fe%2Fnce-9QtR@db:5432/guomen"
WEBHOOK = "whsec_c2VjcmV0LW9mLXRoZS13ZWJob29r"
NEVER = (PLATE, DRIVER, PHONE, PASSWORD, "fe%2Fnce", WEBHOOK, WEBHOOK[6:])


class Truck(BaseModel):
    """What a driver's name is put into by mistake."""

    trailer: int


def validation() -> None:
    Truck.model_validate({"trailer": f"{PLATE} {DRIVER} {PHONE}"})


def chained() -> None:
    try:
        inner()
    except ValueError as error:
        raise RuntimeError("outer") from error


def inner() -> None:
    raise ValueError(f"no truck {PLATE!r} of {DRIVER!r}")


def grouped() -> None:
    raise ExceptionGroup("several", [KeyError(DRIVER), ValueError(f'"{DRIVER}" and {PHONE}')])


def of_the_server() -> None:
    error = asyncpg.UniqueViolationError("duplicate key value violates a constraint")
    error.detail = f"Key (plate)=({PLATE}) of {DRIVER} already exists."
    raise error


def quoted_by_the_server() -> None:
    raise asyncpg.InvalidTextRepresentationError(f'invalid input syntax: "{DRIVER}"x" or so')


def with_an_address() -> None:
    raise RuntimeError(f"cannot reach {URL} or https://robot/send?access_token=abcdef&key=ghijk")


RAISE = (validation, chained, grouped, of_the_server, quoted_by_the_server, with_an_address)


@pytest.fixture(params=LogFormat)
def log(
    request: pytest.FixtureRequest, capfd: pytest.CaptureFixture[str]
) -> Iterator[Callable[[], str]]:
    """What stands in the log of a process that knows a password and a webhook secret."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    settings = Settings(
        database_url=URL,
        checkpoint_webhook_secrets=f"other {WEBHOOK}",
        log_format=request.param,
        log_level="DEBUG",
    )
    telemetry.configure(settings)
    yield lambda: capfd.readouterr().err
    logging.captureWarnings(capture=False)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def require_discreet(text: str, *expected: str) -> None:
    for word in NEVER:
        assert word not in text
        assert json.dumps(word)[1:-1] not in text
    for word in expected:
        assert word in text


@pytest.mark.parametrize("fails", RAISE)
def test_an_error_is_logged_without_locals_and_without_values(
    fails: Callable[[], None], log: Callable[[], str]
) -> None:
    password, plate = PASSWORD, PLATE
    try:
        fails()
    except Exception as error:
        structlog.get_logger("workers.x").exception("broke", error=error)
        logging.getLogger("temporalio.activity").exception("broke")
        logging.getLogger("asyncio").critical("exception=%r", error)
    require_discreet(log(), "test_log_redaction.py", "broke", fails.__name__)
    assert (password, plate) == (PASSWORD, PLATE)


def test_a_secret_of_ours_is_hidden_wherever_it_stands(log: Callable[[], str]) -> None:
    told = structlog.get_logger("workers.x")
    told.info(f"connects with {PASSWORD} to {URL}", key=f"a{PASSWORD}b", signed=WEBHOOK[6:])
    require_discreet(log(), "connects with")


def test_words_of_errors_and_of_libraries_are_logged_without_what_they_quote(
    log: Callable[[], str],
) -> None:
    structlog.get_logger("workers.x").info("parked", reason=f"no truck '{DRIVER}'")
    structlog.get_logger("workers.x").info(f"{PLATE} left", phone=PHONE, url=URL)
    logging.getLogger("library").warning("cannot read '%s'", DRIVER)
    require_discreet(log(), "parked", "cannot read")


PRINTS = """
import logging, threading, warnings
from tests.workers.test_log_redaction import *
telemetry.configure(Settings(database_url=URL, webhook_secret=WEBHOOK))
class Broken:
    def __str__(self):
        raise ValueError(DRIVER)
    def __del__(self):
        chained()
logging.getLogger("library").warning("%s left", Broken())
logging.getLogger("library").warning("%d left", DRIVER)
warnings.warn(f"unexpected value {DRIVER!r} {PLATE}")
thread = threading.Thread(target=validation)
thread.start()
thread.join()
grouped()
"""


def test_what_would_be_printed_is_logged_the_same_way() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PRINTS], capture_output=True, text=True, check=False
    )
    require_discreet(
        ended.stdout + ended.stderr,
        *("an entry of library could not be logged", "unexpected value", "Truck: trailer"),
        *("nobody caught this", "ExceptionGroup"),
    )


async def test_a_task_that_nobody_awaits_is_logged_the_same_way(log: Callable[[], str]) -> None:
    async def fails() -> None:
        raise ValueError(f"'{DRIVER}' {PLATE}")

    task = asyncio.ensure_future(fails())
    await asyncio.wait([task])
    asyncio.get_running_loop().call_exception_handler(
        {"message": "Task exception was never retrieved", "exception": task.exception()}
    )
    require_discreet(log(), "never retrieved", "ValueError")


@pytest.mark.parametrize("name", ["urllib3.connectionpool", "apprise", "temporalio.worker"])
def test_what_libraries_send_and_receive_is_not_logged(name: str, log: Callable[[], str]) -> None:
    logging.getLogger(name).debug("POST /services/T000/B000/verysecret")
    if name != "temporalio.worker":
        logging.getLogger(name).warning("POST /services/T000/B000/verysecret")
    assert "verysecret" not in log()


@pytest.mark.parametrize(
    "plate",
    [
        *("浙B12345", "浙B·D1234F", "沪A 88888", "京AD12345", "粤Z1234港", "浙B1234挂", "浙b7q519"),
        *(r"\u6d59B12345", r"\xe6\xb5\x99B12345"),
    ],
)
def test_a_plate_is_known_however_it_is_written(plate: str) -> None:
    assert masked(f"truck {plate} left") == "truck *** left"


@pytest.mark.parametrize(
    "text",
    [
        "consignment NB26-000012 box CSQU3054383 version 12 at 2026-03-04T07:00:00.123456+00:00",
        "run 0198f7e2-13d5-7c1a-9f00-138123456789 took 1234567890123 ms, hash 4f2c",
        "declaration 310120261234567890 at http://127.0.0.1:8700/health",
        "浙江宁波 NINGBO D08 L3",
    ],
)
def test_numbers_of_ours_are_not_hidden(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    "secret",
    [
        *("postgresql://u:hush@h/db", "https://hush@host/x", "token=hush", '"password": "hush"'),
        *("Authorization: Bearer hush-hush-hush", "?key=hush&x=1", "WEBHOOK_SECRET: hush"),
        "api_key=hush",
    ],
)
def test_what_looks_like_a_secret_is_hidden(secret: str) -> None:
    assert "hush" not in masked(secret)


def test_only_what_is_quoted_goes() -> None:
    assert unquoted("it isn't 'x' but \"y's\" here") == "it isn't '***' but '***' here"


def test_of_an_error_of_the_system_the_name_of_the_file_stays() -> None:
    assert "'/no/such'" in said(FileNotFoundError(2, "No such file", "/no/such"))


def test_whoever_typed_a_value_may_read_it() -> None:
    assert said(KeyError("lock_no"), quoting=True) == "KeyError: 'lock_no'"
    assert said(KeyError("lock_no")) == "KeyError: '***'"


def test_an_error_says_what_came_before_it() -> None:
    try:
        chained()
    except RuntimeError as error:
        text = traced((type(error), error, error.__traceback__))
    assert text.index("ValueError") < text.index("which caused") < text.index("RuntimeError: outer")
    assert "raise ValueError(" in text, "the line of the program, not what it came to"


def test_the_password_of_an_address_is_known_in_both_spellings() -> None:
    assert {"fe/nce-9QtR", "fe%2Fnce-9QtR", WEBHOOK} <= set(spellings(URL, WEBHOOK, None))


def test_a_command_that_is_asked_for_tracebacks_is_as_discreet() -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Plain())
    logger = logging.getLogger("of a command")
    logger.addHandler(handler)
    for fails in RAISE:
        try:
            fails()
        except Exception:
            logger.exception("the command failed")
    require_discreet(out.getvalue(), "Traceback", "the command failed")


@pytest.mark.parametrize(
    "url",
    [
        *(
            "postgresql://u:hush/hush@h:5432/db",
            "postgresql://u:12#hush@h/db",
            "mysql://u:hush@h/d",
        ),
        *("postgresql://u:hush?hush@h/db", "postgresql://u:p@h:hush/db", "hush"),
    ],
)
def test_an_address_that_is_none_is_refused_without_being_shown(url: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "workers.projector"],
        env={"DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "DATABASE_URL" in ended.stderr
    assert "hush" not in ended.stdout + ended.stderr
