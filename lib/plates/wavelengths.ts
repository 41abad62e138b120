/**
 * The wavelengths in a line of settings above several reads, as SoftMax Pro writes them: "450 650" in one
 * cell; those of equal wavelength are numbered.
 *
 * @param count How many reads there are
 * @returns Null where no cell holds so many
 */
export function wavelengthsIn(line: readonly string[], count: number): readonly string[] | null {
  if (count < 2) return null;
  const waves = line.map((cell) => cell.trim().split(/\s+/))
    .find((words) => words.length === count && words.every((word) => /^\d+$/.test(word)));
  if (waves === undefined) return null;
  const isTwice = new Set(waves).size < count;
  return waves.map((wave, i) => isTwice ? `${wave} (${i + 1})` : wave);
}
