/**
 * Mechanism frequencies from text to tested pairs: ten findings per biopsy over fifty genes. Time per
 * finding should not grow: 10,000, 100,000 and 1,000,000 findings.
 */
import {
  classifyFindings,
  coOccurrence,
  mechanismFrequency,
  panelAssay,
  readFindings,
} from "../../lib/mechanisms/mod.ts";
import { randomSeeded } from "../../lib/numerics/mod.ts";

const GENES = Array.from({ length: 50 }, (_, i) => ["ALK", "MET", "KRAS"][i] ?? `GENE${i}`);
const DRUGS = ["crizotinib", "crizotinib;lorlatinib", "alectinib"];
const HEADER =
  "patient,biopsy,specimen,time_point,prior_drugs,target,assay,kind,gene,change,state,alt_count,depth\n";

/** Writes a SIMULATED table of findings and gives its path. */
async function writeFindings(count: number): Promise<string> {
  const uniform = randomSeeded(3);
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  await Deno.writeTextFile(path, HEADER);
  let lines: string[] = [];
  for (let b = 0; b < count / 10; b++) {
    const drugs = DRUGS[b % 3];
    const genes = new Set<string>();
    while (genes.size < 10) genes.add(GENES[Math.floor(uniform() * 50)]);
    for (const gene of genes) {
      const change = `p.G${100 + Math.floor(uniform() * 20)}R`;
      const state = uniform() < 0.3 ? "present" : "absent";
      lines.push(
        `P${b},B${b},tissue,progression,${drugs},ALK,panel,mutation,${gene},${change},${state},9,600\n`,
      );
    }
    if (lines.length > 50_000) {
      await Deno.writeTextFile(path, lines.join(""), { append: true });
      lines = [];
    }
  }
  await Deno.writeTextFile(path, lines.join(""), { append: true });
  return path;
}

for (const count of [10_000, 100_000, 1_000_000]) {
  const path = await writeFindings(count);
  Deno.bench(`${count.toLocaleString("en-US")} findings: read, classify, tabulate, test 50 genes`, {
    group: "findings",
    n: 1,
    warmup: 0,
  }, async () => {
    const findings = await readFindings(path, {
      assays: [panelAssay("panel", GENES, ["mutation"])],
    });
    const classified = classifyFindings(findings);
    const { rows } = mechanismFrequency(classified, { by: "prior_drug", mechanisms: "gene" });
    const { pairs } = coOccurrence(classified, { most: 50 });
    if (rows.length !== 150 || pairs.length !== 1225) throw new Error("the counts are wrong");
  });
}
