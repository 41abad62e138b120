/**
 * Makes counts.csv: SIMULATED studies of one mechanism, to show what pooling does. Every number is
 * invented: study shares scatter around 30 % on the logit scale. `deno run -A counts.csv.ts`.
 *
 * @module
 */
import { randomSeeded } from "../../lib/numerics/mod.ts";
import { formatCsv } from "../../lib/tables/mod.ts";

const SIZES = [11, 18, 24, 31, 43, 52, 67];

/** The text of counts.csv. */
export function countsCsv(): string {
  const chance = randomSeeded(20261121);
  // Twelve uniform numbers less 6 are nearly normal with SD 1.
  const normal = () => Array.from({ length: 12 }, chance).reduce((sum, u) => sum + u, -6);
  const rows = SIZES.map((total, i) => {
    const share = 1 / (1 + Math.exp(-(Math.log(0.3 / 0.7) + 0.4 * normal())));
    const events = Array.from({ length: total }, () => chance() < share).filter(Boolean).length;
    return [`SIMULATED ${i + 1}`, "crizotinib", "patients", "ALK kinase-domain mutation", events, total];
  });
  return formatCsv(["study", "prior_drug", "unit_of_count", "mechanism", "n", "n_total"], rows);
}

if (import.meta.main) {
  await Deno.writeTextFile(new URL("counts.csv", import.meta.url), countsCsv());
}
