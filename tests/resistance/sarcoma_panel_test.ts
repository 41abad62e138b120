import { checkFigure } from "../../lib/figures/mod.ts";
import { assert, assertClose, assertEquals, assertStringIncludes } from "../assert.ts";
import { sharedTest } from "../shared.ts";
import { foldsOver, INHIBITORS, sarcomaConcentrations, sarcomaFigure } from "./sarcoma_panel.ts";

sharedTest(
  "17 sarcoma lines by six inhibitors stand in one figure, over the median and the most resistant line",
  "real/sarcoma_screen/ratio_data.txt",
  async (path) => {
    const concentrations = sarcomaConcentrations(await Deno.readTextFile(path));
    assertEquals(concentrations.length, 17 * INHIBITORS.length);
    assert(concentrations.every(({ replicates }) => replicates.length === 3));
    const [overMedian, overMost] = (["median", "most resistant"] as const).map((statistic) =>
      foldsOver(concentrations, statistic)
    );
    assertEquals([overMedian.length, overMost.length], [102, 102]);
    const known = (drug: string) =>
      concentrations.flatMap(({ key, potency }) =>
        key.drug === drug && potency.relation === "=" ? [potency.estimate!] : []
      ).sort((a, b) => a - b);
    // All 17 have a crizotinib IC50: the ninth is the median, the last the most resistant.
    const crizotinib = known("crizotinib");
    assertEquals(crizotinib.length, 17);
    for (
      const [folds, reference] of [[overMedian, crizotinib[8]], [overMost, crizotinib[16]]] as const
    ) {
      const found = folds.flatMap(({ key, estimate }) =>
        key.drug === "crizotinib" ? [estimate!] : []
      )
        .sort((a, b) => a - b);
      found.forEach((fold, i) => assertClose(fold, crizotinib[i] / reference, 1e-12));
    }
    // Alectinib reaches half of control in no line: bounds over a bound have no fold change.
    const alectinib = overMedian.filter(({ key }) => key.drug === "alectinib");
    assert(alectinib.every(({ relation }) => relation === "not determined"));
    const figure = sarcomaFigure(concentrations);
    assertEquals(figure.data.length, 204);
    for (const name of [...INHIBITORS, "A204", "VA-ES-BJ", "&gt; 10 µM"]) {
      assertStringIncludes(figure.svg, name);
    }
    // One ramp serves both panels.
    assertEquals(figure.svg.split('aria-label="color ramp"').length - 1, 1);
    assertEquals(checkFigure(figure, "screen").items.filter(({ passed }) => !passed), []);
  },
);
