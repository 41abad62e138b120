import { fourParameterLogistic } from "../dose_response/mod.ts";
import { UsageError } from "../errors/mod.ts";
import { type Prng, randomNormal, randomSeeded } from "../numerics/mod.ts";
import { PLATE_SHAPES, positionAt, type Well, type Wells } from "../plates/mod.ts";
import { type NamedScreen, showingScreen } from "./named_screen.ts";

/** How large a simulated screen is. */
export interface SimulateScreenOptions {
  /** How many cell lines; default 1,000. */
  readonly lines?: number;
  /** How many drugs; default 1,000. */
  readonly drugs?: number;
  /** Seed of its random numbers; default 1. */
  readonly seed?: number;
}

/** A SIMULATED screen: the wells of its curves as fractions of control, and its control wells as read. */
export interface SimulatedScreen extends NamedScreen {
  /** Vehicle and positive wells of every plate, raw, for `plateQuality`. */
  readonly controls: Wells;
}

/** Doses of every curve: eight, half a decade apart, 3.16 nM to 10 µM. */
const DOSES = [3.16, 10, 31.6, 100, 316, 1000, 3160, 10000];
/** Wells of each dose. */
const REPEATS = 2;
/** Drugs of one plate of 384 wells: columns 3 to 22 with 16 wells each. */
const DRUGS_ON_PLATE = 20;
/** Signal of the vehicle wells, and the share of it that killed cells leave. */
const SIGNAL = 50_000;
const DEAD = 0.02;

/**
 * A SIMULATED screen of every drug on every cell line, by default the million curves of 1,000 on 1,000.
 *
 * Of the drugs 35 % do nothing, 20 % stop most lines (IC50 10 nM to 1 µM) and 45 % stop 2 to 15 % of
 * the lines and leave the others alone. Of the lines 4 % are resistant to whatever works, by 1.3 decades. A
 * plate of 384 wells holds one line and 20 drugs in eight doses, two wells each, with 32 vehicle and 32
 * positive wells; wells vary by 6 %, on one plate of 40 by 30 %, and on one of 40 the outer control
 * wells read 25 % low.
 *
 * Each line, drug and plate has random numbers of its own, so that a small screen is a corner of the
 * large one: the same lines and drugs with the same wells.
 *
 * @returns Curves line by line, on shared memory; it shows itself in a line
 * @throws {UsageError} If a size is no whole number above 0
 *
 * @example Usage
 * ```ts
 * import { fitScreen, simulateScreen } from "halfmax/screen/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const screen = simulateScreen({ lines: 3, drugs: 4 });
 * assertEquals([screen.curves, screen.cellLine[4], screen.drug[4]], [12, "line 0002", "drug 0001"]);
 * assertEquals(fitScreen(screen).curves, 12);
 * ```
 */
export function simulateScreen(
  { lines = 1000, drugs = 1000, seed = 1 }: SimulateScreenOptions = {},
): SimulatedScreen {
  for (const [name, count] of Object.entries({ lines, drugs })) {
    if (Number.isInteger(count) && count > 0) continue;
    throw new UsageError(
      `Cannot simulate a screen: ${name} must be a whole number above 0, found ${count}`,
    );
  }
  const curves = lines * drugs;
  const wellsOfCurve = DOSES.length * REPEATS;
  const start = new Uint32Array(new SharedArrayBuffer(4 * (curves + 1)));
  const dose = new Float64Array(new SharedArrayBuffer(8 * curves * wellsOfCurve));
  const response = new Float64Array(new SharedArrayBuffer(8 * curves * wellsOfCurve));
  const drugTraits = Array.from({ length: drugs }, (_, d) => drugTrait(stream(seed, "drug", d)));
  const lineTraits = Array.from({ length: lines }, (_, l) => lineTrait(stream(seed, "line", l)));
  const plates = Math.ceil(drugs / DRUGS_ON_PLATE);
  const controls: Well[] = [];
  for (let line = 0; line < lines; line++) {
    for (let plate = 0; plate < plates; plate++) {
      const random = stream(seed, "plate", line * 65536 + plate);
      const trait = plateTrait(random);
      const name = `${numbered("P", line)}-${plate + 1}`;
      addControls(controls, { name, line: numbered("line ", line), trait, random });
      const first = plate * DRUGS_ON_PLATE;
      for (let d = first; d < Math.min(drugs, first + DRUGS_ON_PLATE); d++) {
        const curve = line * drugs + d;
        const truth = truthOf(drugTraits[d], lineTraits[line], random);
        start[curve + 1] = (curve + 1) * wellsOfCurve;
        for (let k = 0; k < wellsOfCurve; k++) {
          const i = curve * wellsOfCurve + k;
          dose[i] = DOSES[Math.floor(k / REPEATS)];
          response[i] = fourParameterLogistic(truth, dose[i]) + trait.noise * randomNormal(random);
        }
      }
    }
  }
  const lineNames = Array.from({ length: lines }, (_, l) => numbered("line ", l));
  const drugNames = Array.from({ length: drugs }, (_, d) => numbered("drug ", d));
  return showingScreen({
    source: "SIMULATED",
    curves,
    start,
    dose,
    response,
    cellLine: Array.from({ length: curves }, (_, curve) => lineNames[Math.floor(curve / drugs)]),
    drug: Array.from({ length: curves }, (_, curve) => drugNames[curve % drugs]),
    unit: "nM",
    scale: "fraction",
    controls: wellsOf(controls),
  });
}

