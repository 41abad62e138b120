import { join } from "node:path";
import { analyzeCommand } from "../../lib/cli/analyze_command.ts";
import { parseArguments } from "../../lib/cli/parse_arguments.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { assertEquals, assertStringIncludes, assertThrows } from "../assert.ts";
import { halfmax, inFolder, namesIn } from "./halfmax.ts";

const planned = (...args: string[]) =>
  analyzeCommand.plan(parseArguments(args, analyzeCommand.syntax, "halfmax analyze"));

Deno.test("halfmax analyze opens a layout that is a file, and takes any other as text", async () => {
  await inFolder({ "layout.csv": "" }, (folder) => {
    const path = join(folder, "layout.csv");
    const named = planned("a.xlsx", "--layout", path, "--out", "x");
    assertEquals(named.inputs, ["a.xlsx", path]);
    const text = planned("a.xlsx", "--layout", "columns 2-11: crizotinib", "--out", "x");
    assertEquals([text.inputs, text.request.call.layout], [["a.xlsx"], "columns 2-11: crizotinib"]);
    return Promise.resolve();
  });
});

Deno.test("halfmax analyze takes the options of halfmax fit for files without plates", () => {
  const prism = planned(
    ...["a.pzfx", "--response-scale", "percent", "--prism-table", "Data 2", "--log-dose", "no"],
    ...["--dose-unit", "M", "--vehicle-x=-15", "--by", "column", "--out", "x"],
  );
  const { file, call } = prism.request;
  assertEquals(file, "a.pzfx");
  assertEquals(JSON.parse(JSON.stringify(call)), {
    doseUnit: "M",
    scale: "percent",
    prismTable: "Data 2",
    logDose: false,
    vehicleX: -15,
    by: ["column"],
  });
  const wide = planned(
    ...["w.csv", "--wide", "a=0,b=10", "--dose-unit", "nM", "--response-scale", "fraction"],
    ...["--out", "x"],
  );
  assertEquals(wide.request.call.wide, { a: 0, b: 10 });
  assertThrows(() => planned("w.csv", "--wide", "a=0", "--out", "x"), UsageError, "--dose-unit");
  for (const name of ["out", "layout", "sheets", "dose", "by", "model", "reference"]) {
    assertEquals(Object.hasOwn(analyzeCommand.syntax, name), true, name);
  }
  assertEquals(Object.hasOwn(analyzeCommand.syntax, "format"), false);
});

Deno.test("halfmax analyze needs one file and a folder", () => {
  assertThrows(() => planned("--out", "x"), UsageError, "needs one FILE, found none");
  assertThrows(() => planned("a.csv", "b.csv", "--out", "x"), UsageError, "found a.csv b.csv");
  assertThrows(() => planned("a.csv"), UsageError, "needs --out DIR");
});

Deno.test("halfmax analyze asks in the words of the command line, and writes nothing", async () => {
  const rows = ["P1,A1,,0,1", "P1,A2,x,10,0.5", "P2,A1,,0,1", "P2,A2,x,10,0.4"];
  const text = ["plate,well,drug,dose_nM,counts", ...rows, ""].join("\n");
  await inFolder({ "plates.csv": text }, async (folder) => {
    const { code, stderr } = await halfmax(["analyze", "plates.csv", "--out", "out"], folder);
    assertEquals(code, 2);
    assertStringIncludes(stderr, "Say --over plate if each plate is an experiment of its own");
    assertEquals(namesIn(folder), ["plates.csv"]);
  });
});
