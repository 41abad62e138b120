import { DataError } from "../../lib/errors/mod.ts";
import { fitScreen, readScreen, screenReport, simulateScreen } from "../../lib/screen/mod.ts";
import { assert, assertEquals, assertRejects } from "../assert.ts";
import { knownScreen } from "./named_screen.ts";

/** The SIMULATED screen as rows of a file, in an order given by a key of each well. */
async function written(order: (well: number) => number): Promise<string> {
  const { curves, start, dose, response, cellLine, drug } = simulateScreen({ lines: 3, drugs: 4 });
  const rows = Array.from({ length: curves }, (_, curve) =>
    Array.from(
      { length: start[curve + 1] - start[curve] },
      (_, k) => {
        const i = start[curve] + k;
        return { i, text: `${cellLine[curve]},${drug[curve]},${dose[i]},${response[i]}` };
      },
    )).flat().sort((a, b) => order(a.i) - order(b.i));
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  await Deno.writeTextFile(
    path,
    `cell_line,drug,dose_nM,viability\n${rows.map(({ text }) => text).join("\n")}\n`,
  );
  return path;
}

Deno.test("readScreen() reads what was written, whatever the order of the rows", async () => {
  const simulated = simulateScreen({ lines: 3, drugs: 4 });
  const expected = fitScreen(simulated);
  for (const order of [(well: number) => well, (well: number) => (well * 7919) % 192]) {
    const path = await written(order);
    const screen = await readScreen(path, { response: "viability", scale: "fraction" });
    assertEquals([screen.curves, screen.rowsRead, screen.rowsUsed, screen.unit], [
      12,
      192,
      192,
      "nM",
    ]);
    const fits = fitScreen(screen);
    screen.cellLine.forEach((name, curve) => {
      const same = simulated.cellLine.findIndex((line, i) =>
        line === name && simulated.drug[i] === screen.drug[curve]
      );
      assertEquals(fits.values.rss[curve], expected.values.rss[same]);
    });
    await Deno.remove(path);
  }
});

Deno.test("readScreen() says which column is missing", async () => {
  const path = await written((well) => well);
  await assertRejects(
    () => readScreen(path, { cellLine: "line", response: "viability", scale: "fraction" }),
    DataError,
    "line",
  );
  await Deno.remove(path);
});

Deno.test("readScreen() joins more curves than one block holds, read once or twice", async () => {
  const curves = 17_000;
  const row = (curve: number, dose: number) => `L${curve},x,${dose},${curve / curves + dose}\n`;
  const first = Array.from({ length: curves }, (_, curve) => row(curve, 1)).join("");
  // A curve that comes back after all others makes the file be read again.
  for (const late of ["", row(3, 2)]) {
    const path = await Deno.makeTempFile({ suffix: ".csv" });
    await Deno.writeTextFile(path, `cell_line,drug,dose_nM,signal\n${first}${late}`);
    const screen = await readScreen(path, { response: "signal", scale: "raw" });
    const more = late === "" ? 0 : 1;
    assertEquals([screen.curves, screen.start[curves]], [curves, curves + more]);
    for (const curve of [0, 3, 16_383, 16_384, curves - 1]) {
      assertEquals(screen.cellLine[curve], `L${curve}`);
      assertEquals(screen.response[screen.start[curve]], curve / curves + 1);
    }
    assertEquals(screen.start[4] - screen.start[3], 1 + more);
    await Deno.remove(path);
  }
});

Deno.test("screenReport() counts every curve once and repeats what the general solver said", () => {
  const fits = fitScreen(simulateScreen({ lines: 5, drugs: 20 }), { checkOneIn: 10 });
  const { curves, statuses, checks } = screenReport(fits);
  assertEquals(statuses.reduce((sum, { curves }) => sum + curves, 0), curves);
  assertEquals(checks, fits.checks);
  assert(checks.checked > 0);
  const text = Deno.inspect(screenReport(fits));
  assert(/checked against the general solver +\d+ of 100/.test(text));
  assert(new RegExp(`agree +${checks.agree} of ${checks.checked}`).test(text));
});

Deno.test("screenReport() names each status and each word of the general solver", () => {
  const words = ["measured", "flat", "flat", "step"].map((status) => ({ status }));
  const { fits } = knownScreen(words.map((words) => ({ cellLine: "A", drug: "x", words })));
  const checks = {
    doubtful: 1,
    checked: 10,
    agree: 6,
    generalBetter: 2,
    kernelBetter: 1,
    disagree: 1,
  };
  const report = screenReport({ ...fits, checks });
  assertEquals(report.statuses, [
    { status: "measured", curves: 1 },
    { status: "step", curves: 1 },
    { status: "flat", curves: 2 },
  ]);
  const text = Deno.inspect(report);
  for (
    const row of [
      /flat +2 of 4/,
      /doubted by the kernel itself +1 of 4/,
      /agree +6 of 10/,
      /general solver better, taken +2 of 10/,
      /another status or IC50 +1 of 10/,
    ]
  ) assert(row.test(text), String(row));
});
