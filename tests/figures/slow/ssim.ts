/** A grey picture, one byte a pixel, row by row. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: ArrayLike<number>;
}

/**
 * Mean structural similarity of two grey pictures, over windows of 8 x 8 pixels, 4 apart.
 *
 * SSIM = (2 μ₁μ₂ + c₁)(2 σ₁₂ + c₂) / ((μ₁² + μ₂² + c₁)(σ₁² + σ₂² + c₂)), c₁ = (0.01 · 255)²,
 * c₂ = (0.03 · 255)². Pictures that differ by a pixel in size are compared where both are.
 *
 * @see Wang, Bovik, Sheikh and Simoncelli (2004) IEEE Trans Image Process 13:600
 */
export function structuralSimilarity(a: GreyImage, b: GreyImage): number {
  const [width, height] = [Math.min(a.width, b.width), Math.min(a.height, b.height)];
  let [sum, windows] = [0, 0];
  for (let top = 0; top + WINDOW <= height; top += STEP) {
    for (let left = 0; left + WINDOW <= width; left += STEP) {
      sum += windowSimilarity(a, b, left, top);
      windows++;
    }
  }
  return sum / windows;
}

const WINDOW = 8;
const STEP = 4;
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

function windowSimilarity(a: GreyImage, b: GreyImage, left: number, top: number): number {
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0];
  for (let y = top; y < top + WINDOW; y++) {
    for (let x = left; x < left + WINDOW; x++) {
      const [valueA, valueB] = [a.pixels[y * a.width + x], b.pixels[y * b.width + x]];
      sumA += valueA;
      sumB += valueB;
      squaresA += valueA * valueA;
      squaresB += valueB * valueB;
      products += valueA * valueB;
    }
  }
  const n = WINDOW * WINDOW;
  const [meanA, meanB] = [sumA / n, sumB / n];
  const varianceA = squaresA / n - meanA * meanA;
  const varianceB = squaresB / n - meanB * meanB;
  const covariance = products / n - meanA * meanB;
  return ((2 * meanA * meanB + C1) * (2 * covariance + C2)) /
    ((meanA ** 2 + meanB ** 2 + C1) * (varianceA + varianceB + C2));
}

/** RGBA as grey, by the weights of ITU-R BT.601. */
export function greyOf(
  { width, height, rgba }: { width: number; height: number; rgba: Uint8Array },
): GreyImage {
  const pixels = new Uint8Array(width * height);
  for (let i = 0; i < pixels.length; i++) {
    pixels[i] = Math.round(
      0.299 * rgba[4 * i] + 0.587 * rgba[4 * i + 1] + 0.114 * rgba[4 * i + 2],
    );
  }
  return { width, height, pixels };
}

/** A binary PGM file ("P5"), as `pdftoppm -gray` writes it. */
export function readPgm(bytes: Uint8Array): GreyImage {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(
    new TextDecoder("latin1").decode(bytes.subarray(0, 64)),
  )!;
  return {
    width: Number(head[1]),
    height: Number(head[2]),
    pixels: bytes.subarray(head[0].length),
  };
}

/** A picture made smaller by averaging squares of `factor` pixels. */
export function reduce(image: GreyImage, factor: number): GreyImage {
  const [width, height] = [Math.floor(image.width / factor), Math.floor(image.height / factor)];
  const pixels = new Float64Array(width * height);
  for (let y = 0; y < height * factor; y++) {
    for (let x = 0; x < width * factor; x++) {
      pixels[Math.floor(y / factor) * width + Math.floor(x / factor)] +=
        image.pixels[y * image.width + x] / factor ** 2;
    }
  }
  return { width, height, pixels };
}
