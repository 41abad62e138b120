/** The public face: what notebooks may import, and how its functions are called. */
import { join } from "node:path";
import { assert, assertEquals } from "../assert.ts";
import { CLONE, libFiles } from "./module_graph.ts";

/** `import { … } from "halfmax"`: a name that goes or comes is a change that users see. */
const NAMES = [
  "alleleFraction",
  "alluvialChart",
  "analyzeDoseResponse",
  "analyzePlates",
  "areaAboveCurve",
  "areaUnderCurve",
  "assayAgreement",
  "breakApartFish",
  "callResistance",
  "callStaining",
  "callVariant",
  "checkFigure",
  "classifyFindings",
  "coOccurrence",
  "compareFolds",
  "compareFrequencies",
  "comparePaired",
  "compareSources",
  "composeFigure",
  "confidenceBand",
  "confirmResistantLine",
  "crossResistance",
  "crossResistanceMap",
  "curvesFromWells",
  "curvesOfPrism",
  "describeFigure",
  "diagramFromDot",
  "dividePotencies",
  "doseResponseChart",
  "drugSelectivity",
  "exclusiveMechanisms",
  "exposureContext",
  "figureFor",
  "findingOrigins",
  "fitDoseResponse",
  "fitDoseResponseInWorker",
  "fitScreen",
  "fitScreenInWorkers",
  "fittedValue",
  "foldChange",
  "foldChangeChart",
  "foldChangeMap",
  "foldChangeOfPotencies",
  "foldChangeWithin",
  "forestPlot",
  "formatFrequency",
  "formatPotency",
  "fromDataFrame",
  "includeExcluded",
  "inhibitoryConcentration",
  "inspectPlates",
  "joinLayout",
  "mechanismChart",
  "mechanismFrequency",
  "mutationLollipop",
  "nextInhibitor",
  "normalizePlates",
  "oncoPrint",
  "parseGenotype",
  "parsePotency",
  "pathwayDiagram",
  "plateHeatMap",
  "plateQuality",
  "plateQualityChart",
  "poolFrequencies",
  "potencyForest",
  "rankLines",
  "readCivic",
  "readCounts",
  "readCurves",
  "readDataPackage",
  "readDiagram",
  "readExposures",
  "readFindings",
  "readLayout",
  "readMaf",
  "readPlateBlocks",
  "readPlates",
  "readPotencies",
  "readPrism",
  "readScreen",
  "readStudy",
  "readTable",
  "readTaxonomy",
  "readWells",
  "relativeCopyNumber",
  "residualChart",
  "resistantLineProtocol",
  "resistantLines",
  "saveFigure",
  "savePages",
  "screenHits",
  "screenReport",
  "selectivityChart",
  "show",
  "simulateScreen",
  "slopeChart",
  "stackedMechanismChart",
  "studiesForest",
  "summarizeCell",
  "summaryReference",
  "tissuePlasmaPairs",
  "toDataFrame",
  "trackProgress",
  "upSet",
  "volcanoChart",
  "waterfallChart",
];

/** Three and the options; among arrays of numbers, which come with their sizes, one more. */
const mostPositional = (room: string) => room === "lib/numerics/mod.ts" ? 5 : 4;

interface Declaration {
  readonly kind: string;
  readonly jsDoc?: { readonly doc?: string; readonly tags?: readonly { readonly kind: string }[] };
  readonly def?: { readonly params?: readonly unknown[] };
}

interface Symbol {
  readonly name: string;
  readonly declarations: readonly Declaration[];
}

async function publicSymbols(file: string): Promise<readonly Symbol[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", join(CLONE, file)],
    stderr: "null",
  }).output();
  const { nodes } = JSON.parse(new TextDecoder().decode(stdout));
  return Object.values<{ symbols: Symbol[] }>(nodes).flatMap(({ symbols }) => symbols);
}

Deno.test("lib/mod.ts has these names and no other", async () => {
  const names = (await publicSymbols("lib/mod.ts"))
    .filter(({ declarations }) => declarations.some(({ kind }) => kind === "function"))
    .map(({ name }) => name);
  assertEquals(names.sort(), NAMES);
});

const rooms = (await libFiles()).filter((file) => /^lib\/[a-z_]+\/mod\.ts$/.test(file));

for (const room of rooms) {
  Deno.test(`${room} documents every public name`, async () => {
    const undocumented = (await publicSymbols(room))
      .filter(({ declarations }) => declarations.every(({ jsDoc }) => !jsDoc?.doc))
      .map(({ name }) => name);
    assertEquals(undocumented, []);
  });

  Deno.test(`${room} asks for few positional arguments`, async () => {
    const functions = (await publicSymbols(room)).flatMap(({ name, declarations }) =>
      declarations.filter(({ kind }) => kind === "function")
        .map(({ def }) => ({ name, params: def?.params?.length ?? 0 }))
    );
    const greedy = functions.filter(({ params }) => params > mostPositional(room));
    assertEquals(greedy, []);
  });
}

Deno.test("the public face is read at all", () => {
  assert(rooms.length >= 10);
});
