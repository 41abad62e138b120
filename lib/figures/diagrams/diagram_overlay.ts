import { list, nearest, quote, UsageError } from "../../errors/mod.ts";
import type { FrequencyRow, MechanismFrequency } from "../../mechanisms/mod.ts";
import type { NextInhibitor, PanelRanking, RankedInhibitor } from "../../resistance/mod.ts";
import { writtenValue } from "../charts/written_value.ts";
import type { Diagram, DiagramNode } from "./diagram.ts";
import type { NodeNote } from "./node_box.ts";

/** What can be written on the nodes of a diagram: mechanism frequencies, or a genotype's inhibitors. */
export type DiagramOverlay = MechanismFrequency | NextInhibitor;

/** Which part of an overlay is written. */
export interface OverlayChoice {
  /** The group of the frequencies; needed where there are several. */
  readonly group?: string;
  /** The source of the sensitivities, by its name or a part of it; needed where there are several. */
  readonly panel?: string;
}

/** What an overlay writes: on nodes by their ids, and under the legend. */
export interface OverlayNotes {
  readonly notes: ReadonlyMap<string, NodeNote>;
  readonly meaning: string;
}

/** The notes of an overlay; none without one. */
export function overlayNotes(
  diagram: Diagram,
  overlay: DiagramOverlay | undefined,
  choice: OverlayChoice,
): OverlayNotes {
  if (overlay === undefined) return { notes: new Map(), meaning: "" };
  return "panels" in overlay
    ? sensitivityNotes(diagram, overlay, choice)
    : frequencyNotes(diagram, overlay, choice);
}

/** n of N and share on every node whose mechanism, or change of a gene, was counted. */
function frequencyNotes(
  { nodes }: Diagram,
  { rows, unit }: MechanismFrequency,
  { group }: OverlayChoice,
): OverlayNotes {
  const groups = [...new Set(rows.map((row) => row.group))];
  const chosen = chosenOf(group, groups, "group");
  const own = rows.filter((row) => row.group === chosen);
  const notes = new Map(nodes.flatMap((node): [string, NodeNote][] => {
    const matching = own.filter(({ mechanism }) => mechanismsOf(node).includes(mechanism));
    if (matching.length === 0) return [];
    const [first] = matching;
    const several = mechanismsOf(node).length > 1;
    return [[node.id, {
      lines: matching.map((row) =>
        several ? `${row.mechanism}: ${countText(row)}` : countText(row)
      ),
      ...(matching.length === 1 && first.estimate !== null ? { share: first.estimate } : {}),
    }]];
  }));
  if (notes.size === 0) {
    throw new UsageError(
      "Cannot lay frequencies over the diagram: needs mechanisms that both have, found none (the " +
        `diagram: ${
          list([...new Set(nodes.flatMap(mechanismsOf))].map(quote), 4) || "none"
        }; the ` +
        `frequencies: ${list(own.map(({ mechanism }) => quote(mechanism)), 4)})`,
    );
  }
  const counted = unit === "as published"
    ? "n of N as published"
    : `n of N ${unit === "biopsy" ? "biopsies" : `${unit}s`} that could show it`;
  const after =
    own.some(({ key }) => "prior_drug" in key || "prior_drugs" in key) && chosen !== "all"
      ? chosen === "none" ? "Before any drug, " : `After ${chosen}, `
      : chosen === "all"
      ? ""
      : `${chosen}: `;
  const meaning = `${after}${counted}; bars, 0 to 100 %`;
  return { notes, meaning: meaning.charAt(0).toUpperCase() + meaning.slice(1) };
}

/** What a node's mechanism may be called: its changes, gene by gene, or the taxonomy's name. */
function mechanismsOf({ mechanism, change, entity }: DiagramNode): string[] {
  if (change !== "") return change.split(";").map((one) => `${entity} ${one.trim()}`);
  return mechanism === "" ? [] : [mechanism];
}

function countText(
  { status, events, assessable, estimate, asPrinted, reason }: FrequencyRow,
): string {
  if (status === "percent only") return `${asPrinted}, counts not given`;
  if (events === null || assessable === null || estimate === null) return reason || status;
  const counts = `${events.toLocaleString("en-US")} of ${assessable.toLocaleString("en-US")}`;
  return `${counts}, ${(100 * estimate).toFixed(estimate === 0 || estimate === 1 ? 0 : 1)} %`;
}

/** Call and fold change on every drug; drugs that are not called sensitive are drawn pale. */
function sensitivityNotes(
  { nodes }: Diagram,
  { panels, genotype, target }: NextInhibitor,
  { panel }: OverlayChoice,
): OverlayNotes {
  const names = panels.map((one) => one.panel);
  const part = names.filter((name) => panel !== undefined && name.includes(panel));
  const name = part.length === 1 ? part[0] : chosenOf(panel, names, "panel");
  const { ranking } = panels.find((one) => one.panel === name) as PanelRanking;
  const drugs = nodes.filter(({ kind }) => kind === "drug");
  const notes = new Map(drugs.flatMap((node): [string, NodeNote][] => {
    if (node.entity.includes(";")) return [];
    const found = ranking.find(({ inhibitor }) => inhibitor === (node.entity || node.label));
    const pale = found?.call !== "sensitive" && found?.call !== "hypersensitive";
    return [[node.id, { lines: found === undefined ? ["not known"] : callLines(found), pale }]];
  }));
  if (notes.size === 0) {
    throw new UsageError(
      "Cannot lay sensitivities over the diagram: needs nodes of the kind drug, found none",
    );
  }
  for (const { id, change } of nodes) {
    if (change === genotype) notes.set(id, { lines: [], marked: true });
  }
  const whose = [target, genotype].filter(Boolean).join(" ");
  return {
    notes,
    meaning: `${whose}: call and fold change over each drug's own reference, ${name}; ` +
      "pale, not called sensitive. Research use only",
  };
}

function callLines({ call, fold, printed }: RankedInhibitor): string[] {
  if (fold !== null && fold.relation !== "not determined") {
    return [call, `${writtenValue(fold, { limits: false })}-fold`];
  }
  return [printed === null ? "not known" : call];
}

/** The one name asked for, or the only one. */
function chosenOf(asked: string | undefined, names: readonly string[], what: string): string {
  if (asked === undefined && names.length === 1) return names[0];
  if (asked !== undefined && names.includes(asked)) return asked;
  const close = asked === undefined ? undefined : nearest(asked, names);
  throw new UsageError(
    `Cannot lay this over the diagram: ${what} must be one of ${
      list(names.map(quote), 12)
    }, found ${asked === undefined ? "none" : quote(asked)}${
      close === undefined ? "" : `. Did you mean ${quote(close)}?`
    }`,
  );
}
