import { UsageError } from "../../lib/errors/mod.ts";
import { parseArguments } from "../../lib/cli/parse_arguments.ts";
import { assertEquals, assertThrows } from "../assert.ts";

const syntax = {
  out: { value: "DIR", meaning: "folder" },
  model: { value: "4PL|3PL", choices: ["4PL", "3PL"], meaning: "curve" },
  by: { value: "COLUMN,…", mayBeEmpty: true, meaning: "columns" },
  quiet: { meaning: "say nothing" },
};

const parse = (...args: string[]) => {
  const { options, operands } = parseArguments(args, syntax, "halfmax fit");
  return { options: Object.fromEntries(options), operands };
};

Deno.test("parseArguments() takes values after a blank and after an equals sign", () => {
  assertEquals(parse("--out", "a b", "x.csv", "--model=3PL"), {
    options: { out: "a b", model: "3PL" },
    operands: ["x.csv"],
  });
});

Deno.test("parseArguments() takes everything after -- as operands", () => {
  assertEquals(parse("--quiet", "--", "-x.csv", "--out"), {
    options: { quiet: "" },
    operands: ["-x.csv", "--out"],
  });
});

Deno.test("parseArguments() keeps quotes, blanks, .. and Unicode of a file name", () => {
  const names = [`it's "this".csv`, "../ü ñ/µM.csv", "$HOME", "*"];
  assertEquals(parse(...names).operands, names);
});

Deno.test("parseArguments() takes an empty value only where it says something", () => {
  assertEquals(parse("--by", "").options, { by: "" });
  refused(["--out="], '--out needs a value (DIR), found ""');
});

Deno.test("parseArguments() refuses an unknown option and offers the nearest", () => {
  refused(["--modl", "3PL"], 'unknown option "--modl". Did you mean --model?');
  refused(["-out", "x"], 'unknown option "-out". Did you mean --out?');
  refused(["--OUT=x"], 'unknown option "--OUT=x". Did you mean --out?');
  refused(["-z.csv"], "a file name that begins with a dash goes after --");
  refused(["--toString"], 'unknown option "--toString"');
  refused(["--__proto__", "x"], 'unknown option "--__proto__"');
});

Deno.test("parseArguments() refuses an option without its value, or with the next option as value", () => {
  refused(["--out"], "--out needs a value (DIR), found none");
  refused(["--out", "--quiet"], '--out needs a value (DIR), found "--quiet"');
  assertEquals(parse("--out=--quiet").options, { out: "--quiet" });
});

Deno.test("parseArguments() refuses an option given twice, and a switch with a value", () => {
  refused(["--out", "a", "--out", "b"], "--out must be given once, found twice");
  refused(["--quiet=yes"], '--quiet takes no value, found "yes"');
});

Deno.test("parseArguments() refuses a value that is no choice and offers the nearest", () => {
  refused(["--model", "4pl"], '--model must be 4PL or 3PL, found "4pl". Did you mean 4PL?');
});

function refused(args: string[], message: string): void {
  assertThrows(() => parse(...args), UsageError, `Cannot run halfmax fit: `);
  assertThrows(() => parse(...args), UsageError, message);
}
