import { DataError, list, quote, UsageError } from "../errors/mod.ts";
import { formatNumber } from "../display/mod.ts";
import { mean, median } from "../statistics/mod.ts";
import { type ControlGroup, controlGroups, nameGroup, SAME_CONTROL } from "./controls.ts";
import { countRoles, makeWells } from "./make_wells.ts";
import type { ExcludedWell, Well, WellRole, Wells } from "./well.ts";

/** How signals become fractions of control. */
export interface NormalizePlatesOptions {
  /** What 1 is (the vehicle wells), and with "vehicle and positive" what 0 is. */
  readonly to: "vehicle" | "vehicle and positive";
  /** What is taken off every signal first. */
  readonly minus?: "blank";
  /** How the control wells of a plate are summarised. */
  readonly average?: "mean" | "median";
  /** Labels that a well shares with its controls beside the plate; by default its cell line. */
  readonly within?: readonly string[];
  /**
   * What becomes of a plate that cannot be normalised, as its vehicle does not exceed its blank: an
   * error (by default), or its wells are excluded with the reason.
   */
  readonly unusable?: "refuse" | "exclude";
}

/**
 * Signals as fractions of control, plate by plate.
 *
 * With s the signal of a well and V, B, P the mean signal of the vehicle, blank and positive wells of
 * its plate (the median on request; wells left out do not count):
 *
 * - `to: "vehicle"`: s / V
 * - `to: "vehicle", minus: "blank"`: (s - B) / (V - B)
 * - `to: "vehicle and positive"`: (s - P) / (V - P); a blank would cancel
 *
 * so that the vehicle wells of every plate have mean response 1. Where a plate holds several cell
 * lines, each is compared with the vehicle wells of its own line. Excluded wells are carried and
 * normalised too, but take no part in V, B and P.
 *
 * The vehicle wells stay among the observations: control is estimated from them when a curve is
 * fitted, so that its uncertainty is not lost here.
 *
 * @returns New wells: `response` is the fraction, `signal` as before, scale "fraction"
 * @throws {UsageError} If the wells are normalised already, or an option is unknown
 * @throws {DataError} If a plate lacks the wells it needs, or its vehicle does not exceed its blank
 *
 * @example Usage
 * ```ts
 * import { normalizePlates, readWells } from "halfmax/plates/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(
 *   path,
 *   "well,role,dose_nM,counts\nA1,vehicle,,1010\nA2,vehicle,,1010\nA3,blank,,10\nA4,sample,100,260\n",
 * );
 * const wells = await readWells(path, { response: "counts", scale: "raw" });
 * const plates = normalizePlates(wells, { to: "vehicle", minus: "blank" });
 * assertEquals(plates.wells.map(({ response }) => response), [1, 1, 0, 0.25]);
 * ```
 */
export function normalizePlates(wells: Wells, options: NormalizePlatesOptions): Wells {
  const { to, minus, average = "mean", within = SAME_CONTROL, unusable } = checkOptions(
    wells,
    options,
  );
  const zero: WellRole | undefined = to === "vehicle and positive" ? "positive" : minus;
  const groups = controlGroups(wells.wells, within);
  const everyReference = groups.map((group) => ({
    group,
    ...referenceOf(group, { zero, average, wells }),
  }));
  const problems = everyReference.flatMap(({ problem }) => problem ?? []);
  const references = everyReference.filter(({ problem }) => problem === undefined);
  if (problems.length > 0 && (unusable !== "exclude" || references.length === 0)) {
    throw new DataError(message(problems));
  }
  const lost = everyReference.flatMap(({ group, problem }) =>
    problem === undefined ? [] : wells.wells.filter(group.serves).map((well): ExcludedWell => ({
      row: well.row,
      plate: well.plate,
      position: well.position,
      reason: `not normalised: ${problem.slice(problem.indexOf(": ") + 2)}`,
      well: null,
    }))
  );
  const onPlate = Map.groupBy(references, ({ group }) => group.plate);
  const normalize = (well: Well): Well | null => {
    const reference = onPlate.get(well.plate)?.find(({ group }) => group.serves(well));
    if (reference === undefined) return null;
    const { one, base } = reference;
    return { ...well, response: (well.signal - base) / (one - base) };
  };
  return makeWells({
    ...wells,
    scale: "fraction",
    control: { basis: "vehicle wells" },
    wells: wells.wells.flatMap((well) => normalize(well) ?? []),
    excluded: [
      ...wells.excluded.map((excluded) => ({
        ...excluded,
        // Nothing to compare with where a whole plate or line is excluded.
        well: excluded.well === null ? null : normalize(excluded.well),
      })),
      ...lost,
    ],
    normalization: describe(references.map(({ group }) => group), { zero, average, within }),
  });
}

