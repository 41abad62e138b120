import { includeExcluded, normalizePlates } from "../../lib/plates/mod.ts";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "../assert.ts";
import { wellsOf } from "./text_wells.ts";

const WELLS = wellsOf([
  "plate,well,role,cell_line,drug,dose_uM,replicate,exclude,signal",
  "P1,A1,vehicle,H3122,,,1,,100",
  "P1,A2,sample,H3122,crizotinib,0.001,1,bubble,90",
  "P1,A3,sample,H3122,crizotinib,10,1,,10",
  "P2,A1,vehicle,H3122-<CR>,,,2,,100",
  "P2,A2,sample,H3122-<CR>,crizotinib,1,2,,",
]);

function html(record: object): string {
  const show = Reflect.get(record, Symbol.for("Jupyter.display")) as () => Record<string, string>;
  return show()["text/html"];
}

Deno.test("wells say in a sentence what they are and what was left out", () => {
  assertEquals(
    Deno.inspect(WELLS),
    '5 wells on 2 plates: 2 cell lines, crizotinib 1 nM to 10 µM, 2 replicates; 2 excluded: "bubble" P1 A2, "no signal" P2 A2',
  );
});

Deno.test("normalised wells say how in a second sentence", () => {
  const text = Deno.inspect(normalizePlates(WELLS, { to: "vehicle" }));
  assertStringIncludes(text, "\nFraction of control: signal divided by the mean");
});

Deno.test("one of a kind is named, many are counted, nothing is left unsaid", () => {
  const one = wellsOf(["well,cell_line,dose_nM,signal", "A1,H3122,0,1"]);
  assertEquals(Deno.inspect(one), "1 well on 1 plate: H3122");
  const drugs = wellsOf(["well,drug,dose_ng/mL,signal", "A1,a,5,1", "A2,b,5,1"]);
  assertEquals(Deno.inspect(drugs), "2 wells on 1 plate: 2 drugs 5 ng/mL");
});

Deno.test("a long list of excluded wells is cut with its count", () => {
  const lines = Array.from({ length: 9 }, (_, i) => `A${i + 1},1,bad,1`);
  const text = Deno.inspect(wellsOf(["well,dose_nM,exclude,signal", "B1,0,,1", ...lines]));
  assertStringIncludes(text, '9 excluded: "bad" 1 A1, "bad" 1 A2');
  assert(text.endsWith("and 4 more"), text);
});

Deno.test("the HTML has a row per plate and escapes what the file holds", () => {
  assertStringIncludes(html(WELLS), "H3122-&lt;CR&gt;");
  assertEquals(html(WELLS).match(/<tr>/g)?.length, 3);
});

Deno.test("wells are frozen plain data, and a copy shows no stale text", () => {
  assertThrows(() => Object.assign(WELLS, { unit: "µM" }), TypeError);
  assertEquals(Object.keys(JSON.parse(JSON.stringify(WELLS))), Object.keys(WELLS));
  assertStringIncludes(Deno.inspect(includeExcluded(WELLS)), "1 excluded");
});
