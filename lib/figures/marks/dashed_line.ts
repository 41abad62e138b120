import { QUIET } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { lineElement, type Segment } from "./custom_mark.ts";

/** A quiet dashed line: a threshold. */
export function dashedLine([from, to]: Segment, theme: Theme): SVGElement {
  const line = lineElement(from, to, QUIET, theme.thinLine);
  line.setAttribute("stroke-dasharray", "2,2");
  return line;
}
