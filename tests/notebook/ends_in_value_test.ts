import { endsInValue } from "../../lib/notebook/mod.ts";
import { assertEquals } from "../assert.ts";

Deno.test("endsInValue() is true where a notebook shows the last expression", () => {
  const showing = [
    "fits;",
    "fits",
    "const a = 1;\na + 1; // a comment",
    "const a = 1;\n/* a comment; with a semicolon */\nplot(a);",
    "chart(fits, {\n  color: 'cell;line',\n});",
    "await readWells(input);",
    "n = 4;",
    '"a // text";',
    "`a ; ${b} template`;",
    "[1, 2].map((x) => { return x; });",
    "const pattern = /a;b[/]c/;\npattern.source;",
    "const wells = read(input)\nwells // shown",
    "for (const x of xs) {\n  show(x);\n}\nxs.length",
    "const a = 1 // a comment\n\n// another\na",
    "chart(fits, {\n  color: line,\n})",
    "fits\n  .filter(good)\n  .length",
  ];
  for (const source of showing) assertEquals(endsInValue(source), true, source);
});

Deno.test("endsInValue() is false where a cell stays silent", () => {
  const silent = [
    "",
    "// only a comment",
    "const fits = fit(wells);",
    "let a = 1; // units",
    'import { a } from "a";',
    "fits;\nconst a = { b: 1 };",
    "void 0;",
    "undefined;",
    "void save(fits);",
    "for (const x of xs) {\n  show(x);\n}",
    "export const f = () => {\n  return 1;\n};",
    "const f = `a`; // `",
    "const a =\n  b",
    "const a = await\n  b",
    "const a = b\n  .filter(c)",
    "const a = b as\n  Wells",
    "const a = b\n  ? c\n  : d",
    "const a = [\n  b,\n]",
  ];
  for (const source of silent) assertEquals(endsInValue(source), false, source);
});

Deno.test("endsInValue() is not misled by names that begin like a keyword", () => {
  assertEquals(endsInValue("forest;"), true);
  assertEquals(endsInValue("constants.length;"), true);
});
