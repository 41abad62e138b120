// @ts-types="npm:@types/d3-sankey@0.12.5"
import { sankey } from "d3-sankey";

/** A stock in one column: so many, drawn in this rank from the top. */
export interface FlowNode {
  readonly column: number;
  readonly rank: number;
  readonly size: number;
}

/** So many from one stock to another of the next column, both by number. */
export interface Flow {
  readonly source: number;
  readonly target: number;
  readonly size: number;
}

/** Where a stock stands, in points. */
export interface PlacedNode {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where a flow leaves and arrives: the middle of its ends, and how thick it is. */
export interface PlacedFlow {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly thickness: number;
}

/** The room that a layout has. */
export interface FlowBox extends PlacedNode {
  readonly nodeWidth: number;
  /** Between two stocks of a column. */
  readonly gap: number;
}

/**
 * Columns of stocks and the flows between neighbouring columns, placed so that flows cross little.
 * Heights are in proportion to sizes, the same in every column; ranks are kept.
 */
export function layOutFlows(
  nodes: readonly FlowNode[],
  flows: readonly Flow[],
  { left, right, top, bottom, nodeWidth, gap }: FlowBox,
): { nodes: PlacedNode[]; flows: PlacedFlow[] } {
  const layout = sankey<FlowNode, { readonly flow: number }>()
    .nodeAlign(({ column }) => column)
    .nodeSort((one, other) => one.rank - other.rank)
    .linkSort(null)
    .nodeWidth(nodeWidth)
    .nodePadding(gap)
    .extent([[left, top], [right, bottom]]);
  const placed = layout({
    // A stock may be more than what flows in or out.
    nodes: nodes.map((node) => ({ ...node, fixedValue: node.size })),
    links: [
      ...flows.map(({ source, target, size }, flow) => ({ source, target, value: size, flow })),
      // Nothing flows here, but the layout counts its columns by what is linked.
      ...columnLinks(nodes).map(([source, target]) => ({ source, target, value: 0, flow: -1 })),
    ],
  });
  return {
    nodes: placed.nodes.map(({ x0 = 0, x1 = 0, y0 = 0, y1 = 0 }) => ({
      left: x0,
      right: x1,
      top: y0,
      bottom: y1,
    })),
    flows: placed.links.filter(({ flow }) => flow >= 0).map(
      ({ source, target, y0 = 0, y1 = 0, width = 0 }): PlacedFlow => ({
        from: [typeof source === "object" ? source.x1 ?? 0 : 0, y0],
        to: [typeof target === "object" ? target.x0 ?? 0 : 0, y1],
        thickness: width,
      }),
    ),
  };
}

/** The first stock of each column with the first of the next. */
function columnLinks(nodes: readonly FlowNode[]): [number, number][] {
  const columns = [...new Set(nodes.map(({ column }) => column))].sort((a, b) => a - b);
  const firsts = columns.map((column) => nodes.findIndex((node) => node.column === column));
  return firsts.slice(1).map((second, i) => [firsts[i], second]);
}
