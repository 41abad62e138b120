import { list, quote, UsageError } from "../errors/mod.ts";
import type { ResponseScale } from "../plates/mod.ts";
import type { Table } from "../tables/mod.ts";

/** Names that say of a column that it is a signal as an instrument read it. */
const SIGNALS =
  /^(raw|signal|luminescence|fluorescence|absorbance|intensity|counts?|rlu|rfu|od(_?\d+)?)$/i;

/** Names of responses; what they are compared with stands at their end, as in viability_percent. */
const RESPONSES = /^(response|viability|growth)[\s_]*\(?(fraction|percent|%|raw)?\)?$/i;

/** The end of a name that says what its numbers are. */
const SCALE = /(?:^|[\s_(])(fraction|percent|raw|%)\)?$/i;

/**
 * The column of the signal and what its numbers are: as asked for, else the only column whose name is
 * that of a signal (`luminescence`, `absorbance`, …) or of a response with its scale
 * (`viability_fraction`).
 *
 * @throws {UsageError} If no column or more than one can be meant, or nothing says what the numbers are
 */
export function chooseSignal(
  table: Table,
  { response, scale }: { readonly response?: string; readonly scale?: ResponseScale },
): { readonly response: string; readonly scale: ResponseScale } {
  const name = response ?? onlySignal(table);
  const declared = scale ?? scaleOf(name);
  if (declared !== undefined) return { response: name, scale: declared };
  throw new UsageError(
    `Cannot read ${table.source}: needs to know what column ${
      quote(name)
    } holds. Say scale: "raw" (signal as read), scale: "fraction" (1 is control) or scale: "percent" (100 is control)`,
  );
}

function onlySignal(table: Table): string {
  const found = table.columns.filter((name) => SIGNALS.test(name) || RESPONSES.test(name));
  if (found.length === 1) return found[0];
  throw new UsageError(
    `Cannot read ${table.source}: needs one column of the signal, found ${
      list((found.length > 1 ? found : table.columns).map(quote))
    }. Say response: ${JSON.stringify(found[0] ?? "luminescence")}, or what it is called`,
  );
}

function scaleOf(name: string): ResponseScale | undefined {
  if (SIGNALS.test(name)) return "raw";
  const word = SCALE.exec(name)?.[1].toLowerCase();
  return word === "%" ? "percent" : (["raw", "fraction", "percent"] as const)
    .find((scale) => scale === word);
}
