import {
  type Concentration,
  type Curve,
  type Curves,
  curvesFromWells,
  fitDoseResponseInWorker,
  type Fits,
  inhibitoryConcentration,
  requireNamesOfWells,
} from "../dose_response/mod.ts";
import { list, quote, UsageError } from "../errors/mod.ts";
import { fractionsOfControl, includeExcluded, plateQuality, type Wells } from "../plates/mod.ts";
import { type FoldChange, foldChange, foldChangeWithinInWorker } from "../resistance/mod.ts";
import { analysedRows } from "./analysed_rows.ts";
import type { AnalysisCall, ComputedAnalysis } from "./analysis.ts";
import { chooseCurves, type CurveColumns, namedWells, replicatesAmong } from "./choose_curves.ts";
import type { OpenedInput } from "./open_input.ts";
import { versions } from "./versions.ts";
import { withoutPoorPlates } from "./without_poor_plates.ts";
import { counted, type WorkSteps } from "./work_steps.ts";

/**
 * Everything that is computed of an input: quality, curves, IC50s, fold changes. Nothing is drawn.
 *
 * Many curves, or fold changes of one experiment, are fitted in a worker.
 *
 * @param steps Counts the fits, and the fits of pairs
 */
export async function computeAnalysis(
  { read, inputs, simulated }: OpenedInput,
  call: AnalysisCall,
  steps: WorkSteps,
): Promise<ComputedAnalysis> {
  const { by, over, wells, curves, everyCurve } = curvesOf(read, call);
  const { model, reference } = call;
  const pairs = over === null ? curves.filter(({ key }) => isTest(key, reference)).length : 0;
  steps.expects(curves.length + (everyCurve?.length ?? 0) + pairs);
  const fitted = (curves: readonly Curve[]) => {
    steps.starts("fitting curves");
    return fitDoseResponseInWorker(curves, { model, onProgress: counted(steps) });
  };
  const fits = await fitted(curves);
  const concentrations = (kind: "relative" | "absolute", of: Fits = fits) =>
    inhibitoryConcentration(of, { kind, over: over ?? undefined });
  const [absolute, relative] = [concentrations("absolute"), concentrations("relative")];
  // As read: a plate that could not be normalised is judged with the others.
  const quality = "wells" in read && hasControls(read) ? plateQuality(read) : [];
  const rows = analysedRows(wells ?? read);
  const kind = call.kind ?? (rows.control.basis === "none" ? "relative" : "absolute");
  return {
    source: read.source,
    inputs,
    call,
    simulated: simulated || saysSimulated(read),
    rows,
    wells,
    quality,
    by,
    over,
    fits,
    absolute,
    relative,
    everyWell: everyCurve === null ? null : concentrations("absolute", await fitted(everyCurve)),
    withoutPoor: wells === null || over === null
      ? null
      : withoutPoorPlates(fits, { wells, quality, over }),
    folds: reference === undefined
      ? null
      : over === null
      ? await foldsWithin(fits, { reference, kind }, steps)
      : foldsOver({ absolute, relative }, { reference, kind }),
    kind,
    versions: versions(),
  };
}

/** The curves of an input, and how they are told apart. */
interface ChosenCurves extends CurveColumns {
  /** The wells behind them; null where there are none. */
  readonly wells: Wells | null;
  /** The curves. */
  readonly curves: readonly Curve[];
  /** The same with the wells left out back among them; null where there are none to put back. */
  readonly everyCurve: readonly Curve[] | null;
}

function curvesOf(read: Wells | Curves, call: AnalysisCall): ChosenCurves {
  const chosen = "wells" in read ? ofWells(read, call) : ofCurves(read, call);
  if (chosen.curves.length > 0) return chosen;
  throw new UsageError(
    `Cannot analyse ${read.source}: needs ${
      chosen.wells === null ? "responses" : "sample wells"
    } with a dose, found none`,
  );
}

function ofWells(read: Wells, call: AnalysisCall): ChosenCurves {
  requireNamesOfWells(read, call.by);
  // One plate without a signal is no reason to lose the others.
  const [wells, every] = [read, everyWell(read)]
    .map((wells) => wells && fractionsOfControl(wells, { unusable: "exclude" }));
  const { by, over } = chooseCurves(namedWells(wells ?? read), call);
  const curves = curvesFromWells(wells ?? read, { by });
  return {
    by,
    over,
    wells,
    curves,
    everyCurve: every && curvesFromWells(every, { by }),
  };
}

function everyWell(read: Wells): Wells | null {
  return read.excluded.some(({ well }) => well !== null) ? includeExcluded(read) : null;
}

function ofCurves({ source, curves }: Curves, { by: asked, over }: AnalysisCall): ChosenCurves {
  const by = Object.keys(curves[0]?.key ?? {});
  if (asked !== undefined && asked.join("\n") !== by.join("\n")) {
    throw new UsageError(
      `Cannot analyse ${source}: its curves are told apart already, by ${
        list(by.map(quote)) || "nothing"
      }, found by: ${list(asked.map(quote)) || '""'}. Read them with these columns instead`,
    );
  }
  return { by, over: replicatesAmong(by, over), wells: null, curves, everyCurve: null };
}

function hasControls({ wells }: Wells): boolean {
  return wells.some(({ role }) => role === "vehicle" || role === "blank" || role === "positive");
}

/** Data that are made up say so in a name or in that of their file. */
function saysSimulated(read: Wells | Curves): boolean {
  const word = /(^|[^a-z])simulated([^a-z]|$)/i;
  const names = "wells" in read
    ? [...read.wells, ...read.excluded.flatMap(({ well }) => well ?? [])].map(({ labels }) =>
      labels
    )
    : read.curves.map(({ key }) => key);
  return word.test(read.source) ||
    names.some((own) => Object.values(own).some((name) => word.test(name)));
}

/** Whether a curve is one that is divided by the reference. */
function isTest(key: Curve["key"], reference: string | undefined): boolean {
  return reference !== undefined && !Object.values(key).includes(reference);
}

interface Division {
  readonly reference: string;
  readonly kind: "relative" | "absolute";
}

function foldsWithin(
  fits: Fits,
  division: Division,
  steps: WorkSteps,
): Promise<readonly FoldChange[]> {
  steps.starts("dividing IC50s");
  return foldChangeWithinInWorker(fits, { ...division, onProgress: counted(steps) });
}

function foldsOver(
  { absolute, relative }: {
    readonly absolute: readonly Concentration[];
    readonly relative: readonly Concentration[];
  },
  { reference, kind }: Division,
): readonly FoldChange[] {
  return kind === "absolute"
    ? foldChange(absolute, { reference })
    : foldChange(relative, { reference, otherwise: absolute });
}
