import { DataError } from "../../lib/errors/mod.ts";
import { readCivic } from "../../lib/mechanisms/mod.ts";
import { assertEquals, assertRejects } from "../assert.ts";

const HEADER = "molecular_profile\ttherapies\tsignificance\tevidence_level\tevidence_id\n";

async function profiles(...names: readonly string[]) {
  const path = await Deno.makeTempFile({ suffix: ".tsv" });
  const lines = names.map((name) => `${name}\tCrizotinib\tResistance\tD\t444\n`);
  await Deno.writeTextFile(path, HEADER + lines.join(""));
  return await readCivic(path);
}

Deno.test("readCivic() takes molecular profiles apart, old names among them", async () => {
  const read = await profiles(
    "EML4::ALK Fusion AND ALK G1202R",
    "EML4-ALK C1156Y-L1196M",
    "EML4-ALK T1151INST",
    "v::ALK Fusion",
    "MET Amplification",
  );
  assertEquals(read.map(({ alterations }) => alterations.map(({ label }) => label)), [
    ["EML4::ALK fusion", "ALK G1202R"],
    ["EML4::ALK fusion", "ALK C1156Y;L1196M"],
    ["EML4::ALK fusion", "ALK T1151dup"],
    ["v::ALK fusion"],
    ["MET amplification"],
  ]);
  assertEquals(read[0].evidenceId, "EID444");
});

Deno.test("readCivic() keeps what it does not understand", async () => {
  const [read] = await profiles("ALK G1202R AND NOT KRAS Mutation");
  assertEquals(read.alterations.map(({ label }) => label), ["ALK G1202R"]);
  assertEquals(read.notRead, ["NOT KRAS Mutation"]);
});

Deno.test("readCivic() refuses another table", async () => {
  const path = await Deno.makeTempFile({ suffix: ".tsv" });
  await Deno.writeTextFile(path, "gene\tvariant\nALK\tG1202R\n");
  await assertRejects(() => readCivic(path), DataError, "a CIViC evidence table needs the columns");
});
