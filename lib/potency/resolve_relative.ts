import { DataError, list, nearest, quote } from "../errors/mod.ts";
import { makePotency, type Potency } from "./potency.ts";

/**
 * The concentration behind a relative statement, once its referent is known.
 *
 * "6-36 fold lower than X" with X = 72 nM is the printed range 72/36 to 72/6 = 2 to 12 nM; with X a
 * range its own limits are carried along; with X > 1000 nM it is > 1000/36. A word or a value that was
 * not done leaves it not determined. The result keeps what the statement was measured by, and says in
 * `reason` what it was resolved with.
 *
 * @param potency A relative potency
 * @param referent The potency that it names, itself not relative
 * @throws {DataError} If `potency` is not relative, or the referent is
 *
 * @example Usage
 * ```ts
 * import { parsePotency, resolveRelative } from "halfmax/potency/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const stated = parsePotency("6-36 fold lower than Crizotinib", { unit: "nM" });
 * const resolved = resolveRelative(stated, parsePotency("72", { unit: "nM" }));
 * assertEquals([resolved.relation, resolved.lower, resolved.upper], ["range", 2, 12]);
 * ```
 */
export function resolveRelative(potency: Potency, referent: Potency): Potency {
  const { factor, referent: name } = potency;
  if (potency.relation !== "relative" || factor === undefined || name === undefined) {
    throw new DataError(
      `Cannot resolve a relative potency: needs one that names what it compares with, found ${
        quote(potency.relation)
      }`,
    );
  }
  if (referent.relation === "relative") {
    throw new DataError(
      `Cannot resolve "${name}": it is itself relative to ${quote(referent.referent ?? "")}`,
    );
  }
  const { lower: least, upper: most, direction } = factor;
  const [toLower, toUpper] = direction === "lower"
    ? [(value: number) => value / most, (value: number) => value / least]
    : [(value: number) => value * least, (value: number) => value * most];
  const shared = {
    unit: referent.unit,
    endpoint: potency.endpoint,
    kind: potency.kind ?? referent.kind,
    readout: potency.readout,
    source: potency.source,
    reason: `${least === most ? least : `${least}-${most}`} fold ${direction} than ${name}`,
    ...(potency.approximate || referent.approximate ? { approximate: true } : {}),
  };
  const range = (lower: number, upper: number) =>
    makePotency({
      ...shared,
      relation: "range",
      lower: toLower(lower),
      upper: toUpper(upper),
      interval: { meaning: "printed range" },
    });
  switch (referent.relation) {
    case "=": {
      const estimate = referent.estimate ?? NaN;
      // One factor and one number give one number; an interval of the referent widens it to a range.
      const [lower, upper] = [referent.lower ?? estimate, referent.upper ?? estimate];
      if (least !== most || lower !== upper) return range(lower, upper);
      return makePotency({ ...shared, estimate: toLower(estimate) });
    }
    case "range":
      return range(referent.lower ?? NaN, referent.upper ?? NaN);
    case ">":
    case ">=":
      return makePotency({
        ...shared,
        relation: referent.relation,
        estimate: toLower(referent.estimate ?? NaN),
      });
    case "<":
    case "<=":
      return makePotency({
        ...shared,
        relation: referent.relation,
        estimate: toUpper(referent.estimate ?? NaN),
      });
    default:
      return makePotency({
        ...shared,
        relation: "not determined",
        reason: `${shared.reason}, which is ${quote(referent.word ?? referent.relation)}`,
      });
  }
}

/**
 * The potencies of one row of a table with every relative statement resolved within the row, chains
 * included.
 *
 * Names are matched without regard to case.
 *
 * @param row Potencies by name: one per drug, say
 * @throws {DataError} If a referent is not in the row (the nearest name is offered), or statements
 * refer to each other in a circle
 */
export function resolveRow(
  row: Readonly<Record<string, Potency>>,
): Readonly<Record<string, Potency>> {
  return Object.fromEntries(Object.keys(row).map((name) => [name, resolveIn(row, name, [])]));
}

function resolveIn(
  row: Readonly<Record<string, Potency>>,
  name: string,
  above: readonly string[],
): Potency {
  const potency = row[name];
  if (potency.relation !== "relative") return potency;
  const path = [...above, name];
  if (above.includes(name)) {
    throw new DataError(
      `Cannot resolve ${quote(name)}: it refers to itself (${path.join(", relative to ")})`,
    );
  }
  const wanted = potency.referent ?? "";
  const names = Object.keys(row);
  const referent = names.find((other) => other.toLowerCase() === wanted.toLowerCase());
  if (referent === undefined) {
    const near = nearest(wanted, names);
    throw new DataError(
      `Cannot resolve ${quote(name)}: needs the value of ${quote(wanted)}, found ${
        list(names.map(quote))
      }.${near === undefined ? "" : ` Did they mean ${quote(near)}?`}`,
    );
  }
  return resolveRelative(potency, resolveIn(row, referent, path));
}
