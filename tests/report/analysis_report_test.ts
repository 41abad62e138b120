import { createHash } from "node:crypto";
import { type Analysis, analysisReport, analyzePlates } from "../../lib/report/mod.ts";
import { assert, assertEquals, assertStringIncludes } from "../assert.ts";
import { SIMULATED, smallPlates, withoutFigures } from "./plates.ts";

const simulated = await analyzePlates(SIMULATED, { reference: "H3122" });

const only = (text: string, pattern: RegExp) => {
  const found = [...text.matchAll(pattern)];
  assertEquals(found.length, 1, String(pattern));
  return found[0][1];
};

Deno.test("analyzePlates() draws every figure of the report, and shows itself in words", () => {
  assertEquals(simulated.figures.map(({ name }) => name), [
    "plate-quality",
    "plates",
    "dose-response",
    "each-replicate",
    "fold-change",
    "residuals",
  ]);
  assertEquals(simulated.notDrawn, []);
  assertStringIncludes(Deno.inspect(simulated), "H3122-CR, crizotinib over H3122: > 24.8-fold");
});

Deno.test("analysisReport() asks nobody for anything", () => {
  const page = analysisReport(simulated);
  const addresses = [...page.matchAll(/\b(?:https?:)?\/\/[\w.]+[^\s"'<]*/g)].map(([url]) => url);
  assertEquals([...new Set(addresses)], ["http://www.w3.org/2000/svg"]);
  assertEquals(page.match(/<(link|img|iframe|object|embed|form|base)\b/g), null);
  assertEquals(page.match(/\s(on\w+|style|src|srcset|xlink:href)=/g), null);
});

Deno.test("analysisReport() allows its own style and script by their hashes, and no other", () => {
  const page = analysisReport(simulated);
  const policy = only(page, /http-equiv="Content-Security-Policy" content="([^"]*)"/g);
  const hash = (text: string) => `sha256-${createHash("sha256").update(text).digest("base64")}`;
  assert(policy.startsWith("default-src 'none'; "));
  assertStringIncludes(policy, `style-src '${hash(only(page, /<style>(.*?)<\/style>/gs))}'`);
  assertStringIncludes(policy, `script-src '${hash(only(page, /<script>(.*?)<\/script>/gs))}'`);
  assertEquals(policy.includes("unsafe"), false);
});

Deno.test("analysisReport() describes every figure for screen readers", () => {
  const page = analysisReport(simulated);
  const figures = [
    ...page.matchAll(
      /<figure>\n<svg[^>]* role="img"[^>]*>\s*<title>([^<]+)<\/title>\s*<desc>([^<]+)<\/desc>/g,
    ),
  ];
  assertEquals(figures.length, simulated.figures.length);
  for (const [, title, description] of figures) assert(title !== "" && description.length > 40);
});

Deno.test("analysisReport() says SIMULATED where the data do, and not where they do not", async () => {
  assertStringIncludes(analysisReport(simulated), '<p class="simulated">SIMULATED</p>');
  const measured = analysisReport(await withoutFigures(smallPlates({ replicates: ["1", "2"] })));
  assertEquals(measured.includes("SIMULATED"), false);
  for (const page of [analysisReport(simulated), measured]) {
    assertStringIncludes(page, "Research use only");
  }
});

Deno.test("analysisReport() escapes every text of the data", async () => {
  const evil = `<img src=x onerror=alert(1)>"'&`;
  const wells = smallPlates({
    lines: ["A", `B ${evil}`],
    replicates: [`1 ${evil}`, "2"],
    excluded: { 7: `bubble ${evil}` },
    source: `${evil}.csv`,
  });
  const made = await analyzePlates(wells, { reference: "A" });
  const analysis: Analysis = {
    ...made,
    inputs: [{ name: `dir/${evil}.csv`, bytes: 1, sha256: "00" }],
    call: { ...made.call, layout: evil },
  };
  const page = analysisReport(analysis);
  assertEquals(page.includes("<img"), false);
  assertStringIncludes(page, "&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;");
});

Deno.test("analysisReport() leaves out what there is none of", async () => {
  const analysis = await withoutFigures(smallPlates({ lines: ["A"], vehicle: false }));
  const page = analysisReport(analysis);
  assertEquals([analysis.kind, analysis.quality.length], ["relative", 0]);
  for (const part of ["Plate quality", "Fold change", "absolute IC50 with"]) {
    assertEquals(page.includes(`<h2>${part}`), false, part);
  }
});
