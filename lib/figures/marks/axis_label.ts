import { DESCENT, LINE_HEIGHT, wrapText } from "../text/measure_text.ts";
import type { Theme } from "../theme/theme.ts";
import { textElement } from "./custom_mark.ts";

/** Room for an axis label, wrapped to the length of its axis. */
export function axisLabelRoom(label: string, theme: Theme, length: number): number {
  if (label === "") return 0;
  const lines = wrapText(label, theme.text, length).length;
  return theme.gap + (lines - 1) * LINE_HEIGHT * theme.text + theme.text;
}

/** The label of the vertical axis, read upwards, its outermost line at `left`. */
export function leftAxisLabel(
  label: string,
  theme: Theme,
  { left, middle, length }: { left: number; middle: number; length: number },
): SVGElement[] {
  const lines = label === "" ? [] : wrapText(label, theme.text, length);
  const first = left + (1 - DESCENT) * theme.text;
  return lines.map((line, i) =>
    textElement(line, first + i * LINE_HEIGHT * theme.text, middle, {
      size: theme.text,
      rotate: -90,
    })
  );
}

/** The label of the horizontal axis, its last line ending at `bottom`. */
export function bottomAxisLabel(
  label: string,
  theme: Theme,
  { bottom, middle, length }: { bottom: number; middle: number; length: number },
): SVGElement[] {
  const lines = label === "" ? [] : wrapText(label, theme.text, length);
  const last = bottom - DESCENT * theme.text;
  return lines.map((line, i) =>
    textElement(line, middle, last - (lines.length - 1 - i) * LINE_HEIGHT * theme.text, {
      size: theme.text,
    })
  );
}
