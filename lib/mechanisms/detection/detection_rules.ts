import ruleText from "../../../data/detection_rules/detection_rules.csv" with { type: "text" };
import { parseTable, readColumns, textColumn } from "../../tables/mod.ts";

/** One sourced statement on what an assay's result means. */
export interface DetectionRule {
  /** The assay. */
  readonly assay: string;
  /** What the statement is about. */
  readonly item: string;
  /** What is counted or judged. */
  readonly criterion: string;
  /** How the criterion stands to the value: ">=", ">", "=", "<"; empty for a statement in words. */
  readonly relation: string;
  /** The value as printed. */
  readonly value: string;
  /** Its unit. */
  readonly unit: string;
  /** Where it is said. */
  readonly source: string;
  /** What must be known beside it. */
  readonly note: string;
}

let kept: readonly DetectionRule[] | undefined;

/**
 * The sourced rules on FISH, immunohistochemistry and sequencing (data/detection_rules), all or those
 * of an assay.
 *
 * @param assay The assay's name in the table
 *
 * @example Usage
 * ```ts
 * import { detectionRules } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const [rule] = detectionRules("ALK FISH break-apart");
 * assertEquals([rule.relation, rule.value, rule.unit], [">=", "15", "%"]);
 * ```
 */
export function detectionRules(assay?: string): readonly DetectionRule[] {
  kept ??= readRules();
  return assay === undefined ? kept : kept.filter((rule) => rule.assay === assay);
}

/** Rules by assay and item, as results cite them. */
export function citeRules(assay: string, items: readonly string[]): readonly DetectionRule[] {
  return detectionRules(assay).filter(({ item }) => items.includes(item));
}

function readRules(): readonly DetectionRule[] {
  const table = parseTable(ruleText, { source: "detection_rules.csv", delimiter: "," });
  const gap = { missing: "null" } as const;
  return readColumns(table, {
    assay: textColumn(),
    item: textColumn(),
    criterion: textColumn(gap),
    relation: textColumn(gap),
    value: textColumn(gap),
    unit: textColumn(gap),
    source: textColumn(),
    note: textColumn(gap),
  }).map(({ assay, item, source, ...rest }) => ({
    assay,
    item,
    source,
    criterion: rest.criterion ?? "",
    relation: rest.relation ?? "",
    value: rest.value ?? "",
    unit: rest.unit ?? "",
    note: rest.note ?? "",
  }));
}
