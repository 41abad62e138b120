import { randomSeeded } from "../../lib/numerics/mod.ts";

/** Doses of every simulated curve, in nM, three wells each. */
const DOSES = Array.from({ length: 10 }, (_, k) => 10 ** (k / 2));

/** A SIMULATED screen as CSV: curves of 30 wells with noise, a fifth of them without effect. */
export function simulatedScreen(curves: number, seed = 1): string {
  const random = randomSeeded(seed);
  const lines = ["cell_line,drug,dose_nM,viability_fraction"];
  for (let curve = 0; curve < curves; curve++) {
    const ic50 = 10 ** (0.5 + 3.5 * random());
    const [hill, bottom] = [0.7 + 1.5 * random(), curve % 5 === 0 ? 1 : 0.3 * random()];
    const name = `line ${Math.floor(curve / 100)},drug ${curve % 100}`;
    for (const dose of DOSES) {
      for (let repeat = 0; repeat < 3; repeat++) {
        const noise = 0.1 * (random() + random() + random() - 1.5);
        const response = bottom + (1 - bottom) / (1 + (dose / ic50) ** hill) + noise;
        lines.push(`${name},${dose.toFixed(3)},${response.toFixed(4)}`);
      }
    }
  }
  return `${lines.join("\n")}\n`;
}
