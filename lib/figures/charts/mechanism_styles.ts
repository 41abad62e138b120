import { list, nearest, plural, quote, UsageError } from "../../errors/mod.ts";
import { type ExclusiveMechanisms, NOT_FULLY_ASSESSED } from "../../mechanisms/mod.ts";
import type { LegendItem } from "../marks/legend.ts";
import { CATEGORY_COLORS, categoryStyle, PAPER, QUIET, UNKNOWN } from "../theme/palette.ts";

/** How a mechanism looks, wherever units have one each. */
export interface MechanismStyle {
  readonly label: string;
  readonly fill: string;
  /** An outline where the fill is that of the paper. */
  readonly edge: string | null;
  /** What stands in a legend, with a symbol of its own where it is a mechanism. */
  readonly item: LegendItem;
  readonly named: boolean;
}

/** Looks by mechanism, in the order in which they are drawn. */
export interface MechanismStyles {
  readonly styles: readonly MechanismStyle[];
  /** Number of the look of a mechanism. */
  of(mechanism: string): number;
}

/** The last colour stands for the mechanisms that have none of their own. */
const MOST_NAMED = CATEGORY_COLORS.length - 1;

/** Units without a mechanism. */
const NONE: Readonly<Record<string, Pick<MechanismStyle, "fill" | "edge">>> = {
  unknown: { fill: UNKNOWN, edge: null },
  [NOT_FULLY_ASSESSED]: { fill: PAPER, edge: QUIET },
};

/**
 * A colour for each mechanism: those asked for, or the most frequent, in the order of precedence; the
 * others share one, what is unknown is grey and what was not assessed an outline.
 *
 * @throws {UsageError} If a mechanism asked for was not found, or no colours are left for it
 */
export function mechanismStyles(
  { mechanisms, units }: ExclusiveMechanisms,
  asked: readonly string[] | undefined,
  what: string,
): MechanismStyles {
  const found = mechanisms.filter((label) => !(label in NONE));
  requireFound(asked, found, what);
  const counts = new Map<string, number>();
  for (const { mechanism } of units) counts.set(mechanism, (counts.get(mechanism) ?? 0) + 1);
  const most = found.toSorted((a, b) => counts.get(b)! - counts.get(a)!);
  // One that would stand alone among "others" has its own name.
  const room = found.length === MOST_NAMED + 1 ? MOST_NAMED + 1 : MOST_NAMED;
  const kept = asked ?? found.filter((label) => most.indexOf(label) < room);
  const others = found.length - kept.length;
  const labels = [
    ...kept,
    ...(others > 0 ? [plural(others, "other mechanism")] : []),
    ...mechanisms.filter((label) => label in NONE),
  ];
  const styles = labels.map((label, i): MechanismStyle => {
    const none = NONE[label];
    const style = categoryStyle(i < kept.length ? i : MOST_NAMED);
    if (none === undefined) {
      return { label, fill: style.color, edge: null, item: itemOf(label, style), named: true };
    }
    const look = { ...style, symbol: "square" as const, color: none.edge ?? none.fill };
    return {
      label,
      ...none,
      item: itemOf(label, { ...look, open: none.edge !== null }),
      named: false,
    };
  });
  return {
    styles,
    of: (mechanism) => {
      const own = labels.indexOf(mechanism);
      return own < 0 ? kept.length : own;
    },
  };
}

function itemOf(label: string, style: LegendItem["style"]): LegendItem {
  return { label, style, line: false };
}

function requireFound(
  asked: readonly string[] | undefined,
  found: readonly string[],
  what: string,
): void {
  if (found.length === 0) {
    throw new UsageError(`Cannot draw ${what}: needs a mechanism found in a unit, found none`);
  }
  const unknown = asked?.find((name) => !found.includes(name));
  if (unknown !== undefined) {
    const close = nearest(unknown, found);
    throw new UsageError(
      `Cannot draw ${what}: mechanisms must be of ${list(found.map(quote), 12)}, found ${
        quote(unknown)
      }` + (close === undefined ? "" : `. Did you mean ${quote(close)}?`),
    );
  }
  const most = asked === undefined || asked.length === found.length ? MOST_NAMED + 1 : MOST_NAMED;
  if (asked === undefined || (asked.length > 0 && asked.length <= most)) return;
  throw new UsageError(
    `Cannot draw ${what}: mechanisms must be 1 to ${most} names, as more colors cannot be told ` +
      `apart, found ${asked.length}`,
  );
}
