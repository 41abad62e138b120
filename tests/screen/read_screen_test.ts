import { DataError } from "../../lib/errors/mod.ts";
import { fitScreen, readScreen, screenReport, simulateScreen } from "../../lib/screen/mod.ts";
import { assert, assertEquals, assertRejects } from "../assert.ts";

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
