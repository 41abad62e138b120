import { list, nearest, quote, UsageError } from "../errors/mod.ts";
import { columnIndex, isMissing, parseNumber, type Table } from "../tables/mod.ts";
import type { ResponseScale } from "./well.ts";

/** Names that say of a column that it is a signal as an instrument read it. */
const SIGNALS =
  /^(raw|signal|luminescence|fluorescence|absorbance|intensity|counts?|rlu|rfu|od(_?\d+)?)$/i;

/** Names of responses; what they are compared with stands at their end, as in viability_percent. */
const RESPONSES = /^(response|viability|growth)[\s_]*\(?(fraction|percent|%|raw)?\)?$/i;

/** Words by which a column of numbers may be the response though its name does not follow the rule. */
const RIVALS =
  /(?<![a-z])(inhib(ition)?|effect|response|viability|survival|growth|activity|proliferation|(cyto)?toxicity|death|killing|mortality)(?![a-z])/i;

/** The end of a name that says what its numbers are. */
const SCALE = /(?:^|[\s_(])(fraction|percent|raw|%)\)?$/i;

/** What a misspelt column was most likely meant to be called. */
const USUAL = ["response", "viability", "luminescence", "fluorescence", "absorbance", "signal"];

/** Where a table holds its responses, and what they are. */
export interface ResponseColumn {
  /** Name of the column. */
  readonly response: string;
  /** What its numbers are. */
  readonly scale: ResponseScale;
}

/**
 * The column of the responses and what its numbers are: as asked for, else the only column whose name
 * is that of a signal (`luminescence`, `absorbance`, `counts`, …) or of a response (`response`,
 * `viability`, `growth`), whose scale stands at its end (`viability_fraction`, `response (%)`). Where
 * another column of numbers speaks of a response, as `inhibition_percent` beside `count`, it asks.
 *
 * @param asked What the caller says of it; what is said overrules the name
 * @throws {UsageError} If no column or more than one can be meant, or nothing says what the numbers are
 * @throws {DataError} If there is no column of the name asked for; the message offers the nearest
 *
 * @example Usage
 * ```ts
 * import { findResponseColumn } from "halfmax/plates/mod.ts";
 * import { parseTable } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = parseTable("dose_nM,viability (%)\n10,48\n", { source: "SIMULATED" });
 * assertEquals(findResponseColumn(table), { response: "viability (%)", scale: "percent" });
 * ```
 */
export function findResponseColumn(
  table: Table,
  asked: { readonly response?: string | null; readonly scale?: ResponseScale | null } = {},
): ResponseColumn {
  const response = asked.response ?? onlyResponse(table);
  columnIndex(table, response);
  const scale = asked.scale ?? scaleOf(response);
  if (scale !== undefined) return { response, scale };
  throw new UsageError(
    `Cannot read ${table.source}: needs to know what column ${
      quote(response)
    } holds. Say scale: "raw" (signal as read), scale: "fraction" (1 is control) or scale: "percent" (100 is control)`,
  );
}

function onlyResponse(table: Table): string {
  const { source, columns } = table;
  const found = columns.filter((name) => SIGNALS.test(name) || RESPONSES.test(name));
  if (found.length > 0) {
    const choices = columns.filter((name, index) =>
      found.includes(name) || (RIVALS.test(name) && holdsNumbers(table, index))
    );
    if (choices.length === 1) return choices[0];
    throw new UsageError(
      `Cannot read ${source}: needs one column of the signal or response, found ${
        list(choices.map(quote))
      }. Name the one to read: response: ${quote(choices[0])}`,
    );
  }
  const near = USUAL.map((name) => nearest(name, columns)).find((name) => name !== undefined);
  throw new UsageError(
    `Cannot read ${source}: needs one column of the signal or response (luminescence, viability, …), found ${
      list(columns.map(quote))
    }. Say what it is called: response: ${quote(near ?? columns[columns.length - 1])}`,
  );
}

function holdsNumbers({ rows }: Table, index: number): boolean {
  const cells = rows.map(({ cells }) => cells[index]).filter((cell) => !isMissing(cell));
  const numbers = cells.filter((cell) =>
    parseNumber(cell) !== undefined || parseNumber(cell, { decimal: "," }) !== undefined
  );
  return numbers.length * 2 > cells.length;
}

function scaleOf(name: string): ResponseScale | undefined {
  if (SIGNALS.test(name)) return "raw";
  const word = SCALE.exec(name)?.[1].toLowerCase();
  return word === "%" ? "percent" : (["raw", "fraction", "percent"] as const)
    .find((scale) => scale === word);
}
