import { CATEGORY_COLORS, INK, QUIET } from "../theme/palette.ts";
import type { Track } from "./diagram.ts";

/** How the lines of a track look: told apart by dash as well as by color. */
export interface TrackStyle {
  readonly color: string;
  /** In multiples of the line's width; empty for a solid line. */
  readonly dash: readonly number[];
  /** As the legend says it. */
  readonly meaning: string;
}

const PLAIN: TrackStyle = { color: INK, dash: [], meaning: "" };

const STYLES: Readonly<Record<Track, TrackStyle>> = {
  "on-target": { color: CATEGORY_COLORS[0], dash: [], meaning: "on-target" },
  bypass: { color: CATEGORY_COLORS[1], dash: [4, 2], meaning: "bypass" },
  other: { color: QUIET, dash: [6, 1.6, 1.2, 1.6], meaning: "other mechanism" },
  blocked: { color: QUIET, dash: [1.2, 1.6], meaning: "shut by the drug" },
};

/** The look of a track; black and solid where there is none. */
export function trackStyle(track: Track | null): TrackStyle {
  return track === null ? PLAIN : STYLES[track];
}

/** A dash for SVG at that width of line; undefined for a solid line. */
export function dashOf({ dash }: TrackStyle, line: number): string | undefined {
  return dash.length === 0 ? undefined : dash.map((part) => +(part * line).toFixed(3)).join(",");
}
