import { list, plural, quote, UsageError } from "../../errors/mod.ts";
import { defaultTaxonomy, parseProteinChange, type Taxonomy } from "../../mechanisms/mod.ts";
import { type Figure, type FigureOptions, makeFigure } from "../figure.ts";
import { panelGrid } from "../layout/panel_grid.ts";
import { type Lollipop, lollipops, type ProteinStretch } from "../marks/lollipops.ts";
import { type CategoryStyle, categoryStyle, QUIET } from "../theme/palette.ts";

/** A change of a protein and how often it was found. */
export interface CountedMutation {
  /** Protein change: "G1202R" or "p.Gly1202Arg". */
  readonly change: string;
  /** How often it was found. */
  readonly count: number;
  /** What its residue is to the kinase; looked up in the taxonomy when absent. */
  readonly role?: string;
}

/** How mutations are drawn on their protein. */
export interface MutationLollipopOptions extends FigureOptions {
  /** The protein, as the taxonomy calls it: "ALK". */
  readonly protein: string;
  /** The stretch that is drawn; the kinase domain of the taxonomy when absent. */
  readonly domain?: ProteinStretch;
  /** What was counted: "patients", "biopsies"; "findings" when absent. */
  readonly counted?: string;
  /** Where roles and domain are looked up; the library's own by default. */
  readonly taxonomy?: Taxonomy;
}

/** The most mutations that one figure shows. */
const MOST_MUTATIONS = 40;

/**
 * Mutations as lollipops along the kinase domain, as high as their counts, coloured by what their
 * residue is to the kinase (gatekeeper, solvent front, …).
 *
 * A compound mutation stands on several residues: draw each of its changes.
 *
 * @throws {UsageError} If there are no mutations, more than 40, a count is not a whole number above 0,
 * a change is a compound, or the taxonomy has no kinase domain of the protein
 * @throws {DataError} If a change is no protein change
 *
 * @example Usage
 * ```ts
 * import { mutationLollipop } from "halfmax/figures/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = mutationLollipop([
 *   { change: "G1202R", count: 4 },
 *   { change: "L1196M", count: 2 },
 * ], { protein: "ALK", stamp: "SIMULATED" });
 * assertEquals(figure.data.map(({ role }) => role), ["gatekeeper", "solvent front"]);
 * ```
 */
export function mutationLollipop(
  mutations: readonly CountedMutation[],
  { protein, domain, counted = "findings", taxonomy, ...options }: MutationLollipopOptions,
): Figure {
  requireMutations(mutations);
  const rows = (taxonomy ?? defaultTaxonomy()).filter(({ target }) => target === protein);
  const stretch = domain ?? kinaseDomain(rows, protein);
  const placed = mutations.map(({ change, count, role }) => {
    const { short, position } = parseProteinChange(change);
    return { change: short, position, count, role: role ?? roleOf(rows, position) };
  }).sort((a, b) => a.position - b.position || (a.change < b.change ? -1 : 1));
  const roles = [...new Set(placed.map(({ role }) => role))].filter((role) => role !== "");
  const styleOf = (role: string): CategoryStyle =>
    role === "" ? OTHER : categoryStyle(roles.indexOf(role));
  const legend = [...roles, ...(placed.some(({ role }) => role === "") ? [""] : [])].map((
    role,
  ) => ({
    label: role || "no role entered",
    style: styleOf(role),
    line: false,
  }));
  const total = placed.reduce((sum, { count }) => sum + count, 0);
  return makeFigure({
    by: "mutationLollipop",
    drawing: panelGrid([
      lollipops(
        placed.map(({ change, position, count, role }): Lollipop => ({
          label: change,
          position,
          count,
          style: styleOf(role),
        })),
        stretch,
      ),
    ], {
      columns: 1,
      aspect: 0,
      axes: { x: `Residue of ${protein}`, y: `Number of ${counted}` },
      legend,
    }),
    title: `${protein} mutations: ${list(placed.map(({ change }) => change), 6)}`,
    alt: `Lollipop chart of ${
      plural(placed.length, "mutation")
    } of ${protein} along its ${stretch.name.toLowerCase()} (residues ${stretch.from} to ${stretch.to}): ${
      list(placed.map(({ change, count }) => `${change} ${count}`), 20)
    }.`,
    caption:
      `Mutations of ${protein} by residue, number of ${counted} (${total} in all, ${
        plural(placed.length, "different change")
      }); colors, what the residue is to the kinase; bar, ${stretch.name} (residues ${stretch.from} ` +
      `to ${stretch.to}).`,
    data: placed.map(({ change, position, count, role }) => ({ change, position, count, role })),
  }, options);
}

const OTHER: CategoryStyle = { color: QUIET, symbol: "circle", dash: [], open: false };

function requireMutations(mutations: readonly CountedMutation[]): void {
  if (mutations.length === 0 || mutations.length > MOST_MUTATIONS) {
    throw new UsageError(
      `Cannot draw mutations: needs 1 to ${MOST_MUTATIONS}, found ${mutations.length}`,
    );
  }
  const seen = new Set<string>();
  for (const { change, count } of mutations) {
    if (!Number.isInteger(count) || count < 1) {
      throw new UsageError(
        `Cannot draw mutations: count of ${
          quote(change)
        } must be a whole number > 0, found ${count}`,
      );
    }
    if (/[;/+]/.test(change)) {
      throw new UsageError(
        `Cannot draw mutations: each must be one change, found ${quote(change)}. ` +
          "Draw each change of a compound",
      );
    }
    if (seen.has(change)) {
      throw new UsageError(
        `Cannot draw mutations: each must be named once, found ${quote(change)} twice`,
      );
    }
    seen.add(change);
  }
}

/** The stretch whose changes the taxonomy calls kinase-domain mutations. */
function kinaseDomain(rows: Taxonomy, protein: string): ProteinStretch {
  const ranges = rows.filter(({ mechanism }) => mechanism === "kinase-domain mutation")
    .flatMap(({ changes }) => changes).map((change) => /^(\d+)-(\d+)$/.exec(change))
    .filter((match) => match !== null);
  if (ranges.length === 0) {
    throw new UsageError(
      `Cannot draw mutations of ${quote(protein)}: the taxonomy has no kinase domain of it. ` +
        'Give one: { domain: { name: "Kinase domain", from: 1116, to: 1392 } }',
    );
  }
  const [[, from, to]] = ranges;
  return { name: "Kinase domain", from: Number(from), to: Number(to) };
}

function roleOf(rows: Taxonomy, position: number): string {
  const own = rows.find(({ positionRole, changes }) =>
    positionRole !== "" && changes.includes(String(position))
  );
  return own?.positionRole ?? "";
}
