import { list, quote, UsageError } from "../../errors/mod.ts";
import { knownUnit } from "../../plates/mod.ts";
import { isMolarUnit, parseUnit, toNanomolar } from "../../potency/mod.ts";
import { parseNumber, type PrismTable } from "../../tables/mod.ts";
import { nameOf } from "./prism_doses.ts";

/**
 * The doses of a Prism table without X, from the titles of its columns: "vehicle", "0", "10 nM",
 * "1 µM"; with `doseUnit` plain numbers too.
 *
 * @throws {UsageError} If a title is no dose: the table compares groups and holds no curve
 */
export function dosesOfTitles(
  table: PrismTable,
  doseUnit: string | undefined,
): { unit: string; doses: readonly number[] } {
  const declared = doseUnit === undefined ? undefined : parseUnit(doseUnit);
  const parsed = table.columns.map(({ title }) => parseDose(title, declared));
  const strange = table.columns.filter((_, i) => parsed[i] === undefined);
  const units = [...new Set(parsed.flatMap((dose) => dose?.unit ?? []))];
  const mixed = units.length > 1 && !units.every(isMolarUnit);
  if (strange.length > 0 || units.length === 0 || mixed) {
    throw new UsageError(
      `Cannot read ${
        nameOf(table)
      }: it has no X column, so each column must be titled with a dose ("vehicle", "10 nM"), found ${
        list((strange.length > 0 ? strange : table.columns).map(({ title }) => quote(title)))
      }. Enter the doses as X of an XY table`,
    );
  }
  const molar = units.every(isMolarUnit);
  return {
    unit: molar ? "nM" : units[0],
    doses: parsed.map((dose) => {
      const { amount, unit } = dose ?? { amount: 0, unit: null };
      return unit !== null && molar ? toNanomolar(amount, unit) : amount;
    }),
  };
}

function parseDose(
  title: string,
  declared: string | undefined,
): { amount: number; unit: string | null } | undefined {
  if (/^vehicle$/i.test(title)) return { amount: 0, unit: null };
  const [, number, named] = /^([\d.,]+(?:e[+-]?\d+)?)\s*(\S.*)?$/i.exec(title) ?? [];
  const amount = parseNumber(number ?? "");
  if (amount === undefined) return undefined;
  const unit = named === undefined ? declared ?? null : knownUnit(named);
  if (unit === undefined || (unit === null && amount > 0)) return undefined;
  return { amount, unit: amount === 0 ? null : unit };
}
