import { linearLight, parseColor } from "./contrast.ts";

/** Kinds of colour-blindness: no working red, green or blue cones. */
export type ColorVision = "normal" | "protanopia" | "deuteranopia" | "tritanopia";

/**
 * What a colour looks like with dichromatic vision, as "#rrggbb".
 *
 * @see Machado, Oliveira and Fernandes (2009) IEEE Trans Vis Comput Graph 15:1291,
 * doi:10.1109/TVCG.2009.113, matrices of severity 1.0, applied to linear light
 */
export function simulateColorVision(color: string, vision: ColorVision): string {
  const light = parseColor(color).map(linearLight);
  const seen = MATRICES[vision].map((row) =>
    row.reduce((sum, weight, i) => sum + weight * light[i], 0)
  );
  const digits = seen.map((value) =>
    Math.round(255 * fromLight(Math.min(1, Math.max(0, value)))).toString(16).padStart(2, "0")
  );
  return `#${digits.join("")}`;
}

/** Distance of two colours in CIE Lab (1976, D65): about 2 can just be told apart side by side. */
export function colorDistance(color: string, other: string): number {
  const [a, b] = [labOf(color), labOf(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** The smallest distance between any two of some colours, as seen with that vision. */
export function smallestDistance(colors: readonly string[], vision: ColorVision): number {
  const seen = colors.map((color) => simulateColorVision(color, vision));
  let smallest = Infinity;
  seen.forEach((color, i) => {
    for (const other of seen.slice(i + 1)) {
      smallest = Math.min(smallest, colorDistance(color, other));
    }
  });
  return smallest;
}

/** Every kind of vision, normal first. */
export const COLOR_VISIONS: readonly ColorVision[] = [
  "normal",
  "protanopia",
  "deuteranopia",
  "tritanopia",
];

const MATRICES: Readonly<Record<ColorVision, readonly (readonly [number, number, number])[]>> = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function fromLight(value: number): number {
  return value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
}

/** sRGB to XYZ (IEC 61966-2-1), XYZ to Lab under D65. */
function labOf(color: string): [number, number, number] {
  const [red, green, blue] = parseColor(color).map(linearLight);
  const x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047;
  const y = 0.2126729 * red + 0.7151522 * green + 0.072175 * blue;
  const z = (0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883;
  const f = (t: number) => t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 * t + 16) / 116;
  return [116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))];
}
