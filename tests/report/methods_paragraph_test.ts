import { methodsParagraph } from "../../lib/report/mod.ts";
import { assertEquals, assertStringIncludes } from "../assert.ts";
import { SIMULATED, smallPlates, withoutFigures } from "./plates.ts";

Deno.test("methodsParagraph() states what was done with the SIMULATED plates", async () => {
  const text = methodsParagraph(await withoutFigures(SIMULATED, { reference: "H3122" }));
  for (
    const sentence of [
      "The data are SIMULATED.",
      "Of 576 wells on 6 plates, 574 were analysed; 2 were left out before any curve was fitted: bubble (1) and empty (1).",
      "signal minus the mean of the blank wells",
      "6 curves (one for each cell line, drug and replicate)",
      "Over 3 biological replicates (column replicate) the IC50 is the geometric mean with a 95 % t interval",
      "where all replicates gave bounds, the most cautious of them is reported",
      "Fold changes over H3122",
    ]
  ) assertStringIncludes(text, sentence);
  assertEquals(text.includes("censored"), false, "no replicate was censored among measured ones");
});

Deno.test("methodsParagraph() says nothing of what was not done", async () => {
  const text = methodsParagraph(await withoutFigures(smallPlates()));
  for (const word of ["SIMULATED", "blank", "left out", "geometric mean", "Fold change", "Welch"]) {
    assertEquals(text.includes(word), false, word);
  }
  assertStringIncludes(text, "Of 24 wells on 2 plates, 24 were analysed.");
  assertStringIncludes(text, "Intervals speak of the wells of one experiment.");
});

Deno.test("methodsParagraph() cites what it numbers, in the order of the numbers", async () => {
  const wells = smallPlates({ replicates: ["1", "2", "3"] });
  const text = methodsParagraph(await withoutFigures(wells, { reference: "A" }));
  const [paragraph, ...works] = text.split("\n").filter(Boolean);
  const numbers = [...new Set([...paragraph.matchAll(/\[(\d+)\]/g)].map(([, n]) => Number(n)))];
  assertEquals(numbers, works.map((_, i) => i + 1));
  assertEquals(works.map((work) => work.split(" ")[0]), numbers.map((n) => `[${n}]`));
  assertStringIncludes(text, "Welch BL. Biometrika 1947;34:28");
});

Deno.test("methodsParagraph() says that a declared control is taken as exact", async () => {
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  const rows = [1, 10, 100, 1000, 10000].map((dose, i) =>
    `A${i + 1},${dose},${[99, 93, 60, 18, 4][i]}`
  );
  await Deno.writeTextFile(path, `well,dose_nM,viability_percent\n${rows.join("\n")}\n`);
  const text = methodsParagraph(await withoutFigures(path));
  assertStringIncludes(
    text,
    "Responses came as percent of control, and control (100) was taken as exact.",
  );
});

Deno.test("methodsParagraph() says which of several readings was taken", async () => {
  const wells = ["A", "B", "C", "D", "E", "F", "G", "H"].flatMap((letter) =>
    Array.from({ length: 12 }, (_, i) => `${letter}${i + 1}`)
  );
  const signals = (share: number) =>
    wells.map((well, i) => 1000 - share * 75 * (Number(well.slice(1)) - 1) + i % 5);
  const path = await Deno.makeTempFile({ suffix: ".txt" });
  const lines = [["SIMULATED"], ["Time", ...wells], ["24:00:00", ...signals(0.2)], [
    "72:00:00",
    ...signals(1),
  ]];
  await Deno.writeTextFile(path, lines.map((cells) => cells.join("\t")).join("\n"));
  const layout = "columns 1-2: vehicle; columns 3-12: crizotinib 1 nM 2-fold; cell line H3122";
  try {
    const analysis = await withoutFigures(path, { layout, response: "72 h" });
    const { name } = analysis.inputs[0];
    assertStringIncludes(
      methodsParagraph(analysis),
      `Of ${name} the reading "72:00:00" was taken.`,
    );
  } finally {
    await Deno.remove(path);
  }
});
