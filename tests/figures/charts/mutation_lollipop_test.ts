import { DataError, UsageError } from "../../../lib/errors/mod.ts";
import { checkFigure, mutationLollipop } from "../../../lib/figures/mod.ts";
import { assert, assertEquals, assertThrows } from "../../assert.ts";
import { count, textNamed, textsOf } from "../read_svg.ts";
import { assertSvgSnapshot } from "../svg_snapshot.ts";

/** SIMULATED counts. */
const MUTATIONS = [
  { change: "p.Gly1202Arg", count: 7 },
  { change: "L1196M", count: 4 },
  { change: "G1269A", count: 3 },
  { change: "C1156Y", count: 2 },
  { change: "F1174L", count: 2 },
  { change: "F1174C", count: 1 },
  { change: "I1171T", count: 1 },
  { change: "L1152R", count: 1 },
  { change: "D1203N", count: 1 },
];

Deno.test("mutationLollipop() places mutations on the kinase domain with their role", async () => {
  const figure = mutationLollipop(MUTATIONS, {
    protein: "ALK",
    counted: "patients",
    stamp: "SIMULATED",
  });
  await assertSvgSnapshot("mutation_lollipop", figure.svg);
  for (const journal of ["screen", "nature"]) {
    assertEquals(checkFigure(figure, journal).items.filter(({ passed }) => !passed), []);
  }
  assertEquals(figure.data.map(({ change }) => change), [
    "L1152R",
    "C1156Y",
    "I1171T",
    "F1174C",
    "F1174L",
    "L1196M",
    "G1202R",
    "D1203N",
    "G1269A",
  ]);
  const roleOf = (change: string) => figure.data.find((row) => row.change === change)?.role;
  assertEquals([roleOf("L1196M"), roleOf("G1202R"), roleOf("L1152R")], [
    "gatekeeper",
    "solvent front",
    "",
  ]);
  const texts = textsOf(figure.svg);
  for (const text of ["Kinase domain", "Residue of ALK", "Number of patients", "no role entered"]) {
    assert(texts.includes(text), text);
  }
  assert(textNamed(figure.svg, "L1152R").box.left < textNamed(figure.svg, "G1269A").box.left);
  assertEquals(count(figure.svg, '[aria-label="protein"] rect'), 1);
});

Deno.test("mutationLollipop() takes a domain and roles of the caller's own", () => {
  const figure = mutationLollipop([{ change: "T790M", count: 1, role: "gatekeeper" }], {
    protein: "MINE",
    domain: { name: "Kinase domain", from: 712, to: 979 },
  });
  assertEquals(checkFigure(figure, "nature").passed, true);
  assertEquals(figure.data, [{ change: "T790M", position: 790, count: 1, role: "gatekeeper" }]);
});

Deno.test("mutationLollipop() refuses what has no place", () => {
  const ALK = { protein: "ALK" };
  assertThrows(() => mutationLollipop([], ALK), UsageError, "needs 1 to 40, found 0");
  assertThrows(
    () => mutationLollipop([{ change: "G1202R", count: 0.5 }], ALK),
    UsageError,
    'count of "G1202R" must be a whole number > 0, found 0.5',
  );
  assertThrows(
    () => mutationLollipop([{ change: "G1202R;L1196M", count: 1 }], ALK),
    UsageError,
    "Draw each change of a compound",
  );
  assertThrows(
    () => mutationLollipop([MUTATIONS[1], MUTATIONS[1]], ALK),
    UsageError,
    'found "L1196M" twice',
  );
  assertThrows(
    () => mutationLollipop(MUTATIONS, { protein: "NOPE" }),
    UsageError,
    "the taxonomy has no kinase domain of it",
  );
  assertThrows(() => mutationLollipop([{ change: "amplified", count: 1 }], ALK), DataError);
});
