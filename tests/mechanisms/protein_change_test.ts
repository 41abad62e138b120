import {
  makeAlteration,
  parseProteinChange,
  parseProteinChanges,
} from "../../lib/mechanisms/mod.ts";
import { DataError } from "../../lib/errors/mod.ts";
import { assertEquals, assertThrows } from "../assert.ts";

Deno.test("parseProteinChange() reads every notation of one change alike", () => {
  for (const text of ["p.Gly1202Arg", "p.(Gly1202Arg)", "p.G1202R", "G1202R", " Gly1202Arg "]) {
    const { short, hgvs, type, position } = parseProteinChange(text);
    assertEquals([short, hgvs, type, position], ["G1202R", "p.G1202R", "substitution", 1202]);
  }
});

Deno.test("parseProteinChange() reads deletions, duplications, insertions, stops, frameshifts, splices", () => {
  const read = (text: string) => {
    const { short, type, position, end } = parseProteinChange(text);
    return [short, type, position, end];
  };
  assertEquals(read("G1202del"), ["G1202del", "deletion", 1202, 1202]);
  assertEquals(read("p.Glu41_Leu54del"), ["E41_L54del", "deletion", 41, 54]);
  assertEquals(read("p.T1151dup"), ["T1151dup", "duplication", 1151, 1151]);
  assertEquals(read("p.V769_D770insASV"), ["V769_D770insASV", "insertion", 769, 770]);
  assertEquals(read("p.L747_P753delinsS"), ["L747_P753delinsS", "deletion-insertion", 747, 753]);
  assertEquals(read("p.Arg1362Ter"), ["R1362*", "stop", 1362, 1362]);
  assertEquals(read("p.P301Qfs*44"), ["P301Qfs*44", "frameshift", 301, 301]);
  assertEquals(read("p.X963_splice"), ["X963_splice", "splice", 963, 963]);
  assertEquals(read("p.Q787="), ["Q787=", "none", 787, 787]);
});

Deno.test("parseProteinChange() reads the old inserted residue as a duplication and says so", () => {
  for (const text of ["1151Tins", "T1151ins", "1151insT", "T1151INST"]) {
    const { short, remark } = parseProteinChange(text);
    assertEquals([short, remark.endsWith("read as T1151dup")], ["T1151dup", true], text);
  }
});

Deno.test("parseProteinChange() refuses what is no protein change", () => {
  for (const text of ["", "MUTATED", "c.3604G>A", "amplification", "G1202"]) {
    assertThrows(() => parseProteinChange(text), DataError, "Cannot read a protein change");
  }
});

Deno.test("parseProteinChanges() orders compounds by position and keeps cis and trans", () => {
  const read = (text: string) => {
    const { label, phase } = parseProteinChanges(text);
    return [label, phase];
  };
  assertEquals(read("L2086F/G2032R"), ["G2032R;L2086F", "not stated"]);
  assertEquals(read("S1986F;L2000V (cis)"), ["S1986F;L2000V (cis)", "cis"]);
  assertEquals(read("T790M and C797S in trans"), ["T790M;C797S (trans)", "trans"]);
  assertEquals(read("p.[S1986F;L2000V]"), ["S1986F;L2000V (cis)", "cis"]);
  assertEquals(read("p.[T790M];[C797S]"), ["T790M;C797S (trans)", "trans"]);
});

Deno.test("makeAlteration() writes labels in the words of the field", () => {
  const label = (
    kind: "mutation" | "copy number" | "fusion" | "histology",
    gene: string,
    change?: string,
  ) => makeAlteration({ kind, gene, change }).label;
  assertEquals(label("mutation", "ALK", "p.Gly1202Arg"), "ALK G1202R");
  assertEquals(label("mutation", "ALK"), "ALK mutation");
  assertEquals(label("copy number", "MET", "Amp"), "MET amplification");
  assertEquals(label("fusion", "ALK", "EML4-ALK fusion"), "EML4::ALK fusion");
  assertEquals(label("histology", "", "small cell"), "small cell");
});
