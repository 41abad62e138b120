import { parseSvg, serializeSvg } from "../document.ts";
import { textWidth } from "../text/measure_text.ts";

/**
 * A figure's SVG for a screen: every text is held to the width it was laid out for, so that a browser
 * without Arial sets its own font narrower instead of running over the edge. Where Arial is at hand
 * nothing changes. Files for journals do without it: their readers have the font.
 */
export function holdTextWidths(svg: string): string {
  const root = parseSvg(svg);
  for (const text of root.querySelectorAll("text")) {
    const inherited = (name: string) => text.closest(`[${name}]`)?.getAttribute(name);
    const weight = inherited("font-weight") === "bold" ? "bold" : "regular";
    const width = textWidth(text.textContent ?? "", Number(inherited("font-size")), weight);
    if (!(width > 0)) continue;
    text.setAttribute("textLength", String(Math.round(1000 * width) / 1000));
    text.setAttribute("lengthAdjust", "spacingAndGlyphs");
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${serializeSvg(root)}\n`;
}
