"""Executes a notebook in a fresh Deno kernel: a request as JSON on stdin, the answer on stdout.

Request: {"notebook": {...}, "folder": "where the kernel starts", "timeout": seconds per cell}
Answer:  {"notebook": {...}, "failure": null or "why it stopped early"}

The kernel hands outputs and its "idle" status to the wire by two roads, and "idle" may overtake.
nbclient stops listening at "idle", so an output behind it would be lost. Here every cell is followed
by a silent request that broadcasts a mark: outputs keep their order among themselves, so whatever
comes before the mark belongs to the cell.
"""

import asyncio
import json
import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

MARK = "application/x-halfmax-end-of-cell"
BROADCAST_MARK = (
    'Deno.jupyter.broadcast("display_data", '
    f'{{ data: {{ "{MARK}": "" }}, metadata: {{}}, transient: {{}} }});'
)
SECONDS_FOR_MARK = 60


async def collect_late_outputs(client, cell, cell_index):
    client.kc.execute(BROADCAST_MARK, silent=True, store_history=False)
    while True:
        message = await client.kc.iopub_channel.get_msg(timeout=SECONDS_FOR_MARK)
        if message["msg_type"] in ("status", "execute_input"):
            continue
        if MARK in message["content"].get("data", {}):
            return
        client.process_message(message, cell, cell_index)


def execute(request):
    notebook = nbformat.reads(json.dumps(request["notebook"]), as_version=4)
    client = NotebookClient(
        notebook,
        kernel_name="deno",
        timeout=request["timeout"],
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": request["folder"]}},
    )

    async def after_cell(cell, cell_index, execute_reply):
        await collect_late_outputs(client, cell, cell_index)

    client.on_cell_executed = after_cell
    try:
        asyncio.run(client.async_execute())
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        return {"notebook": notebook, "failure": f"{type(error).__name__}: {error}"}
    return {"notebook": notebook, "failure": None}


if __name__ == "__main__":
    answer = execute(json.load(sys.stdin))
    json.dump(answer, sys.stdout)
