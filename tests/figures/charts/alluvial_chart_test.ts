import { UsageError } from "../../../lib/errors/mod.ts";
import {
  alluvialChart,
  checkFigure,
  type Figure,
  figureFor,
  stackedMechanismChart,
} from "../../../lib/figures/mod.ts";
import {
  classifyFindings,
  exclusiveMechanisms,
  mechanismFrequency,
  readStudy,
} from "../../../lib/mechanisms/mod.ts";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "../../assert.ts";
import { parseSvg } from "../../../lib/figures/document.ts";
import { count, textNamed, textsOf } from "../read_svg.ts";
import { assertSvgSnapshot } from "../svg_snapshot.ts";

const COHORT = classifyFindings(await readStudy("data/simulated_alk_cohort"), {
  rule: "first by precedence",
});
const BY_DRUG = exclusiveMechanisms(COHORT, { by: "prior_drug" });
const BY_LINE = exclusiveMechanisms(COHORT, { by: "prior_lines" });

function assertPasses(figure: Figure): void {
  for (const journal of ["screen", "nature", "plos"]) {
    for (const width of journal === "nature" ? [89, 183] : [undefined]) {
      const drawn = figureFor(figure, journal, { width });
      const failed = checkFigure(drawn, journal, { width }).items.filter(({ passed }) => !passed);
      assertEquals(failed, [], `${journal} ${width}`);
    }
  }
}

/** Boxes of the shapes of a mark, in points. */
function boxes(svg: string, mark: string): { x: number; width: number; height: number }[] {
  return [...parseSvg(svg).querySelectorAll(`[aria-label="${mark}"] rect`)].map((rect) => ({
    x: Number(rect.getAttribute("x")),
    width: Number(rect.getAttribute("width")),
    height: Number(rect.getAttribute("height")),
  }));
}

Deno.test("stackedMechanismChart() stacks parts that add up, each with its count", async () => {
  const figure = stackedMechanismChart(BY_DRUG, { stamp: "SIMULATED" });
  await assertSvgSnapshot("stacked_mechanisms", figure.svg);
  assertPasses(figure);
  const crizotinib = figure.data.filter(({ group }) => group === "crizotinib");
  assertEquals(
    crizotinib.filter(({ n }) => n !== 0).map(({ mechanism, n, N }) => [mechanism, n, N]),
    [
      ["kinase-domain mutation", 13, 64],
      ["amplification of the target", 1, 64],
      ["MET amplification", 1, 64],
      ["small-cell transformation", 3, 64],
      ["2 other mechanisms", 2, 64],
      ["unknown", 27, 64],
      ["not fully assessed", 17, 64],
    ],
  );
  for (const group of ["none", "crizotinib", "lorlatinib"]) {
    const shares = figure.data.filter((row) => row.group === group).map(({ share }) => share);
    assertAlmostEquals(shares.reduce((sum: number, share) => sum + Number(share), 0), 1, 1e-12);
  }
  assert(textsOf(figure.svg).includes("64 patients"));
  // Widths are the shares: 38 unknown of 52 against 27 of 64, both in plain grey.
  const parts = boxes(figure.svg, "parts");
  assertAlmostEquals(parts[0].width / parts[7].width, (38 / 52) / (27 / 64), 1e-3);
});

Deno.test("stackedMechanismChart() refuses what overlaps, with the reason", () => {
  const overlapping = mechanismFrequency(COHORT, { by: "prior_drug" });
  const given = overlapping as unknown as typeof BY_DRUG;
  assertThrows(
    () => stackedMechanismChart(given),
    UsageError,
    "a biopsy may hold several findings, so frequencies and findings overlap",
  );
  assertThrows(() => alluvialChart(given), UsageError, "Give what exclusiveMechanisms returns");
  assertThrows(
    () => stackedMechanismChart(BY_DRUG, { groups: ["crizotonib"] }),
    UsageError,
    'Did you mean "crizotinib"?',
  );
  assertThrows(
    () => stackedMechanismChart(BY_DRUG, { mechanisms: ["MET"] }),
    UsageError,
    'mechanisms must be of "kinase-domain mutation"',
  );
  const nothing = exclusiveMechanisms({ ...COHORT, findings: [] });
  assertThrows(() => stackedMechanismChart(nothing), UsageError, "found none");
});

Deno.test("alluvialChart() follows patients from line to line of treatment", async () => {
  const figure = alluvialChart(BY_LINE, { preset: "nature", width: 183, stamp: "SIMULATED" });
  await assertSvgSnapshot("alluvial", figure.svg);
  assertPasses(figure);
  assertEquals(count(figure.svg, '[aria-label="flows"] path'), figure.data.length);
  const patients = (from: string) =>
    figure.data.filter((row) => row.from === from)
      .reduce((sum, row) => sum + Number(row.patients), 0);
  // Patients with a sample in both columns, counted by hand from the units.
  const inLine = (line: string) =>
    new Set(BY_LINE.units.filter(({ group }) => group === line).map(({ patient }) => patient));
  assertEquals(patients("0"), inLine("0").intersection(inLine("1")).size);
  assertEquals(patients("1"), inLine("1").intersection(inLine("2")).size);
  assertEquals([patients("0"), patients("1")], [34, 17]);
  // Stocks are as tall as they are many: 38 and 14 before any drug.
  const stocks = boxes(figure.svg, "stocks");
  assertAlmostEquals(stocks[0].height / stocks[1].height, 38 / 14, 2e-2);
  assert(textsOf(figure.svg).includes("kinase-domain mutation 13"));
  const headings = ["before any drug", "after 1 drug", "after 2 drugs"]
    .map((text) => textNamed(figure.svg, text).box.left);
  assert(headings[0] < headings[1] && headings[1] < headings[2]);
});

Deno.test("alluvialChart() gives numbers and a legend where names do not fit", () => {
  const figure = alluvialChart(BY_LINE, { preset: "nature", width: 89, stamp: "SIMULATED" });
  assertPasses(figure);
  const texts = textsOf(figure.svg);
  assert(texts.includes("13") && texts.includes("kinase-domain mutation"));
  assert(!texts.includes("kinase-domain mutation 13"));
});

Deno.test("alluvialChart() shows the columns asked for, and refuses one, biopsies and strangers", () => {
  const back = alluvialChart(BY_LINE, { columns: ["2", "0"] });
  assertPasses(back);
  assertEquals(new Set(back.data.map(({ from, to }) => `${from}>${to}`)), new Set(["2>0"]));
  assertThrows(
    () => alluvialChart(BY_LINE, { columns: ["1"] }),
    UsageError,
    'needs 2 to 6 columns, found "1"',
  );
  assertThrows(() => alluvialChart(BY_LINE, { columns: ["3"] }), UsageError, 'found "3"');
  const perBiopsy = exclusiveMechanisms(COHORT, { by: "prior_lines", unit: "biopsy" });
  assertThrows(() => alluvialChart(perBiopsy), UsageError, "ribbons follow patients");
});

Deno.test("alluvialChart() stands columns apart that no patient links", () => {
  const apart = {
    ...BY_LINE,
    units: BY_LINE.units.map((unit) => ({ ...unit, patient: `${unit.group} ${unit.patient}` })),
  };
  const figure = alluvialChart(apart, { stamp: "SIMULATED" });
  assertPasses(figure);
  assertEquals(figure.data, []);
  assertEquals(new Set(boxes(figure.svg, "stocks").map(({ x }) => Math.round(x))).size, 3);
});
