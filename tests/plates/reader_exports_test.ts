import { inspectPlates, readPlates } from "../../lib/plates/mod.ts";
import { assert, assertEquals, assertStringIncludes } from "../assert.ts";
import * as good from "./good_plates.ts";
import * as exported from "./reader_exports.ts";

const inspect = (content: string, responseName?: string) =>
  good.withFile(
    "x.txt",
    content,
    (path) => inspectPlates(path, { layout: good.LAYOUT_TEXT, responseName }),
  );
const question = async (content: string, responseName?: string) =>
  (await inspect(content, responseName)).question ?? "";

/** Signals of B2, G11 and H12 of each plate, by its name. */
async function corners(content: string, responseName?: string) {
  const { wells, question } = await inspect(content, responseName);
  assert(wells !== null, question ?? "");
  const plates = Map.groupBy(wells.wells, ({ plate }) => plate);
  return Object.fromEntries([...plates].map(([plate, all]) => [
    plate,
    ["B2", "G11", "H12"].map((at) => all.find(({ position }) => position === at)?.signal),
  ]));
}

function expected(shift: number): number[] {
  const plate = good.simulatedPlate({ shift });
  return [plate[1][1], plate[6][10], plate[7][11]];
}

Deno.test("SoftMax Pro: times below each other are readings of one plate, its groups are not", async () => {
  const text = exported.softmaxPlates({ times: ["0:00", "0:30", "1:00"] });
  assertStringIncludes(
    await question(text),
    `3 readings, of which a plate needs one: "0:00", "0:30", "1:00". Name the one to read`,
  );
  assertEquals(await corners(text, "0:30"), { 1: expected(1) });
  const { found } = await inspect(text, "0:30");
  assertEquals(
    found.map(({ range, role, note }) => [range, role, note]),
    [
      ["C13:N20", "list", "96 wells at 0:30"],
      ["A3:N29", "ignored", "2 other readings of 96 wells, 0:00 to 1:00"],
      ["B3:B29", "ignored", "the temperature"],
      ["A32:F40", "ignored", "1 group of samples with their results"],
    ],
  );
});

Deno.test("SoftMax Pro: wavelengths side by side are reads of a plate, not plates", async () => {
  const text = exported.softmaxPlates({ plates: ["H3122", "line 2"], waves: ["450", "650"] });
  assertStringIncludes(
    await question(text),
    `"plate H3122, 450", "plate H3122, 650", "plate line 2`,
  );
  assertEquals(await corners(text, "650"), { "H3122": expected(1), "line 2": expected(9) });
  const kinetic = exported.softmaxPlates({ times: ["0:00", "0:30"], waves: ["525", "525"] });
  assertStringIncludes(
    await question(kinetic),
    `"525 (1), 0:00", "525 (1), 0:30", "525 (2), 0:00"`,
  );
  assertEquals(await corners(kinetic, "525 (2), 0:30"), { 1: expected(3) });
});

Deno.test("SoftMax Pro: what it reduced is a reading of its own, unless it is the reading again", async () => {
  const copy = exported.softmaxPlates({ reduced: (value) => value });
  assertEquals(await corners(copy), { 1: expected(0) });
  const other = exported.softmaxPlates({ reduced: (value) => value ** 2 });
  assertStringIncludes(
    await question(other),
    `2 readings, of which a plate needs one: "raw", "reduced"`,
  );
  assertEquals(await corners(other, "raw"), { 1: expected(0) });
  assertEquals(await corners(other, "reduced"), { 1: expected(0).map((value) => value ** 2) });
});

Deno.test("SoftMax Pro: plates of one reading have the names in their settings", async () => {
  const text = exported.softmaxPlates({ plates: ["H3122", "line 2"] });
  assertEquals(await corners(text), { "H3122": expected(0), "line 2": expected(8) });
});

Deno.test("SoftMax Pro: a plate that lacks rows is refused, not filled with what follows", async () => {
  const lines = exported.softmaxPlates({ waves: ["450", "650"] }).split("\n");
  const short = lines.filter((_, i) => i < 8 || i > 11).join("\n");
  assertStringIncludes(await question(short), "must have 8, 16 or 32 rows, found ");
});

Deno.test("SoftMax Pro: rows that were not read are empty, and the rest keeps its place", async () => {
  const lines = exported.softmaxPlates({}).split("\n");
  const partly = lines.map((line, i) => i === 3 ? "\t37" : i > 8 && i < 11 ? "\t\t" : line).join(
    "\n",
  );
  const { wells } = await inspect(partly);
  assert(wells !== null);
  const b2 = wells.wells.find(({ position }) => position === "B2");
  assertEquals([b2?.signal, b2?.row, wells.rowsRead], [expected(0)[0], 5, 96]);
  assert(!wells.wells.some(({ position }) => /^[AGH]/.test(position)));
});

