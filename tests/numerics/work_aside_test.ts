import { DataError } from "../../lib/errors/mod.ts";
import { type AsideOptions, workAside } from "../../lib/numerics/mod.ts";
import { assert, assertEquals, assertRejects } from "../assert.ts";
import { count, type CountOrder } from "./count.ts";
import { countWorkers } from "./count_workers.ts";

const start = () => new Worker(new URL("./count_worker.ts", import.meta.url), { type: "module" });

const countAside = (order: CountOrder, options: AsideOptions) => workAside(count, order, options);

Deno.test("workAside() gives the items in their order, from a worker and from here", async () => {
  for (const aside of [true, false]) {
    const done: number[] = [];
    const { made, workers } = await countWorkers(() =>
      countAside({ to: 5 }, {
        start: aside ? start : null,
        atOnce: 2,
        onDone: (sofar) => done.push(sofar),
      })
    );
    assertEquals(made, [1, 2, 3, 4, 5].map((number) => ({ number, inWorker: aside })));
    assertEquals(done, [2, 4, 5]);
    assertEquals(workers, aside ? { started: 1, ended: 1 } : { started: 0, ended: 0 });
  }
});

Deno.test("workAside() lets timers run while a worker is busy", async () => {
  let ticks = 0;
  const clock = setInterval(() => ticks++, 5);
  await countAside({ to: 1, milliseconds: 300 }, { start, atOnce: 1 });
  clearInterval(clock);
  assert(ticks > 10, `${ticks} ticks`);
});

Deno.test("workAside() rests after every report where it works here", async () => {
  let ticks = 0;
  const clock = setInterval(() => ticks++, 1);
  await countAside({ to: 20, milliseconds: 4 }, { start: null, atOnce: 1 });
  clearInterval(clock);
  assert(ticks >= 10, `${ticks} ticks`);
});

Deno.test("workAside() throws what the work throws, with its class and its cells, and ends the worker", async () => {
  const here = await assertRejects(
    () => countAside({ to: 5, bad: 3 }, { start: null, atOnce: 1 }),
    DataError,
    'row 3 must be good, found "bad"',
  );
  const { made: there, workers } = await countWorkers(() =>
    assertRejects(() => countAside({ to: 5, bad: 3 }, { start, atOnce: 1 }), DataError)
  );
  assertEquals([there.message, there.problems], [here.message, here.problems]);
  assertEquals(workers, { started: 1, ended: 1 });
});

Deno.test("workAside() ends the worker when progress throws, or its module cannot be loaded", async () => {
  const onDone = () => {
    throw new RangeError("no such bar");
  };
  // A module that is not there would say so in the middle of the tests.
  const lost = () => {
    const worker = start();
    const failed = new ErrorEvent("error", { message: "no such module", cancelable: true });
    queueMicrotask(() => worker.dispatchEvent(failed));
    return worker;
  };
  const { workers } = await countWorkers(async () => {
    await assertRejects(
      () => countAside({ to: 5 }, { start, atOnce: 1, onDone }),
      RangeError,
      "no such bar",
    );
    await assertRejects(
      () => countAside({ to: 5 }, { start: lost, atOnce: 1 }),
      Error,
      "A worker failed: no such module",
    );
  });
  assertEquals(workers, { started: 2, ended: 2 });
});

Deno.test("workAside() works here where an order cannot be copied, and ends the worker that it started", async () => {
  const order = { to: 3, label: () => "of the caller" };
  const { made, workers } = await countWorkers(() => countAside(order, { start, atOnce: 2 }));
  assertEquals(made, [1, 2, 3].map((number) => ({ number, inWorker: false })));
  assertEquals(workers, { started: 1, ended: 1 });
});

Deno.test({
  name: "workAside() ends the worker when its message cannot be read",
  async fn() {
    const unreadable = () => {
      const worker = start();
      queueMicrotask(() => worker.dispatchEvent(new MessageEvent("messageerror")));
      return worker;
    };
    const { workers } = await countWorkers(() =>
      assertRejects(
        () => countAside({ to: 5, milliseconds: 100 }, { start: unreadable, atOnce: 1 }),
        Error,
        "A worker failed: its message cannot be read",
      )
    );
    assertEquals(workers, { started: 1, ended: 1 });
  },
});

Deno.test("workAside() ends when its signal says so", async () => {
  const stopped = async (start: AsideOptions["start"]) => {
    const stop = new AbortController();
    const work = countAside({ to: 1000, milliseconds: 5 }, {
      start,
      atOnce: 1,
      onDone: () => stop.abort(new RangeError("enough")),
      signal: stop.signal,
    });
    await assertRejects(() => work, RangeError, "enough");
  };
  for (const [one, count] of [[start, 1], [null, 0]] as const) {
    const { workers } = await countWorkers(() => stopped(one));
    assertEquals(workers, { started: count, ended: count });
  }
});

Deno.test({
  name: "workAside() works here where the sources may not be read, and asks nobody",
  permissions: { read: false },
  async fn() {
    const { made, workers } = await countWorkers(() => countAside({ to: 2 }, { start, atOnce: 1 }));
    assertEquals(made.map(({ inWorker }) => inWorker), [false, false]);
    assertEquals(workers, { started: 0, ended: 0 });
  },
});
