import { withDisplay } from "../display/mod.ts";
import { plural } from "../errors/mod.ts";
import type { ResponseScale } from "../plates/mod.ts";
import type { ScreenColumns } from "./screen_columns.ts";

/** The wells of a screen, and which cell line and drug each curve is of. */
export interface NamedScreen extends ScreenColumns {
  /** Where the wells came from, as a reader should know it. */
  readonly source: string;
  /** Cell line of each curve. */
  readonly cellLine: readonly string[];
  /** Drug of each curve. */
  readonly drug: readonly string[];
  /** Unit of the doses, "nM" where molar. */
  readonly unit: string;
  /** What the responses are; the fit needs it too. */
  readonly scale: ResponseScale;
}

/** A screen that shows itself in a line: curves, cell lines, drugs, wells. */
export function showingScreen<S extends NamedScreen>(screen: S): Readonly<S> {
  return withDisplay(screen, () => ({ "text/plain": describeScreen(screen) }));
}

function describeScreen({ source, curves, start, cellLine, drug }: NamedScreen): string {
  return `${source}: ${plural(curves, "curve")} of ${
    plural(new Set(cellLine).size, "cell line")
  } and ${plural(new Set(drug).size, "drug")}, ${plural(start[curves], "well")}`;
}
