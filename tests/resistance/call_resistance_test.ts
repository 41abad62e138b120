import { UsageError } from "../../lib/errors/mod.ts";
import {
  dividePotencies,
  makePotency,
  type Potency,
  readPotencies,
} from "../../lib/potency/mod.ts";
import {
  callResistance,
  DEFAULT_THRESHOLDS,
  foldChangeOfPotencies,
  readExposures,
} from "../../lib/resistance/mod.ts";
import { assertEquals, assertStringIncludes, assertThrows } from "../assert.ts";

const viability = (known: Partial<Potency>) => makePotency({ readout: "viability", ...known });

Deno.test("callResistance() does not call ROS1 L2000V resistant to lorlatinib, as its authors do not", async () => {
  const folds = foldChangeOfPotencies(await readPotencies("data/published_ic50/ic50.csv"), {
    reference: "WT",
  });
  const call = (genotype: string, drug: string) => {
    const fold = folds.find((one) => one.test === genotype && one.key.drug === drug)!;
    return callResistance(fold, fold.potencies.test).call;
  };
  // 3.6-fold at 2.5 nM, 3.4-fold at 2.4 nM: not resistant.
  assertEquals(call("L2000V", "lorlatinib"), "sensitive");
  assertEquals(call("S1986F;L2000V", "lorlatinib"), "sensitive");
  // "Not potent", "17-fold less potent", "relatively decreased sensitivity".
  assertEquals(call("G2032R", "lorlatinib"), "resistant");
  assertEquals(call("L2086F", "brigatinib"), "resistant");
  assertEquals(call("S1986F;L2000V", "crizotinib"), "resistant");
  // "Moderate potency", "relatively decreased sensitivity": in between.
  assertEquals(call("G2032R", "taletrectinib"), "cannot tell");
  assertEquals(call("L2000V", "crizotinib"), "cannot tell");
});

Deno.test("callResistance() does not call wild type resistant to alectinib for its low free exposure", async () => {
  const exposures = await readExposures("data/exposure/exposure.csv");
  const free = exposures.find(({ drug, basis }) => drug === "alectinib" && basis === "free")!;
  const ic50 = viability({ estimate: 20 });
  const wildType = dividePotencies(ic50, ic50);
  const alone = callResistance(wildType, ic50);
  const beside = callResistance(wildType, ic50, { exposure: { ...free, ic50Basis: "free" } });
  assertEquals([alone.call, beside.call], ["sensitive", "sensitive"]);
  assertEquals(alone.context, null);
  assertEquals(beside.context!.exposureOverIC50.relation, "<");
  assertStringIncludes(Deno.inspect(beside), "Context, not part of the call");
});

Deno.test("callResistance() refuses total exposure with a free IC50", async () => {
  const [total] = await readExposures("data/exposure/exposure.csv");
  const ic50 = viability({ estimate: 20 });
  assertThrows(
    () =>
      callResistance(dividePotencies(ic50, ic50), ic50, {
        exposure: { ...total, ic50Basis: "free" },
      }),
    UsageError,
    "Cannot compare total exposure with a free IC50: both must be total or both free",
  );
});

Deno.test("callResistance() asks that the whole interval agrees", () => {
  const interval = { meaning: "confidence", level: 0.95, sides: 2, method: "t" } as const;
  const reference = viability({ estimate: 100, lower: 90, upper: 110, interval });
  const call = (known: Partial<Potency>) => {
    const test = viability({ interval, ...known });
    const { call, reason } = callResistance(dividePotencies(test, reference), test);
    return [call, reason];
  };
  assertEquals(call({ estimate: 1000, lower: 800, upper: 1200 })[0], "resistant");
  assertEquals(call({ estimate: 150, lower: 140, upper: 160 })[0], "sensitive");
  assertEquals(call({ estimate: 50, lower: 45, upper: 55 })[0], "hypersensitive");
  assertEquals(call({ estimate: 210, lower: 160, upper: 260 }), [
    "cannot tell",
    "fold change not surely above or below 2-fold",
  ]);
  assertEquals(call({ relation: ">", estimate: 1000 })[0], "resistant");
  assertEquals(
    callResistance(
      dividePotencies(viability({ relation: ">", estimate: 1 }), reference),
      viability({ lower: 20, upper: 60, relation: "range" }),
    ).reason,
    "fold change not surely above or below 2-fold; " +
      "IC50 neither surely at most 25 nor surely at least 150 nM",
  );
  assertEquals(call({ relation: "not determined" }), [
    "cannot tell",
    "no fold change; no absolute IC50",
  ]);
});

Deno.test("callResistance() refuses relative IC50s, and does not judge other readouts", () => {
  const one = dividePotencies(viability({ estimate: 1000 }), viability({ estimate: 10 }));
  assertThrows(
    () => callResistance(one, viability({ estimate: 1000, kind: "relative" })),
    UsageError,
    "the IC50 must be absolute",
  );
  assertThrows(
    () => callResistance(one, viability({ estimate: 1000, endpoint: "Ki" })),
    UsageError,
    "needs an IC50 in nM, found Ki in nM",
  );
  assertEquals(
    callResistance(one, makePotency({ estimate: 1000, readout: "enzyme" })).reason,
    "the thresholds are for viability, not enzyme",
  );
});

Deno.test("callResistance() takes thresholds that say where they come from", () => {
  const one = dividePotencies(viability({ estimate: 2.5 }), viability({ estimate: 0.7 }));
  const own = { ...DEFAULT_THRESHOLDS, name: "strict", sensitiveNM: 1, resistantNM: 2 };
  assertEquals(
    callResistance(one, viability({ estimate: 2.5 }), { thresholds: own }).call,
    "resistant",
  );
  assertThrows(
    () =>
      callResistance(one, viability({ estimate: 2.5 }), {
        thresholds: { ...DEFAULT_THRESHOLDS, source: "" },
      }),
    UsageError,
    "thresholds must have a name, a version and a source",
  );
  assertThrows(
    () =>
      callResistance(one, viability({ estimate: 2.5 }), {
        thresholds: { ...DEFAULT_THRESHOLDS, sensitiveNM: 500 },
      }),
    UsageError,
    "thresholds must have 0 <= sensitiveNM <= resistantNM, found 500 and 150",
  );
});
