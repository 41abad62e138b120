import {
  type Curve,
  fitDoseResponse,
  fourParameterLogistic,
  inhibitoryConcentration,
} from "../../lib/dose_response/mod.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { randomNormal, randomSeeded } from "../../lib/numerics/mod.ts";
import { formatRatio, makePotency } from "../../lib/potency/mod.ts";
import {
  confirmResistantLine,
  foldChange,
  resistantLineProtocol,
} from "../../lib/resistance/mod.ts";
import {
  assert,
  assertClose,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "../assert.ts";

const DOSES = [0, 0, 0, ...[3, 10, 30, 100, 300, 1000, 3000, 10000].flatMap((d) => [d, d, d])];

/** SIMULATED replicates of one line. */
function line(cell_line: string, ic50: number): Curve[] {
  return ["1", "2", "3"].map((replicate, r) => {
    const prng = randomSeeded(ic50 + r);
    const log10IC50 = Math.log10(ic50) + 0.05 * randomNormal(prng);
    return {
      key: { cell_line, replicate },
      doses: DOSES,
      responses: DOSES.map((dose) =>
        fourParameterLogistic({ log10IC50, hillSlope: 1, top: 1, bottom: 0 }, dose) +
        0.02 * randomNormal(prng)
      ),
      unit: "nM",
      scale: "fraction",
      control: { basis: "vehicle wells" },
    };
  });
}

Deno.test("resistantLineProtocol() starts at the parental IC10 of the fits and steps to the target", () => {
  const fits = fitDoseResponse(line("H3122", 200));
  const plan = resistantLineProtocol({
    parental: fits,
    over: "replicate",
    target: 2000,
    step: 1.5,
    weeksPerStep: 3,
  });
  const [{ potency }] = inhibitoryConcentration(fits, { percent: 10, over: "replicate" });
  assertEquals(plan.escalation[0].dose, potency.estimate!);
  assertEquals(plan.escalation.at(-1)!.dose, 2000);
  for (const { factor } of plan.escalation.slice(1, -1)) assertClose(factor!, 1.5, 1e-12);
  assert(plan.escalation.at(-1)!.factor! <= 1.5 + 1e-12);
  assertEquals(plan.escalation.length, plan.numberOfSteps! + 1);
  assertEquals(plan.weeks, 3 * plan.escalation.length);
  const [least, most] = plan.numberOfStepsRange!;
  assert(least <= plan.numberOfSteps! && plan.numberOfSteps! <= most);
  assertStringIncludes(plan.scheme, "no other source for it was found");
  assertStringIncludes(Deno.inspect(plan), "Confirm by: fold change over the parental line");
});

Deno.test("resistantLineProtocol() has no start dose where the parental IC10 is only a bound", () => {
  const plan = resistantLineProtocol({
    parental: {
      ic10: makePotency({ endpoint: "IC10", relation: "<", estimate: 3 }),
      ic20: makePotency({ endpoint: "IC20", estimate: 6 }),
    },
    target: 1000,
  });
  assertEquals([plan.status, plan.numberOfSteps, plan.escalation.length], [
    "no start dose",
    null,
    0,
  ]);
  assertEquals(plan.reason, "the parental IC10 is < 3 nM");
});

Deno.test("resistantLineProtocol() says when steps are outside the scheme", () => {
  const parental = {
    ic10: makePotency({ endpoint: "IC10", estimate: 10 }),
    ic20: makePotency({ endpoint: "IC20", estimate: 25 }),
  };
  const plan = resistantLineProtocol({ parental, target: 1000, step: 5 });
  assertEquals(plan.escalation.map(({ dose }) => dose), [10, 50, 250, 1000]);
  assertStringIncludes(plan.scheme, "Steps of 5 are outside it");
  assertEquals(resistantLineProtocol({ parental, target: 100, start: "IC20" }).numberOfSteps, 2);
});

Deno.test("resistantLineProtocol() refuses what cannot be planned", () => {
  const parental = {
    ic10: makePotency({ endpoint: "IC10", estimate: 10 }),
    ic20: makePotency({ endpoint: "IC20", estimate: 25 }),
  };
  const refuse = (options: Partial<Parameters<typeof resistantLineProtocol>[0]>, message: string) =>
    assertThrows(
      () => resistantLineProtocol({ parental, target: 1000, ...options }),
      UsageError,
      message,
    );
  refuse({ target: 5 }, "the target must be above the start dose of 10 nM, found 5");
  refuse({ step: 1 }, "step must be above 1, found 1");
  refuse({ weeksPerStep: 0 }, "weeksPerStep must be above 0, found 0");
  refuse({ parental: { ...parental, ic10: parental.ic20 } }, "needs an absolute IC10, found IC20");
  refuse(
    { parental: fitDoseResponse(line("H3122", 200)) },
    "needs the parental line alone, found 3",
  );
});

Deno.test("confirmResistantLine() asks for an interval above 1 and the fold change", () => {
  const fits = fitDoseResponse([...line("P", 100), ...line("R", 900), ...line("S", 120)]);
  const folds = foldChange(inhibitoryConcentration(fits, { over: "replicate" }), {
    reference: "P",
  });
  const protocol = { confirmation: { minimumFold: 2, words: "" } };
  assertEquals(folds.map((fold) => confirmResistantLine(fold, protocol).confirmed), [
    "confirmed",
    "not confirmed",
  ]);
  const wide = { ...folds[0], lower: 0.8, upper: 100 };
  assertEquals(confirmResistantLine(wide, protocol), {
    confirmed: "cannot tell",
    reason: `${formatRatio(wide, { note: false })}, which includes 1`,
    fold: wide,
  });
  const alone = foldChange(
    inhibitoryConcentration(fits).filter(({ key }) => key.replicate === "1"),
    { reference: { cell_line: "P" } },
  );
  assertEquals(confirmResistantLine(alone[0], protocol).confirmed, "cannot tell");
});
