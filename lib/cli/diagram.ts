import { join } from "node:path";
import { pathwayDiagram, readDiagram, saveFigure } from "../figures/mod.ts";
import type { DiagramRequest } from "./diagram_command.ts";
import { type OutputFolder, probeOutputFolder } from "./output_folder.ts";
import { writeStaged } from "./screen_output.ts";
import { writeError, writeOut } from "./streams.ts";

/** The work of `halfmax diagram`. */
export async function run(request: DiagramRequest, output: OutputFolder | null): Promise<void> {
  if (output !== null) probeOutputFolder(output);
  const { nodes, edges, title, journal, width, direction, seconds, files } = request;
  const diagram = await readDiagram(nodes, edges, title === null ? {} : { title });
  const figure = await pathwayDiagram(diagram, {
    preset: journal,
    ...(width === null ? {} : { width }),
    ...(direction === null ? {} : { direction }),
    ...(seconds === null ? {} : { seconds }),
  });
  if (output === null) writeOut(figure.svg);
  else {
    await writeStaged(
      output,
      files,
      (folder) => saveFigure(figure, join(folder, files[0]), { inputs: [nodes, edges] }),
    );
  }
  writeError(
    `${diagram.title}: ${diagram.nodes.length} nodes and ${diagram.edges.length} edges, ` +
      `${figure.widthMM} x ${figure.heightMM} mm for ${journal}`,
  );
  if (output !== null) writeError(`Written to ${output.name}: ${files.join(", ")}`);
}