Deno.test("SoftMax Pro's time format: wavelengths have names that hold on every plate", async () => {
  assertStringIncludes(
    await question(exported.SOFTMAX_WAVES_TXT),
    `"plate P1, 450", "plate P1, 650", "reduced, plate P1", "plate P2, 450"`,
  );
  assertEquals(await corners(exported.SOFTMAX_WAVES_TXT, "650"), {
    P1: expected(1),
    P2: expected(3),
  });
  const doubled = (shift: number) => expected(shift).map((value) => 2 * value);
  assertEquals(await corners(exported.SOFTMAX_WAVES_TXT, "reduced"), {
    P1: doubled(0),
    P2: doubled(2),
  });
});

Deno.test("i-control: two labels are reads of one plate, and the part of a plate is no name", async () => {
  const text = exported.icontrolLabels(["Label450", "Label620"]);
  assertStringIncludes(await question(text), `"Label: Label450", `);
  assertEquals(await corners(text, "Label620"), { 1: expected(1) });
  const words = { B3: "OVER", B4: "#####" };
  const { wells } = await inspect(exported.icontrolLabels(["SRB"], words));
  assertEquals(wells?.wells[0].plate, "1");
  const reasons = wells?.excluded.map(({ reason }) => reason).filter((it) =>
    it.startsWith("reads")
  );
  assertEquals(reasons, ['reads "OVER"', 'reads "#####"']);
});

Deno.test("i-control: kinetics of two labels are told apart by the label above their settings", async () => {
  const [preamble, table] = good.TECAN_WELL_ROWS_CSV.split("Label: SRB\n");
  const timed = `Start Time:,01.01.2020 10:00:00\n\n${table}`;
  const text = `${preamble}Label: SRB\n${timed}Label: GFP\n${timed.replace("A1,", "A1,9")}`;
  assertStringIncludes(
    await question(text, "24 h"),
    `"Label: SRB, 86400 s", "Label: GFP, 86400 s"`,
  );
  assertEquals(await corners(text, "Label: GFP, 86400 s"), { 1: expected(1) });
});

Deno.test("i-control: of several reads in a well the mean is read, never the cycle's number", async () => {
  assertStringIncludes(
    await question(exported.ICONTROL_READS_TXT),
    `2 readings, of which a plate needs one: "0 s", "86400 s"`,
  );
  assertEquals(await corners(exported.ICONTROL_READS_TXT, "24 h"), { 1: expected(1) });
  const { found, wells } = await inspect(exported.ICONTROL_READS_TXT, "24 h");
  assertEquals(found[1].note, "1 other reading of 96 wells, 0 s: Label: SRB");
  assertEquals(wells?.wells.find(({ position }) => position === "B2")?.row, 6 + 13 * 9 + 4);
  assertEquals(await corners(exported.ICONTROL_MEANS_TXT), { 1: expected(0) });
});

Deno.test("SparkControl: plates with a corner of their own are told apart by the name far above", async () => {
  const text = exported.icontrolLabels(["OD510", "OD650"]).replaceAll("Label: ", "Name\t")
    .replaceAll("\tTemperature: 25.1 °C", "Gain\t40\tManual");
  assertStringIncludes(await question(text), `"Name, OD510", `);
  assertEquals(await corners(text, "OD650"), { 1: expected(1) });
});

Deno.test("SparkControl: lists below each other are chosen by the name above them", async () => {
  assertStringIncludes(await question(exported.SPARK_LISTS_CSV), `"OD510, Value", "OD650, Value"`);
  assertEquals(await corners(exported.SPARK_LISTS_CSV, "OD650"), { 1: expected(1) });
  const plates = exported.SPARK_LISTS_CSV.replace("Name,OD510", "Plate: P1")
    .replace("Name,OD650", "Plate: P2");
  assertEquals(await corners(plates), { P1: expected(0), P2: expected(1) });
});

Deno.test("lists below each other beside a plate are no readings, nor is one group of wells alone", async () => {
  const both = `${exported.SPARK_LISTS_CSV}\n${good.TECAN_CSV}`;
  assertEquals(await corners(both), { 1: expected(0) });
  const lines = exported.softmaxPlates({}).split("\n");
  // A group that nothing closes ends at the next plate.
  const open = exported.softmaxPlates({ plates: ["P1", "P2"] }).replaceAll(
    /(0.1\t3.4)\n~End/g,
    "$1",
  );
  assertEquals(await corners(open), { P1: expected(0), P2: expected(8) });
  const alone = lines.slice(lines.indexOf("Group: Unknowns")).join("\n");
  assertStringIncludes(await question(alone), `"Value" and "MeanValue"`);
});

