import { composeFigure, doseResponseChart, figureFor } from "../../../lib/figures/mod.ts";
import { fitDoseResponse } from "../../../lib/dose_response/mod.ts";
import { assert, assertEquals, assertStringIncludes } from "../../assert.ts";

const fits = fitDoseResponse([{
  key: { cell_line: "H3122" },
  doses: [1, 10, 100, 1000, 10000],
  responses: [0.99, 0.95, 0.6, 0.15, 0.06],
  unit: "nM",
  scale: "fraction",
  control: { basis: "declared", value: 1 },
}]);

Deno.test("a stamp is drawn, opens the caption and the description, and takes room of its own", () => {
  const plain = doseResponseChart(fits);
  const figure = doseResponseChart(fits, { stamp: "SIMULATED" });
  assertStringIncludes(figure.svg, ">SIMULATED</text>");
  assert(figure.caption.startsWith("SIMULATED. "));
  assert(figure.alt.startsWith("SIMULATED. "));
  assert(figure.heightMM > plain.heightMM);
});

Deno.test("a stamp stays, once, in every preset and composition", () => {
  const figure = doseResponseChart(fits, { stamp: "SIMULATED" });
  const count = (svg: string) => svg.split(">SIMULATED</text>").length - 1;
  assertEquals(count(figureFor(figure, "nature").svg), 1);
  assertEquals(count(composeFigure([[figure, doseResponseChart(fits)]]).svg), 1);
});

Deno.test("without a stamp nothing is added", () => {
  assertEquals(doseResponseChart(fits, { stamp: "" }).svg, doseResponseChart(fits).svg);
});
