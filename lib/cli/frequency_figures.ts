import { join } from "node:path";
import { plural, UsageError } from "../errors/mod.ts";
import type { Figure } from "../figures/mod.ts";
import type { ClassifiedFindings, MechanismFrequency, PooledFrequency } from "../mechanisms/mod.ts";
import { readTextFile, saysSimulated } from "../tables/mod.ts";
import { type FrequencyRequest, MOST_FORESTS } from "./frequency_command.ts";

/** Files of a study that say what it is. */
const DESCRIPTIONS = ["meta_study.txt", "datapackage.json", "data_clinical_sample.txt"];

/** The figures of a run as files, and why others are not among them. */
export interface FrequencyFigures {
  /** By their names in the output folder. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** What was drawn, as "mechanisms". */
  readonly drawn: readonly string[];
  /** What was not, and why. */
  readonly notDrawn: readonly string[];
}

/**
 * The mechanism chart, the OncoPrint and the studies forests in the formats asked for.
 *
 * The charts load on first use.
 *
 * @param request.simulated Whether SIMULATED stands over them
 * @param findings Null for published counts
 */
export async function drawFrequencies(
  { groups, figures: formats, simulated }: Pick<FrequencyRequest, "groups" | "figures"> & {
    readonly simulated: boolean;
  },
  findings: ClassifiedFindings | null,
  frequency: MechanismFrequency,
  pooled: readonly PooledFrequency[],
): Promise<FrequencyFigures> {
  const charts = await import("../figures/mod.ts");
  const options = simulated ? { stamp: "SIMULATED" } : {};
  const forests = pooled.slice(0, MOST_FORESTS);
  const wanted: readonly (readonly [name: string, draw: (() => Figure) | string])[] = [
    [
      "mechanisms",
      () => charts.mechanismChart(frequency, { groups: groups ?? undefined, ...options }),
    ],
    [
      "oncoprint",
      findings === null
        ? "published counts do not say who has what"
        : () => charts.oncoPrint(findings, options),
    ],
    ...forests.map((result, i) =>
      [
        forests.length === 1 ? "studies" : `studies-${i + 1}`,
        () => charts.studiesForest(result, options),
      ] as const
    ),
    ...(forests.length === 0
      ? [["studies", "no mechanism was counted in two cohorts or more"] as const]
      : []),
  ];
  const files: Record<string, Uint8Array> = {};
  const drawn: string[] = [];
  const notDrawn: string[] = [];
  for (const [name, draw] of wanted) {
    const figure = typeof draw === "string" ? draw : figureOrReason(draw);
    if (typeof figure === "string") {
      notDrawn.push(`${name}: ${figure}`);
      continue;
    }
    drawn.push(name);
    for (const file of await charts.figureFiles(figure, `figures/${name}`, { formats })) {
      files[file.name] = file.bytes;
    }
  }
  const left = pooled.length - forests.length;
  if (left > 0) notDrawn.push(`studies of ${plural(left, "mechanism")} with fewer events`);
  return { files, drawn, notDrawn };
}

/** A figure that cannot be drawn, as where a name has letters that the font lacks, says why. */
function figureOrReason(draw: () => Figure): Figure | string {
  try {
    return draw();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.message.replace(/^Cannot draw [^:]+: /, "").replace(/\. Name some of them.*/, "");
  }
}

/** Whether the file, or one of those that describe a study, says that nothing in it was measured. */
export async function isSimulated(path: string): Promise<boolean> {
  const names = Deno.statSync(path).isDirectory
    ? [...Deno.readDirSync(path)].map(({ name }) => name)
      .filter((name) => DESCRIPTIONS.includes(name)).map((name) => join(path, name))
    : [path];
  const texts = await Promise.all(names.map((name) => readTextFile(name)));
  return texts.some(saysSimulated);
}
