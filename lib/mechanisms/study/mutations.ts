import { DataError, list, plural, quote, UsageError } from "../../errors/mod.ts";
import { isMissing, parseNumber, type Table } from "../../tables/mod.ts";
import type { Biopsy, Measurement, Significance } from "../finding.ts";
import type { Reading } from "../reading.ts";
import { cellGetter } from "../source_table.ts";

/** Classes of variants that leave the protein as it is. */
const NO_CHANGE: ReadonlySet<string> = new Set([
  "Silent",
  "Intron",
  "3'UTR",
  "3'Flank",
  "5'UTR",
  "5'Flank",
  "IGR",
  "RNA",
]);

/** A genome build by any of its names. */
export function parseBuild(text: string): string {
  const plain = text.trim().toLowerCase().replace(/[\s._-]/g, "");
  if (["37", "grch37", "hg19", "ncbi37", "grch37lite", "b37"].includes(plain)) return "GRCh37";
  if (["38", "grch38", "hg38", "ncbi38"].includes(plain)) return "GRCh38";
  if (["36", "ncbi36", "hg18", "361"].includes(plain)) return "NCBI36";
  return text.trim();
}

/**
 * The mutations of a MAF table, row by row, into a reading.
 *
 * @throws {DataError} If columns are missing or genome builds are mixed
 */
export function addMutations(
  table: Table,
  biopsyOf: (sample: string) => Biopsy | undefined,
  assay: (biopsy: Biopsy) => string,
  reading: Reading,
  build: string | undefined,
): void {
  requireColumns(table);
  const cell = (...names: string[]) => cellGetter(table, names);
  const get = {
    gene: cell("Hugo_Symbol"),
    sample: cell("Tumor_Sample_Barcode"),
    type: cell("Variant_Classification"),
    protein: cell("HGVSp_Short", "HGVSp", "Protein_Change", "Amino_Acid_Change"),
    build: cell("NCBI_Build"),
    status: cell("Mutation_Status"),
    driver: cell("cbp_driver", "ONCOGENIC"),
    alternate: cell("t_alt_count"),
    reference: cell("t_ref_count"),
    depth: cell("t_depth"),
  };
  const wanted = oneBuild(table, get.build, build);
  reading.count(table.rows.length);
  for (const { row, cells } of table.rows) {
    const leaveOut = (reason: string) => reading.exclude(table.source, row, reason);
    const sample = get.sample(cells);
    const biopsy = biopsyOf(sample);
    const type = get.type(cells);
    const protein = get.protein(cells);
    if (biopsy === undefined) {
      leaveOut(`sample ${quote(sample)} is not in the clinical file`);
    } else if (wanted !== undefined && parseBuild(get.build(cells)) !== wanted) {
      leaveOut(`genome build ${parseBuild(get.build(cells))}, not ${wanted}`);
    } else if (/^germline$/i.test(get.status(cells))) {
      leaveOut("germline");
    } else if (NO_CHANGE.has(type)) {
      leaveOut(`${type}: the protein is not changed`);
    } else if (isMissing(get.gene(cells)) || get.gene(cells) === "Unknown") {
      leaveOut("no gene named");
    } else {
      const change = isMissing(protein) ? type.replaceAll("_", " ").toLowerCase() : protein;
      const measurement = readCounts(
        get.alternate(cells),
        get.reference(cells),
        get.depth(cells),
      );
      reading.add(table.source, {
        biopsy,
        row,
        assay: assay(biopsy),
        alteration: reading.alteration({
          kind: "mutation",
          gene: get.gene(cells),
          change: change.replace(/^p\./, ""),
          significance: parseDriver(get.driver(cells)),
        }),
        ...(measurement === undefined ? {} : { measurement }),
      });
    }
  }
}

const NEEDED = ["Hugo_Symbol", "Tumor_Sample_Barcode", "Variant_Classification"];

function requireColumns(table: Table): void {
  const missing = NEEDED.filter((name) => !table.columns.includes(name));
  if (missing.length === 0) return;
  throw new DataError(
    `Cannot read ${table.source}: a mutation file needs the columns ${
      list(NEEDED.map(quote))
    }, found no ${list(missing.map(quote))} among ${list(table.columns.map(quote), 6)}`,
  );
}

/** The one genome build of a file; protein positions are safe, but a mix means merged files. */
function oneBuild(
  { rows, source }: Table,
  get: (cells: readonly string[]) => string,
  build: string | undefined,
): string | undefined {
  const counts = new Map<string, number>();
  for (const { cells } of rows) {
    const text = get(cells);
    if (!isMissing(text)) {
      const name = parseBuild(text);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  if (build !== undefined) {
    const wanted = parseBuild(build);
    if (counts.has(wanted)) return wanted;
    throw new UsageError(
      `Cannot read ${source}: build must be one that the file has, found ${quote(build)} (file: ${
        list([...counts.keys()])
      })`,
    );
  }
  if (counts.size <= 1) return undefined;
  throw new DataError(
    `Cannot read ${source}: needs one genome build, found ${
      list([...counts].map(([name, n]) => `${name} in ${plural(n, "row")}`))
    }. Lift one over, or read one with build: ${quote([...counts.keys()][0])}`,
  );
}

function parseDriver(text: string): Significance {
  return /^(putative_driver|oncogenic|likely oncogenic|resistance)$/i.test(text)
    ? "pathogenic"
    : "not stated";
}

function readCounts(
  alternateText: string,
  referenceText: string,
  depthText: string,
): Measurement | undefined {
  const alternate = parseNumber(alternateText);
  const reference = parseNumber(referenceText);
  const depth = parseNumber(depthText) ??
    (alternate !== undefined && reference !== undefined ? alternate + reference : undefined);
  if (alternate === undefined || depth === undefined || !(depth > 0)) return undefined;
  return { alternateCount: alternate, depth, alleleFraction: alternate / depth };
}
