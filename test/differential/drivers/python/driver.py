"""Runs the official Python SDK once per line: environment in, outcome out, both JSON.

The SDK reads the environment when a client is made, so one process serves every state. The argument
is the directory that the SDK was installed into.
"""

import functools
import json
import os
import re
import ssl
import sys

# A new TLS context for each of thousands of clients would take most of the time; no state uses TLS.
ssl.create_default_context = functools.lru_cache(maxsize=None)(ssl.create_default_context)

sys.path.insert(0, sys.argv[1])
import anthropic  # noqa: E402

DECIDES = re.compile(r"(ANTHROPIC_|CLAUDE_|XDG_CONFIG_HOME$|HOME$)")


def set_environment(wanted: dict[str, str]) -> None:
    for name in [name for name in os.environ if DECIDES.match(name)]:
        del os.environ[name]
    os.environ.update(wanted)


def call() -> None:
    with anthropic.Anthropic() as client:
        client.with_options(max_retries=0).models.list(limit=1)


def answer(state: dict) -> dict:
    set_environment(state["env"])
    try:
        call()
    except Exception as error:  # noqa: BLE001 - whatever it raises is its outcome
        said = " ".join(f"{type(error).__name__}: {error}".split())
        return {"id": state["id"], "ok": False, "error": said[:300]}
    return {"id": state["id"], "ok": True}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