function checkOptions(wells: Wells, options: NormalizePlatesOptions): NormalizePlatesOptions {
  const known = {
    to: ["vehicle", "vehicle and positive"],
    minus: ["blank", undefined],
    average: ["mean", "median", undefined],
    unusable: ["refuse", "exclude", undefined],
  };
  for (const [name, choices] of Object.entries(known)) {
    const found: unknown = Reflect.get(options ?? {}, name);
    if (choices.some((choice) => choice === found)) continue;
    const possible = choices.flatMap((choice) => choice === undefined ? [] : [quote(choice)]);
    throw new UsageError(
      `Cannot normalise the wells of ${wells.source}: ${name} must be ${
        possible.join(" or ")
      }, found ${quote(String(found))}`,
    );
  }
  if (wells.scale !== "raw") {
    throw new UsageError(
      `Cannot normalise the wells of ${wells.source}: needs raw signals, found responses that are a ${wells.scale} of control already${
        wells.normalization === "" ? "" : ` (${wells.normalization})`
      }`,
    );
  }
  if (options.to === "vehicle and positive" && options.minus !== undefined) {
    throw new UsageError(
      `Cannot normalise the wells of ${wells.source}: with to: "vehicle and positive" a blank cancels. Leave minus out`,
    );
  }
  return options;
}

interface Reference {
  /** Signal that becomes 1. */
  readonly one: number;
  /** Signal that becomes 0. */
  readonly base: number;
  readonly problem?: string;
}

function referenceOf(
  group: ControlGroup,
  { zero, average, wells }: {
    readonly zero: WellRole | undefined;
    readonly average: "mean" | "median";
    readonly wells: Wells;
  },
): Reference {
  const center = average === "mean" ? mean : median;
  const signals = (role: WellRole) => group.controls(role).map(({ signal }) => signal);
  const needed: WellRole[] = zero === undefined ? ["vehicle"] : ["vehicle", zero];
  const absent = needed.filter((role) => signals(role).length === 0);
  if (absent.length > 0) {
    const here = wells.wells.filter(group.serves);
    const problem = `${nameGroup(group)}: needs ${list(absent)} wells, found none (roles: ${
      countRoles(here)
    })`;
    return { one: NaN, base: NaN, problem };
  }
  const one = center(signals("vehicle"));
  const base = zero === undefined ? 0 : center(signals(zero));
  const fits = zero === "positive" ? one !== base : one > base;
  if (fits) return { one, base };
  const than = zero === undefined ? "0" : `${zero} (${average} ${formatNumber(base)})`;
  const how = zero === "positive" ? "to differ from" : "to exceed";
  return {
    one,
    base,
    problem: `${nameGroup(group)}: needs the vehicle signal ${how} ${than}, found ${average} ${
      formatNumber(one)
    }`,
  };
}

function message(problems: readonly string[]): string {
  return problems.length === 1
    ? `Cannot normalise ${problems[0]}`
    : `Cannot normalise ${problems.length} plates or cell lines:${
      problems.slice(0, 10).map((problem) => `\n  ${problem}`).join("")
    }${problems.length > 10 ? `\n  and ${problems.length - 10} more` : ""}`;
}

/** What was done, as a Methods section says it. */
function describe(
  groups: readonly ControlGroup[],
  { zero, average, within }: {
    readonly zero: WellRole | undefined;
    readonly average: "mean" | "median";
    readonly within: readonly string[];
  },
): string {
  const several = groups.some(({ labels }) => Object.keys(labels).length > 0);
  const whose = several ? `plate and ${list(within).replaceAll("_", " ")}` : "plate";
  const count = (role: WellRole) => {
    const counts = groups.map((group) => group.controls(role).length);
    const [least, most] = [Math.min(...counts), Math.max(...counts)];
    return `${least === most ? least : `${least} to ${most}`} ${role}`;
  };
  const roles: readonly WellRole[] = zero === undefined ? ["vehicle"] : ["vehicle", zero];
  const single = groups.every((group) =>
    roles.reduce((sum, role) => sum + group.controls(role).length, 0) === 1
  );
  const wells = `${roles.map(count).join(" and ")} ${single ? "well" : "wells"} each`;
  const how = zero === undefined
    ? `signal divided by the ${average} of the vehicle wells`
    : zero === "blank"
    ? `signal minus the ${average} of the blank wells, divided by the same for the vehicle wells`
    : `signal scaled from the ${average} of the positive-control wells (0) to that of the vehicle wells (1)`;
  return `Fraction of control: ${how} of the same ${whose} (${wells})`;
}
