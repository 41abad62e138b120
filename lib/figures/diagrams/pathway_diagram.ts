import { plural, quote, UsageError } from "../../errors/mod.ts";
import { type Figure, type FigureOptions, makeFigure } from "../figure.ts";
import type { Diagram } from "./diagram.ts";
import { diagramDrawing } from "./diagram_drawing.ts";
import { diagramKeys } from "./diagram_legend.ts";
import { type DiagramOverlay, type OverlayChoice, overlayNotes } from "./diagram_overlay.ts";
import { diagramWords } from "./diagram_words.ts";
import { layOut } from "./lay_out.ts";
import { diagramBoxes, type DiagramDirection, layoutDot, type LayoutPlan } from "./layout_dot.ts";
import { placedDiagram } from "./placed_diagram.ts";

/** How a diagram is drawn. */
export interface PathwayDiagramOptions extends FigureOptions, OverlayChoice {
  /** What `mechanismFrequency` returned, to stand on its mechanisms; or `nextInhibitor`, on its drugs. */
  readonly overlay?: DiagramOverlay;
  /** Which way it runs; by default whichever takes less room at the width. */
  readonly direction?: DiagramDirection;
  /** How long the layout may take before it is given up; default 20. */
  readonly seconds?: number;
}

/**
 * A pathway or workflow as a figure: activation as an arrow, inhibition as a tee, on-target and bypass
 * told apart by color and dash.
 *
 * Graphviz places boxes of measured size, in several ways: downwards and to the right, with narrow and
 * wide labels. Journal and width choose among these when the figure is made, saved or composed, so
 * that type keeps its size. A group whose members have no edges of their own is one box with them in
 * rows. The layout runs in a worker, and is given up after `seconds`.
 *
 * With an overlay of mechanism frequencies, every node whose `mechanism` (or `change` of its `entity`)
 * was counted says n of N and the share, with a bar. With an overlay of a genotype's inhibitors, every
 * drug says its call and fold change, and is pale unless it is called sensitive.
 *
 * @param diagram What `readDiagram` returned
 * @throws {UsageError} If the layout takes too long, the diagram does not fit the width with type that
 * the preset allows, or an overlay has nothing in common with it
 *
 * @example Usage
 * ```ts
 * import { checkFigure, pathwayDiagram, readDiagram } from "halfmax/figures/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const stem = "data/diagrams/alk_inhibitor_evolution";
 * const evolution = await readDiagram(`${stem}_nodes.csv`, `${stem}_edges.csv`);
 * const figure = await pathwayDiagram(evolution, { preset: "nature" });
 * assertEquals(checkFigure(figure, "nature").passed, true);
 * ```
 */
export async function pathwayDiagram(
  diagram: Diagram,
  options: PathwayDiagramOptions = {},
): Promise<Figure> {
  const { overlay, group, panel, direction, seconds = 20, ...figureOptions } = options;
  if (!(seconds > 0)) {
    throw new UsageError(`Cannot draw a diagram: seconds must be a number > 0, found ${seconds}`);
  }
  const overlaid = overlayNotes(diagram, overlay, { group, panel });
  const plans = plansFor(diagram, direction);
  const boxes = plans.map((plan) => diagramBoxes(diagram, overlaid.notes, plan));
  const size = `${plural(diagram.nodes.length, "node")}, ${plural(diagram.edges.length, "edge")}`;
  const action = `draw ${quote(diagram.title)} (${size})`;
  const answers = await layOut(plans.map((plan, i) => layoutDot(diagram, boxes[i], plan)), {
    seconds,
    action,
  });
  const layouts = answers.map((answer, i) => {
    if ("error" in answer) throw new UsageError(`Cannot ${action}: Graphviz says ${answer.error}`);
    return placedDiagram(diagram, boxes[i], answer.json);
  });
  return makeFigure({
    by: "pathwayDiagram",
    drawing: diagramDrawing(diagram, layouts, {
      keys: diagramKeys(diagram),
      note: overlaid.meaning,
    }),
    title: diagram.title,
    ...diagramWords(diagram, overlaid),
  }, figureOptions);
}

const DIRECTIONS: readonly DiagramDirection[] = ["down", "right"];
/** Widths of labels in em. */
const WRAPS = [4.5, 6.5, 9];
/** Room between neighbours and between ranks in em. */
const TIGHT = { apart: 0.9, between: 1.65 };
/** Downwards, more room only makes it higher. */
const SPACES = { down: [TIGHT], right: [TIGHT, { apart: 1.5, between: 2.8 }] } as const;
/** The most members of a group abreast. */
const ABREAST = [1, 2, 3];
/** Larger diagrams are laid out in one way each direction: the time grows faster than the size. */
const LARGE = 80;

/** The ways of laying a diagram out that are tried. */
function plansFor(
  { nodes, edges }: Diagram,
  asked: DiagramDirection | undefined,
): readonly LayoutPlan[] {
  const groups = Map.groupBy(nodes.filter(({ group }) => group !== ""), ({ group }) => group);
  const largest = Math.max(1, ...[...groups.values()].map(({ length }) => length));
  const large = nodes.length + edges.length > LARGE;
  const ways = DIRECTIONS.filter((one) => asked === undefined || one === asked);
  if (large) {
    return ways.map((direction) => ({ direction, ...TIGHT, wrap: WRAPS[1], abreast: ABREAST[2] }));
  }
  return ways.flatMap((direction) =>
    ABREAST.filter((abreast) => abreast <= largest).flatMap((abreast) =>
      WRAPS.flatMap((wrap) =>
        SPACES[direction].map((space) => ({ direction, ...space, wrap, abreast }))
      )
    )
  );
}
