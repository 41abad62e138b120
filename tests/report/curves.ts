/** Small files of SIMULATED responses without plates, made without a random number. */
import type { AnalysisCall } from "../../lib/report/mod.ts";

const DOSES = [1, 10, 30, 100, 300, 1000, 10_000];

/** Percent of control at a dose, on a curve with this IC50 and a little scatter. */
function response(dose: number, ic50: number, i: number): number {
  return 100 / (1 + dose / ic50) + [0.8, -0.8, 0.3][i % 3];
}

const lines = [["H3122", 100], ["H3122-CR", 1000]] as const;

const columns = lines.map(([title, ic50]) => {
  const subcolumns = [0, 1].map((replicate) => {
    const values = DOSES.map((dose, i) => {
      // One value that somebody excluded in Prism.
      const out = title === "H3122" && replicate === 1 && i === 1 ? ' Excluded="1"' : "";
      return `<d${out}>${response(dose, ic50, i + 2 * replicate).toFixed(3)}</d>`;
    });
    return `<Subcolumn>${values.join("")}</Subcolumn>`;
  });
  return `<YColumn><Title>${title}</Title>${subcolumns.join("")}</YColumn>`;
});

/** SIMULATED: two lines with two values side by side at each of seven doses. */
export const PRISM =
  `<GraphPadPrismFile><Table TableType="XY" XFormat="numbers" YFormat="replicates" Replicates="2">
<Title>SIMULATED</Title>
<XColumn><Title>log[M]</Title><Subcolumn>${
    DOSES.map((dose) => `<d>${(Math.log10(dose) - 9).toFixed(6)}</d>`).join("")
  }</Subcolumn></XColumn>
${columns.join("\n")}
</Table></GraphPadPrismFile>
`;

/** SIMULATED: one row per curve, and one that holds nothing. */
export const WIDE = [
  ["line", ...DOSES.map((_, i) => `c${i}`)],
  ...[["A", 100] as const, ["B", 1000] as const].map(([name, ic50]) => [
    name,
    ...DOSES.map((dose, i) => (response(dose, ic50, i) / 100).toFixed(4)),
  ]),
  ["C", ...DOSES.map(() => "")],
].map((cells) => cells.join(",")).join("\n") + "\n";

/** How that table is to be read. */
export const WIDE_CALL = {
  wide: Object.fromEntries(DOSES.map((dose, i) => [`c${i}`, dose])),
  doseUnit: "nM",
  scale: "fraction",
} as const satisfies AnalysisCall;

/** SIMULATED: one row per response, without wells; one is left out, one is empty. */
export const LONG = [
  "drug\tdose_nM\tresponse_fraction\texclude",
  ...["crizotinib", "lorlatinib"].flatMap((drug, d) =>
    DOSES.map((dose, i) =>
      `${drug}\t${dose}\t${(response(dose, d === 0 ? 100 : 10, i) / 100).toFixed(2)}\t`
    )
  ),
  "crizotinib\t100\t2.00\tbubble",
  "crizotinib\t100\t\t",
].join("\n") + "\n";

/** SIMULATED: input of the GR calculator. */
export const CALCULATOR = [
  "cell_line,concentration,cell_count,cell_count__ctrl,cell_count__time0",
  ...DOSES.map((dose, i) => `A,${dose / 1000},${Math.round(10 * response(dose, 100, i))},1000,500`),
].join("\n") + "\n";