Deno.test("EnVision: computed plates have no place among the plates, bare ones keep their numbers", async () => {
  assertStringIncludes(
    await question(exported.ENVISION_BARE_CSV),
    `4 blocks can be plates, or reads and results of one plate: A10:L17 "Calculated results: SRB 510"`,
  );
  assertEquals(await corners(exported.ENVISION_BARE_CSV, "SRB 510"), {
    3: expected(3),
    5: expected(5),
  });
});

Deno.test("Kaleido: two results below one barcode are reads of a plate, its plate map is empty", async () => {
  assertStringIncludes(await question(exported.KALEIDO_CSV), `"Result for Absorbance 2"`);
  const { found, wells } = await inspect(exported.KALEIDO_CSV, "Absorbance 2");
  assertEquals(wells?.rowsRead, 96);
  assertEquals(found.map(({ role, note }) => [role, note]).slice(0, 2), [
    ["plate", "Result for Absorbance 2"],
    ["ignored", "an empty plate"],
  ]);
});

Deno.test("Gen5: what could not be read or computed is a word, never a layout or a number", async () => {
  assertStringIncludes(await question(exported.GEN5_RESULTS_TXT), `"SRB:510", `);
  assertStringIncludes(await question(exported.GEN5_RESULTS_TXT), `"[Concentration]". Name`);
  const { wells } = await inspect(exported.GEN5_RESULTS_TXT, "SRB:510");
  const reasons = wells?.excluded.map(({ reason }) => reason).filter((it) =>
    it.startsWith("reads")
  );
  assertEquals(reasons, ['reads "OVRFLW"', 'reads "MISSED"', 'reads "*0.356*"']);
});

Deno.test("Gen5: the readings of a spectrum are named by their wavelength", async () => {
  const text = good.GEN5_KINETIC_TXT.replace("Time", "Wavelength").replace("T° 537", "")
    .replaceAll(/^\t(\d+):00:00\t37/gm, "\t4$1\t");
  assertStringIncludes(await question(text), `"Wavelength 40", "Wavelength 424", "Wavelength 448"`);
  assertEquals(await corners(text, "424"), { 1: expected(1) });
});

Deno.test("a name that fits several reads of a plate asks which, and proposes a whole name", async () => {
  const labels = exported.icontrolLabels(["SRB at 510 nm", "SRB at 650 nm"]);
  assertStringIncludes(
    await question(labels, "SRB"),
    `2 blocks that "SRB" can mean can be plates, or reads and results of one plate: `,
  );
  const long = `SRB ${"very ".repeat(20)}long`;
  const asked = await question(exported.icontrolLabels([long, "B"]));
  const name = /responseName: (".*")$/.exec(asked)?.[1] ?? "";
  assertEquals(await corners(exported.icontrolLabels([long, "B"]), JSON.parse(name)), {
    1: expected(0),
  });
});

Deno.test("a name that no read has is asked about, not taken for another's", async () => {
  assertEquals(
    await question(exported.icontrolLabels(["OD510"]), "OD650"),
    `no block is called "OD650" (there are "Label: OD510"). Name the one to read: responseName: "Label: OD510"`,
  );
});

Deno.test("MARS: rows below Z are lettered a to f on plates of 1536 wells", async () => {
  const wells = await good.withFile(
    "x.csv",
    exported.MARS_1536_CSV,
    (path) => readPlates(path, { layout: "columns 1-24: vehicle; columns 25-48: blank" }),
  );
  const at = (position: string) => wells.wells.find((well) => well.position === position)?.signal;
  assertEquals(["A1", "Z2", "AA1", "AF2"].map(at), [1001, 26002, 27001, 32002]);
});

Deno.test("plates below each other that are called by a time alone are asked about", async () => {
  const plates = (titles: readonly string[]) =>
    good.asText([
      ["SIMULATED"],
      ...titles.flatMap((title, i) => [[title], ...good.simulatedPlate({ shift: i }), []]),
    ]);
  assertStringIncludes(await question(plates(["Time 0 h", "Time 24 h"])), '"Time 24 h"');
  assertStringIncludes(await question(plates(["30 min", "60 min"])), '"30 min"');
  assertEquals(await question(plates(["Line 24", "Line 30"])), "");
  assertEquals(await corners(plates(["0 h", "24 h"]), "24 h"), { 1: expected(1) });
});
