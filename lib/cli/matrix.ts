import { list, plural } from "../errors/mod.ts";
import { potenciesOfTable, type PotencyRecord } from "../potency/mod.ts";
import { type CrossResistance, crossResistance } from "../resistance/mod.ts";
import { formatCsv, readTable } from "../tables/mod.ts";
import { MATRIX_FILES, type MatrixRequest } from "./matrix_command.ts";
import { matrixTable, nextInhibitorTable } from "./matrix_tables.ts";
import { type OutputFolder, probeOutputFolder, writeOutput } from "./output_folder.ts";
import { writeError, writeOut } from "./streams.ts";

/** The work of `halfmax matrix`. */
export async function run(request: MatrixRequest, output: OutputFolder | null): Promise<void> {
  if (output !== null) probeOutputFolder(output);
  const { reference, value, unit, genotype: by, inhibitor } = request;
  const potencies: (readonly PotencyRecord[])[] = [];
  for (const file of request.files) {
    potencies.push(potenciesOfTable(await readTable(file), { value, unit }));
  }
  const matrix = crossResistance(potencies, { reference, by, inhibitor });
  const cells = matrixTable(matrix);
  const text = formatCsv(cells.columns, cells.rows);
  if (output === null) writeOut(text);
  else {
    const next = nextInhibitorTable(matrix);
    writeOutput(output, {
      [MATRIX_FILES.matrix]: text,
      [MATRIX_FILES.next]: formatCsv(next.columns, next.rows),
    });
  }
  writeError(summary(matrix));
  if (output !== null) {
    writeError(`Written to ${output.name}: ${list(Object.values(MATRIX_FILES))}`);
  }
}

function summary({ genotypes, inhibitors, panels, cells, flagged, use }: CrossResistance): string {
  const several = cells.filter(({ entries }) => entries.length > 1).length;
  return [
    `${plural(genotypes.length, "genotype")} by ${plural(inhibitors.length, "inhibitor")} from ${
      plural(panels.length, "source and assay", "sources and assays")
    }: ${plural(cells.length, "cell")}, ${several} of them with more than one source`,
    ...(flagged.length > 0 ? [`Not written as protein changes, kept: ${list(flagged)}`] : []),
    use,
  ].join("\n");
}
