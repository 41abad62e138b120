/**
 * R drc's published data sets with exact optima, beside the repository when they are there. One
 * reference curve per curve of each LL.3 and LL.4 fit whose optimum is well determined.
 */
import type { Curve, ModelName } from "../../lib/dose_response/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";

/** What drc's files say of one curve. */
export interface ReferenceCurve {
  readonly name: string;
  readonly model: ModelName;
  readonly curve: Curve;
  /** (b, c, d, e) in drc's order; c is 0 for LL.3. */
  readonly estimate: Readonly<Record<"b" | "c" | "d" | "e", number>>;
  readonly standardError: Readonly<Record<string, number>>;
  readonly observedStandardError: Readonly<Record<string, number>>;
  /** Residual variance that the standard errors rest on: over all curves of the fit. */
  readonly variance: number;
  /** Residual sum of squares over all curves of the fit. */
  readonly rss: number;
  readonly curvesInFit: number;
  /** 95 % profile limits, for fits of a single curve. */
  readonly profile: readonly { name: string; lower: number | null; upper: number | null }[];
  /** Effective doses at a percentage, with log-scale delta limits. */
  readonly relative: readonly EffectiveDose[];
  /** Doses at a response. */
  readonly absolute: readonly EffectiveDose[];
}

export interface EffectiveDose {
  readonly level: number;
  readonly estimate: number;
  readonly se: number;
  readonly logLower: number;
  readonly logUpper: number;
}

interface DrcFile {
  readonly dataset: string;
  readonly csv: string;
  readonly type: string;
  readonly formula: string;
  readonly curveid: string | null;
  readonly fits: readonly DrcFit[];
}

interface DrcFit {
  readonly model: string;
  readonly parameters: readonly { name: string }[];
  readonly df_residual: number;
  readonly exact?: {
    readonly well_determined: boolean;
    readonly estimate: readonly number[];
    readonly se_gn: readonly number[];
    readonly se_hess: readonly number[];
    readonly rss: number;
    readonly profile95?: ReferenceCurve["profile"] | null;
    readonly ed_gn?: readonly (EffectiveDose & { curve: string | number })[] | null;
    readonly ed_absolute_gn?: readonly (EffectiveDose & { curve: string })[] | null;
  } | null;
}

/** Every usable reference curve under a folder of drc results. */
export function drcReferences(folder: string): ReferenceCurve[] {
  return [...Deno.readDirSync(folder)]
    .map(({ name }) => name)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .flatMap((name) => {
      const file: DrcFile = JSON.parse(Deno.readTextFileSync(`${folder}/${name}`));
      return file.type === "continuous" ? referencesOf(folder, file) : [];
    });
}

function referencesOf(folder: string, file: DrcFile): ReferenceCurve[] {
  const text = Deno.readTextFileSync(`${folder}/${file.csv}`);
  const table = parseTable(text, { source: file.csv });
  const [response, dose] = file.formula.split("~").map((name) => name.trim());
  const column = (name: string) => table.columns.indexOf(name);
  const curves = new Map<string, { doses: number[]; responses: number[] }>();
  for (const { cells } of table.rows) {
    const id = file.curveid === null ? "(Intercept)" : cells[column(file.curveid)];
    const curve = curves.get(id) ?? { doses: [], responses: [] };
    if (cells[column(response)] === "NA" || cells[column(dose)] === "NA") continue;
    curve.doses.push(Number(cells[column(dose)]));
    curve.responses.push(Number(cells[column(response)]));
    curves.set(id, curve);
  }
  return file.fits.flatMap((fit) => {
    const { exact } = fit;
    if (!["LL.3", "LL.4"].includes(fit.model) || !exact?.well_determined) return [];
    const fitted = [...curves].filter(([id]) =>
      fit.parameters.some(({ name }) => name.slice(2) === id)
    );
    return fitted.map(([id, wells]): ReferenceCurve => {
      const pick = (values: readonly number[]) => {
        const named = fit.parameters.map(({ name }, k) => [name, values[k]] as const);
        const own = named.filter(([name]) => name.slice(2) === id);
        return Object.fromEntries(own.map(([name, value]) => [name[0], value]));
      };
      return {
        name: `${file.dataset} ${id} ${fit.model}`,
        model: fit.model === "LL.3" ? "3PL" : "4PL",
        curve: {
          key: { dataset: file.dataset, curve: id },
          ...wells,
          unit: "x",
          scale: "raw",
          control: { basis: "none" },
        },
        estimate: { b: NaN, c: 0, d: NaN, e: NaN, ...pick(exact.estimate) },
        standardError: pick(exact.se_gn),
        observedStandardError: pick(exact.se_hess),
        variance: exact.rss / fit.df_residual,
        rss: exact.rss,
        curvesInFit: fitted.length,
        profile: fitted.length > 1 ? [] : exact.profile95 ?? [],
        relative: fitted.length > 1 ? [] : exact.ed_gn ?? [],
        absolute: fitted.length > 1 ? [] : exact.ed_absolute_gn ?? [],
      };
    });
  });
}
