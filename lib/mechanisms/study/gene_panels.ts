import { DataError, quote } from "../../errors/mod.ts";
import { isMissing, readTextFile } from "../../tables/mod.ts";
import { type Assay, everyGeneAssay, panelAssay } from "../assay.ts";
import type { AlterationKind } from "../finding.ts";
import { readSourceTable } from "../source_table.ts";
import type { Reading } from "../reading.ts";
import type { ClinicalSample } from "./clinical.ts";

/** Which column of the matrix speaks of which kind, by the names it goes by. */
const PROFILES: readonly (readonly [AlterationKind, readonly string[]])[] = [
  ["mutation", ["mutations", "MUTATIONS", "mutation"]],
  ["copy number", ["cna", "CNA", "gistic", "cnas"]],
  ["fusion", ["structural_variants", "STRUCTURAL_VARIANTS", "sv", "fusions", "fusion"]],
];

/** Names of panels that stand for the whole exome or genome. */
const WHOLE = /^(wes|wxs|wgs|exome|genome|whole[ _-]?exome.*|whole[ _-]?genome.*)$/i;

/**
 * Gives each sample the panels that the gene panel matrix names for it. "NA" in the matrix means not
 * profiled. A panel without a definition in the folder has an unknown coverage, and a remark says so.
 */
export async function assignPanels(
  matrixPath: string,
  panelPaths: readonly string[],
  samples: ReadonlyMap<string, ClinicalSample>,
  kinds: readonly AlterationKind[],
  reading: Reading,
): Promise<void> {
  const genes = new Map<string, readonly string[]>();
  for (const path of panelPaths) {
    const { id, list } = await readPanel(path);
    genes.set(id, list);
  }
  const table = await readSourceTable(matrixPath, { delimiter: "\t", comment: "#" });
  reading.count(table.rows.length);
  const sampleAt = table.columns.indexOf("SAMPLE_ID");
  if (sampleAt < 0) {
    throw new DataError(
      `Cannot read ${matrixPath}: needs a column "SAMPLE_ID", found ${
        table.columns.map((name) => quote(name)).join(", ")
      }`,
    );
  }
  const assays = new Map<string, Assay>();
  const of = PROFILES.filter(([kind]) => kinds.includes(kind)).map(([kind, names]) => ({
    kind,
    at: table.columns.findIndex((name) => names.includes(name)),
  })).filter(({ at }) => at >= 0);
  for (const { row, cells } of table.rows) {
    const sample = samples.get(cells[sampleAt]);
    if (sample === undefined) {
      reading.exclude(
        matrixPath,
        row,
        `sample ${quote(cells[sampleAt])} is not in the clinical file`,
      );
      continue;
    }
    for (const { kind, at } of of) {
      const panel = cells[at];
      if (isMissing(panel)) continue;
      const key = `${panel}, ${kind}`;
      let assay = assays.get(key);
      if (assay === undefined) {
        const list = genes.get(panel);
        assay = list !== undefined
          ? panelAssay(key, list, [kind])
          : WHOLE.test(panel)
          ? everyGeneAssay(key, [kind])
          : { name: key, covers: null, detectionLimit: null };
        if (assay.covers === null) {
          reading.remarks.add(
            `gene panel ${
              quote(panel)
            } has no definition in the folder (data_gene_panel_*.txt), so nothing counts as absent where it was used`,
          );
        }
        assays.set(key, assay);
      }
      sample.assays.push(assay);
    }
  }
}

async function readPanel(path: string): Promise<{ id: string; list: readonly string[] }> {
  const lines = (await readTextFile(path)).split(/\r?\n/);
  const value = (key: string) =>
    lines.find((line) => line.startsWith(`${key}:`))?.slice(key.length + 1).trim() ?? "";
  const [id, genes] = [value("stable_id"), value("gene_list")];
  if (id === "" || genes === "") {
    throw new DataError(
      `Cannot read gene panel ${path}: needs lines "stable_id: …" and "gene_list: …", found ${
        quote(lines[0])
      }`,
    );
  }
  return { id, list: genes.split(/[\t,; ]+/).filter((gene) => gene !== "") };
}