const KINDS = ["drug", "line", "plate"] as const;

/** Random numbers of one drug, line or plate. */
function stream(seed: number, kind: typeof KINDS[number], index: number): Prng {
  return randomSeeded((seed * KINDS.length + KINDS.indexOf(kind)) * 2 ** 32 + index);
}

/** "line 0001" for the first. */
function numbered(word: string, index: number): string {
  return `${word}${String(index + 1).padStart(4, "0")}`;
}

interface DrugTrait {
  /** Share of the lines that it stops. */
  readonly share: number;
  /** log10 of its IC50 (nM) on these. */
  readonly log10IC50: number;
  readonly hillSlope: number;
  readonly bottom: number;
}

function drugTrait(random: Prng): DrugTrait {
  const kind = random();
  const share = kind < 0.35 ? 0 : kind < 0.55 ? 0.95 : 0.02 + 0.13 * random();
  return {
    share,
    log10IC50: 1 + 2 * random(),
    hillSlope: 0.8 + 1.4 * random(),
    bottom: 0.25 * random(),
  };
}

interface LineTrait {
  /** Decades that IC50s lie higher on a resistant line. */
  readonly shift: number;
}

function lineTrait(random: Prng): LineTrait {
  return { shift: random() < 0.04 ? 1.3 : 0 };
}

interface PlateTrait {
  /** SD of the wells, as a share of control. */
  readonly noise: number;
  /** Share by which the outer control wells read low. */
  readonly edge: number;
}

function plateTrait(random: Prng): PlateTrait {
  const kind = random();
  return { noise: kind < 0.025 ? 0.3 : 0.06, edge: kind > 0.975 ? 0.25 : 0 };
}

/** What a drug does to a line: nothing where the line is not among those that it stops. */
function truthOf(drug: DrugTrait, line: LineTrait, random: Prng) {
  const sensitive = random() < drug.share;
  const away = 0.3 * randomNormal(random);
  return {
    log10IC50: drug.log10IC50 + away + line.shift,
    hillSlope: drug.hillSlope,
    top: 1,
    bottom: sensitive ? drug.bottom : 1,
  };
}

/** Columns 1 and 2 hold vehicle, 23 and 24 cells killed by the positive control. */
function addControls(
  wells: Well[],
  { name, line, trait, random }: {
    readonly name: string;
    readonly line: string;
    readonly trait: PlateTrait;
    readonly random: Prng;
  },
): void {
  const { rows, columns } = PLATE_SHAPES[384];
  for (let row = 1; row <= rows; row++) {
    for (const column of [1, 2, columns - 1, columns]) {
      const vehicle = column <= 2;
      const outer = column === 1 || column === columns || row === 1 || row === rows;
      const level = (vehicle ? 1 : DEAD) * (outer ? 1 - trait.edge : 1);
      const signal = Math.round(SIGNAL * level * (1 + trait.noise * randomNormal(random)));
      wells.push({
        plate: name,
        position: positionAt(row, column),
        role: vehicle ? "vehicle" : "positive",
        dose: vehicle ? 0 : null,
        signal,
        response: signal,
        labels: { cell_line: line },
        row: wells.length + 2,
      });
    }
  }
}

function wellsOf(wells: readonly Well[]): Wells {
  return {
    source: "SIMULATED",
    unit: "nM",
    scale: "raw",
    control: { basis: "vehicle wells" },
    wells,
    excluded: [],
    rowsRead: wells.length,
    normalization: "",
  };
}
