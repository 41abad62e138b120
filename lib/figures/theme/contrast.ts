import { INK, PAPER } from "./palette.ts";

/** Red, green and blue of "#rrggbb" (or "#rgb", or "rgb(r, g, b)"), each from 0 to 1. */
export function parseColor(color: string): [number, number, number] {
  const rgb = /^rgb\(\s*(\d+)[,\s]+(\d+)[,\s]+(\d+)\s*\)$/.exec(color);
  if (rgb !== null) return [+rgb[1] / 255, +rgb[2] / 255, +rgb[3] / 255];
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(color);
  const hex = short === null
    ? color.slice(1)
    : short.slice(1).map((digit) => digit + digit).join("");
  const part = (at: number) => parseInt(hex.slice(at, at + 2), 16) / 255;
  return [part(0), part(2), part(4)];
}

/** A channel of sRGB as an amount of light. */
export function linearLight(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

/**
 * Contrast of two colours, 1 for equal to 21 for black on white.
 *
 * (L₁ + 0.05) / (L₂ + 0.05) with L the relative luminance, the lighter first. Text wants 4.5 or more.
 *
 * @see Web Content Accessibility Guidelines 2.1, success criterion 1.4.3
 */
export function contrastRatio(color: string, other: string): number {
  const [a, b] = [luminance(color), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Black or white, whichever reads better on a ground. */
export function inkOn(ground: string): string {
  return contrastRatio(INK, ground) >= contrastRatio(PAPER, ground) ? INK : PAPER;
}

function luminance(color: string): number {
  const [red, green, blue] = parseColor(color).map(linearLight);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
