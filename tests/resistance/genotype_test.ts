import { parseGenotype } from "../../lib/resistance/mod.ts";
import { assertEquals } from "../assert.ts";

Deno.test("parseGenotype() reads HGVS protein changes in every spelling of the tables", () => {
  const names: readonly [string, string, string | null][] = [
    ["G1202R", "G1202R", null],
    ["p.G1202R", "G1202R", null],
    ["p.Gly1202Arg", "G1202R", null],
    ["L1196M (Gatekeeper)", "L1196M", null],
    ["Wild-Type EML4- ALK", "WT", null],
    ["wild type", "WT", null],
    ["G1202del", "G1202del", null],
    ["T1151dup", "T1151dup", null],
    ["E746_A750del", "E746_A750del", null],
    ["S1986F;L2000V", "S1986F;L2000V", "not stated"],
    ["L2000V/S1986F", "S1986F;L2000V", "not stated"],
    ["C1156Y + L1198F", "C1156Y;L1198F", "not stated"],
    ["p.[Leu1196Met;Gly1202Arg]", "[L1196M;G1202R]", "cis"],
    ["L1196M;G1202R (cis)", "[L1196M;G1202R]", "cis"],
    ["p.[L1196M];[G1202R]", "[L1196M];[G1202R]", "trans"],
    ["L1196M;G1202R in trans", "[L1196M];[G1202R]", "trans"],
  ];
  for (const [text, name, phase] of names) {
    const genotype = parseGenotype(text);
    assertEquals([genotype.name, genotype.phase, genotype.hgvsLike], [name, phase, true], text);
    assertEquals(genotype.asPrinted, text);
  }
});

Deno.test("parseGenotype() keeps and flags what is not HGVS-like", () => {
  for (const text of ["parental", "panel", "1151Tins", "H3122 CR_A", "1202R", "EML4-ALK v1", ""]) {
    const { name, hgvsLike, kind } = parseGenotype(text);
    assertEquals([name, hgvsLike, kind], [text, false, "other"], text);
  }
});
