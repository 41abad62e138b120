import { progressLine, screenProgress } from "../../lib/cli/screen_progress.ts";
import { assertEquals } from "../assert.ts";

Deno.test("progressLine() says share, curves, rate and time left", () => {
  const line = (read: number, curves: number, ms: number) =>
    progressLine({ read, size: 1000, curves }, ms);
  assertEquals(line(420, 140_000, 2_300), "42 % read, 140,000 curves, 61,000 a second, 4 s left");
  assertEquals(line(0, 0, 0), "0 % read, 0 curves, 0 a second");
  assertEquals(line(10, 1000, 10_000), "1 % read, 1,000 curves, 100 a second, 17 min left");
  assertEquals(line(1, 1000, 60_000), "0 % read, 1,000 curves, 17 a second, 16.6 h left");
});

Deno.test("screenProgress() draws a bar on a terminal, writes lines in a log, and is quiet when asked", () => {
  const written = (options: { terminal: boolean; quiet?: boolean }, times: readonly number[]) => {
    let text = "";
    let now = 0;
    const progress = screenProgress({ ...options, now: () => now, write: (more) => text += more });
    for (now of times) progress.reached({ read: now, size: 60_000, curves: now });
    progress.end();
    return text;
  };
  assertEquals(written({ terminal: true }, [100, 400]), "");
  assertEquals(
    written({ terminal: true }, [30_000, 30_050]),
    "\r\x1b[K[############............] 50 % read, 30,000 curves, 1,000 a second, 30 s left\r\x1b[K",
  );
  assertEquals(
    written({ terminal: false }, [29_000, 30_000, 45_000, 60_000]),
    "50 % read, 30,000 curves, 1,000 a second, 30 s left\n" +
      "100 % read, 60,000 curves, 1,000 a second, 0 s left\n",
  );
  assertEquals(written({ terminal: true, quiet: true }, [30_000, 60_000]), "");
});
