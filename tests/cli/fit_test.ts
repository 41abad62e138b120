import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "../assert.ts";
import { adjustPValues } from "../../lib/statistics/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";
import { halfmax, inFolder, namesIn, startHalfmax } from "./halfmax.ts";

/** Responses of one curve with IC50 30 nM, slope 1, top 1, bottom 0, a little off it. */
const DOSES = [0, 1, 3, 10, 30, 100, 300, 1000, 3000];
const OFF = [0.01, -0.012, 0.008, 0.011, -0.009, 0.007, -0.012, 0.01, -0.008];
const curve = (ic50: number) => DOSES.map((dose, i) => (1 / (1 + dose / ic50) + OFF[i]).toFixed(4));

const LONG = `line,dose_nM,response_fraction\n${
  curve(30).map((response, i) => `H3122,${DOSES[i]},${response}`).join("\n")
}\n`;

const WIDE = `line\tdrug\t${DOSES.map((_, i) => `Raw ${i}`).join("\t")}\n${
  [["A", 30], ["B", 300]].map(([line, ic50]) => `${line}\tx y\t${curve(Number(ic50)).join("\t")}`)
    .join("\n")
}\n`;

const WIDE_OPTIONS = [
  "--wide",
  DOSES.map((dose, i) => `Raw ${i}=${dose}`).join(","),
  "--dose-unit",
  "nM",
  "--response-scale",
  "fraction",
];

const COLUMNS = [
  "n_wells,n_doses,model,status,reason",
  "ic50_relative,ic50_relative_relation,ic50_relative_lower,ic50_relative_upper",
  "ic50_absolute,ic50_absolute_relation,ic50_absolute_lower,ic50_absolute_upper",
  "interval_method,level,unit,hill_slope,hill_slope_se,top,top_se,bottom,bottom_se",
  "rss,p_no_effect,q_no_effect",
  "ic50_relative_reason,ic50_absolute_reason,response_scale,control",
].join(",");

/** The rows of a CSV text as records of text. */
function records(text: string): Record<string, string>[] {
  const { columns, rows } = parseTable(text, { source: "fits.csv" });
  return rows.map(({ cells }) => Object.fromEntries(columns.map((name, i) => [name, cells[i]])));
}

Deno.test("halfmax fit writes one row per curve with the documented columns", async () => {
  await inFolder({ "wells.csv": LONG }, async (folder) => {
    const { code, stdout, stderr } = await halfmax(["fit", "wells.csv", "--by", "line"], folder);
    assertEquals(code, 0, stderr);
    assertEquals(stdout.split("\n")[0], `line,${COLUMNS}`);
    const [row, ...others] = records(stdout);
    assertEquals(others, []);
    assertEquals(
      [row.line, row.n_wells, row.n_doses, row.model, row.status, row.unit],
      ["H3122", "9", "8", "4PL", "measured", "nM"],
    );
    assertEquals([row.ic50_relative_relation, row.ic50_absolute_relation], ["=", "="]);
    assertAlmostEquals(Number(row.ic50_relative), 30, 3);
    assert(Number(row.ic50_relative_lower) < 30 && 30 < Number(row.ic50_relative_upper));
    assertEquals([row.interval_method, row.level], ["profile likelihood", "0.95"]);
    assertEquals(row.control, "1, taken as exact");
    assertEquals(row.p_no_effect, row.q_no_effect);
    assertEquals(stderr, "wells.csv: 9 rows, 0 excluded\n1 curve: 1 measured\n");
  });
});

Deno.test("halfmax fit writes numbers that read back as the same numbers, in CSV as in JSON", async () => {
  await inFolder({ "wide.tsv": WIDE }, async (folder) => {
    const csv = await halfmax(["fit", "wide.tsv", ...WIDE_OPTIONS], folder);
    const json = await halfmax(["fit", "wide.tsv", ...WIDE_OPTIONS, "--format", "json"], folder);
    const lines = json.stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
    assertEquals(lines.length, 2);
    assertEquals(Object.keys(lines[0]).join(","), `line,drug,${COLUMNS}`);
    records(csv.stdout).forEach((row, i) => {
      for (const [name, text] of Object.entries(row)) {
        const value = lines[i][name];
        assertEquals(
          typeof value === "number" ? Number(text) : text,
          value ?? "",
          `${name} of row ${i + 1}`,
        );
      }
    });
  });
});

Deno.test("halfmax fit --out writes both files, replaces them, and leaves nothing else", async () => {
  await inFolder({ "wells.csv": LONG.replace(/,10,.*/, ",10,NA") }, async (folder) => {
    const args = ["fit", "wells.csv", "--by", "line", "--out", "results/deep er"];
    const first = await halfmax(args, folder);
    assertEquals([first.code, first.stdout], [0, ""]);
    assertStringIncludes(first.stderr, "9 rows, 1 excluded\n  no response_fraction: row 5\n");
    assertStringIncludes(first.stderr, "Written to results/deep er: fits.csv and excluded.csv\n");
    const out = `${folder}/results/deep er`;
    assertEquals(namesIn(out), ["excluded.csv", "fits.csv"]);
    assertEquals(
      await Deno.readTextFile(`${out}/excluded.csv`),
      "row,reason,line,dose_nM,response_fraction\n5,no response_fraction,H3122,10,NA\n",
    );
    const fits = await Deno.readTextFile(`${out}/fits.csv`);
    assertEquals(records(fits)[0].n_wells, "8");
    await Deno.writeTextFile(`${out}/fits.csv`, "old");
    assertEquals((await halfmax(args, folder)).code, 0);
    assertEquals(await Deno.readTextFile(`${out}/fits.csv`), fits, "same input, same bytes");
    assertEquals(namesIn(out), ["excluded.csv", "fits.csv"]);
  });
});

Deno.test("halfmax fit --out --format json writes JSON lines, and excluded.csv even when it is empty", async () => {
  await inFolder({ "wells.csv": LONG }, async (folder) => {
    const { code } = await halfmax(
      ["fit", "wells.csv", "--by", "line", "--out", ".", "--format", "json"],
      folder,
    );
    assertEquals(code, 0);
    assertEquals(namesIn(folder), ["excluded.csv", "fits.jsonl", "wells.csv"]);
    const fits = await Deno.readTextFile(`${folder}/fits.jsonl`);
    assertEquals(JSON.parse(fits).status, "measured");
    assertEquals(
      await Deno.readTextFile(`${folder}/excluded.csv`),
      "row,reason,line,dose_nM,response_fraction\n",
    );
  });
});

Deno.test("halfmax fit takes file names with blanks, quotes, .., Unicode and a leading dash", async () => {
  const names = [`it's "µM" é.csv`, "-wells.csv", "a;b$HOME`x`*.csv", "--out.csv"];
  await inFolder(Object.fromEntries(names.map((name) => [name, LONG])), async (folder) => {
    await Deno.mkdir(`${folder}/sub`);
    for (const name of names) {
      const { code, stderr } = await halfmax(["fit", "--by", "line", "--", name], folder);
      assertEquals(code, 0, stderr);
      assertStringIncludes(stderr, `${name}: 9 rows`);
    }
    const up = await halfmax(["fit", `../${names[0]}`, "--by", "line"], `${folder}/sub`);
    assertEquals(up.code, 0, up.stderr);
    const dash = await halfmax(["fit", "-wells.csv"], folder);
    assertEquals(dash.code, 2);
    assertStringIncludes(dash.stderr, "a file name that begins with a dash goes after --");
  });
});

Deno.test("halfmax fit and fold refuse rows that lost their names", async () => {
  const table = (lines: readonly string[], doses: readonly number[]) =>
    `cell_line,dose_nM,response_fraction\n${
      lines.flatMap((line, i) =>
        doses.map((dose, j) =>
          `${j === 0 ? line : ""},${dose},${curve(30 * 10 ** i)[DOSES.indexOf(dose)]}\n`
        )
      ).join("")
    }`;
  const files = {
    "vehicle.csv": table(["A", "B"], DOSES),
    "treated.csv": table(["A", "B"], DOSES.slice(1)),
  };
  const plate = files["vehicle.csv"].split("\n").filter(Boolean).map((row, i) =>
    i === 0 ? `well,${row.replace("response_fraction", "counts")}` : `A${i},${row}`
  );
  await inFolder({ ...files, "plate.csv": `${plate.join("\n")}\n` }, async (folder) => {
    for (const name of ["vehicle.csv", "treated.csv", "plate.csv"]) {
      for (
        const args of [
          ["fit", name],
          ["fit", name, "--by", "cell_line"],
          ["fold", name, "--by", "cell_line", "--reference", "A"],
        ]
      ) {
        const { code, stdout, stderr } = await halfmax(args, folder);
        assertEquals([code, stdout], [65, ""], args.join(" "));
        assertStringIncludes(stderr, '"cell_line" must name every treated row or none, found');
      }
    }
  });
});

Deno.test("halfmax fit refuses a layout and a wide table that lost their names", async () => {
  const wells = DOSES.slice(0, 6).flatMap((dose, j) =>
    ["A", "B"].map((line, i) => ({
      well: `${"AB"[i]}${j + 1}`,
      line: j === 0 ? line : "",
      dose,
      j,
    }))
  );
  const files = {
    "signals.csv": `Well,Signal\n${
      wells.map(({ well, j }) => `${well},${100 - 9 * j}\n`).join("")
    }`,
    "layout.csv": `well,cell_line,dose_nM\n${
      wells.map(({ well, line, dose }) => `${well},${line},${dose}\n`).join("")
    }`,
    "wide.tsv": `${WIDE}${
      WIDE.trim().split("\n").slice(1).map((row) => `${row.slice(1)}\n`).join("")
    }`,
  };
  await inFolder(files, async (folder) => {
    for (
      const [args, name] of [
        [["signals.csv", "--layout", "layout.csv"], "cell_line"],
        [["signals.csv", "--layout", "layout.csv", "--by", "cell_line"], "cell_line"],
        [["wide.tsv", ...WIDE_OPTIONS, "--by", "line"], "line"],
      ] as const
    ) {
      const { code, stderr } = await halfmax(["fit", ...args], folder);
      assertEquals(code, 65, stderr);
      assertStringIncludes(stderr, `"${name}" must name every treated row or none, found`);
    }
  });
});

Deno.test("halfmax fit works through links to a file and to a folder", async () => {
  await inFolder({ "wells.csv": LONG }, async (folder) => {
    await Deno.mkdir(`${folder}/real`);
    await Deno.symlink(`${folder}/wells.csv`, `${folder}/link.csv`);
    await Deno.symlink(`${folder}/real`, `${folder}/link`);
    const { code, stderr } = await halfmax(
      ["fit", "link.csv", "--by", "line", "--out", "link/sub"],
      folder,
    );
    assertEquals(code, 0, stderr);
    assertEquals(namesIn(`${folder}/real/sub`), ["excluded.csv", "fits.csv"]);
  });
});

Deno.test("halfmax fit takes each row of a wide table as a curve", async () => {
  await inFolder({ "wide.tsv": WIDE }, async (folder) => {
    const { code, stdout } = await halfmax(["fit", "wide.tsv", ...WIDE_OPTIONS], folder);
    assertEquals(code, 0);
    const rows = records(stdout);
    assertEquals(rows.map(({ line, drug }) => [line, drug]), [["A", "x y"], ["B", "x y"]]);
    assertAlmostEquals(Number(rows[1].ic50_absolute), 300, 30);
    const by = await halfmax(["fit", "wide.tsv", ...WIDE_OPTIONS, "--by", "line"], folder);
    assertEquals(Object.keys(records(by.stdout)[0])[0], "line");
    assertStringIncludes(by.stdout.split("\n")[0], "line,n_wells");
  });
});

Deno.test("halfmax fit refuses rows of a wide table that have the same names", async () => {
  await inFolder({ "wide.tsv": WIDE.replace("B\t", "A\t") }, async (folder) => {
    const { code, stderr } = await halfmax(["fit", "wide.tsv", ...WIDE_OPTIONS], folder);
    assertEquals(code, 2);
    assertStringIncludes(
      stderr,
      'needs --by, as rows 2 and 3 have the same names ("line", "drug")',
    );
  });
});

Deno.test("halfmax fit reads the units and decimal marks of its options and its file", async () => {
  const european = LONG.replaceAll(",", ";").replaceAll(".", ",").replace("dose_nM", "dose_µM");
  await inFolder({ "wells.csv": `\ufeff${european.replaceAll("\n", "\r\n")}` }, async (folder) => {
    const { code, stdout, stderr } = await halfmax(["fit", "wells.csv", "--by", "line"], folder);
    assertEquals(code, 0, stderr);
    assertEquals(records(stdout)[0].unit, "nM");
    assertAlmostEquals(Number(records(stdout)[0].ic50_relative), 30000, 3000);
  });
  const mass = LONG.replace("dose_nM", "dose");
  await inFolder({ "wells.csv": mass }, async (folder) => {
    const args = ["fit", "wells.csv", "--by", "line", "--dose-unit", "ng/mL"];
    const { stdout } = await halfmax(args, folder);
    assertEquals(records(stdout)[0].unit, "ng/mL");
  });
});

Deno.test("halfmax fit --model holds plateaus, and a held plateau has no error", async () => {
  await inFolder({ "wells.csv": LONG }, async (folder) => {
    const row = async (model: string) =>
      records(
        (await halfmax(["fit", "wells.csv", "--by", "line", "--model", model], folder)).stdout,
      )[0];
    const three = await row("3PL");
    assertEquals([three.model, three.bottom, three.bottom_se], ["3PL", "0", "0"]);
    const two = await row("2PL");
    assertEquals([two.top, two.top_se, two.bottom], ["1", "0", "0"]);
    assert(Number(two.rss) >= Number(three.rss));
  });
});

Deno.test("halfmax fit adjusts p over all curves of the file", async () => {
  const weak = Array.from(
    { length: 45 },
    (_, i) =>
      [`L${i}`, "x", ...OFF.map((off, j) => (1 - (i % 9) * 0.002 * j + off).toFixed(4))].join("\t"),
  );
  const file = `${WIDE.split("\n")[0]}\n${weak.join("\n")}\n`;
  await inFolder({ "wide.tsv": file }, async (folder) => {
    const { stdout } = await halfmax(["fit", "wide.tsv", ...WIDE_OPTIONS], folder);
    const rows = records(stdout);
    const p = rows.map((row) => Number(row.p_no_effect));
    assert(p.some((value) => value < 0.05) && p.some((value) => value > 0.05));
    assertEquals<(number | null)[]>(
      rows.map((row) => Number(row.q_no_effect)),
      adjustPValues(p, "Benjamini-Hochberg"),
    );
  });
});

Deno.test("halfmax fit ends quietly when nobody reads its output any more", async () => {
  await inFolder({ "wells.csv": LONG }, async (folder) => {
    const run = startHalfmax(["fit", "wells.csv", "--by", "line"], folder);
    await run.stdout.cancel();
    const stderr = await new Response(run.stderr).text();
    assertEquals([(await run.status).code, stderr], [141, ""]);
  });
});

const PLATE = ["plate,well,role,drug,dose_nM,counts"];
for (const [i, drug] of ["a", "b"].entries()) {
  PLATE.push(`P1,A${i + 1},vehicle,,0,${1010 - 20 * i}`, `P1,B${i + 1},blank,,,${9 + 2 * i}`);
  DOSES.slice(1).forEach((dose, j) =>
    PLATE.push(
      `P1,${"CD"[i]}${j + 1},sample,${drug},${dose},${Number(curve(30)[j + 1]) * 990 + 10}`,
    )
  );
}
const PLATES = `${PLATE.join("\n")}\n`;
const RAW = ["--response", "counts", "--response-scale", "raw"];

Deno.test("halfmax fit normalises raw signals of plates, and every drug has the vehicle wells", async () => {
  await inFolder({ "plates.csv": PLATES }, async (folder) => {
    const { code, stdout, stderr } = await halfmax(
      ["fit", "plates.csv", ...RAW, "--by", "drug"],
      folder,
    );
    assertEquals(code, 0, stderr);
    const rows = records(stdout);
    assertEquals(rows.map(({ drug, n_wells }) => [drug, n_wells]), [["a", "10"], ["b", "10"]]);
    assertEquals([rows[0].response_scale, rows[0].control], ["fraction", "vehicle wells"]);
    assertAlmostEquals(Number(rows[0].ic50_absolute), 30, 3);
    assertStringIncludes(stderr, "signal minus the mean of the blank wells");
  });
});

Deno.test("halfmax fit accounts for rows that end up in no curve", async () => {
  const rows = LONG.replace("line,", "drug,").replace("response_fraction", "signal")
    .replace("H3122,0,", ",0,");
  await inFolder({ "wells.csv": rows }, async (folder) => {
    const args = ["--response", "signal", "--response-scale", "raw", "--by", "drug"];
    const { stdout, stderr } = await halfmax(["fit", "wells.csv", ...args], folder);
    const used = records(stdout).reduce((count, { n_wells }) => count + Number(n_wells), 0);
    const excluded = Number(/(\d+) excluded/.exec(stderr)?.[1]);
    assertEquals(used + excluded, 9, stderr);
  });
});

Deno.test("halfmax fit gives curves that cannot be fitted a row with a status", async () => {
  const rows = [
    ...["equal", "few"].map((line) => `${line},0,1.01`),
    ...[1, 10, 100, 1000, 10000].map((dose) => `equal,${dose},1.01`),
    ...[1, 10].map((dose) => `few,${dose},0.9`),
    ...DOSES.map((dose, i) => `good,${dose},${curve(30)[i]}`),
    ...DOSES.map((dose, i) => `flat,${dose},${1 + OFF[i]}`),
  ];
  const file = `line,dose_nM,viability_fraction\n${rows.join("\n")}\n`;
  await inFolder({ "wells.csv": file }, async (folder) => {
    const { code, stdout, stderr } = await halfmax(["fit", "wells.csv", "--by", "line"], folder);
    assertEquals(code, 0, stderr);
    const found = Object.fromEntries(records(stdout).map((row) => [row.line, row]));
    assertEquals(
      ["equal", "few", "good", "flat"].map((line) => found[line].status),
      ["constant", "too few doses", "measured", "flat"],
    );
    for (const line of ["equal", "few", "flat"]) {
      assertEquals(found[line].ic50_relative_relation, "not determined");
      assertEquals(found[line].ic50_relative, "");
      assert(found[line].reason !== "");
    }
    assertEquals([found.flat.ic50_absolute_relation, found.flat.ic50_absolute], [">", "3000"]);
    assertEquals([found.few.ic50_absolute_relation, found.few.ic50_absolute], [
      "not determined",
      "",
    ]);
  });
});

/** A file, the options, the exit code and what the message says. */
const BAD: Readonly<Record<string, readonly [string, readonly string[], number, string]>> = {
  "an empty file": ["", [], 65, "Cannot read x.csv: needs text, found an empty file"],
  "a header alone": ["dose_nM,response\n", [], 65, "needs rows below the header"],
  "a response column that is not there": [
    LONG,
    ["--response", "respons_fraction"],
    65,
    'needs a column "respons_fraction", found "line", "dose_nM" and "response_fraction". ' +
    'Did you mean "response_fraction"?',
  ],
  "a dose column that is not there": [
    LONG,
    ["--dose", "dose_nm"],
    65,
    'needs a column "dose_nm", found "line", "dose_nM" and "response_fraction". ' +
    'Did you mean "dose_nM"?',
  ],
  "a --by column that is not there": [LONG, ["--by", "lin"], 65, 'Did you mean "line"?'],
  "a --wide column that is not there": [
    WIDE,
    ["--wide", "Raw 0=0,Raw l=1", "--dose-unit", "nM", "--response-scale", "fraction"],
    65,
    'needs a column "Raw l"',
  ],
  "no response column": [
    LONG.replace("response", "cells"),
    [],
    2,
    "Say what it is called: --response",
  ],
  "an undeclared scale": [
    LONG.replace("_fraction", ""),
    [],
    2,
    "Say --response-scale raw (signal as read), --response-scale fraction (1 is control)",
  ],
  "an undeclared unit": [LONG.replace("_nM", ""), [], 65, "or say --dose-unit nM"],
  "an unknown unit in the header": [LONG.replace("_nM", "_nm"), [], 65, 'Did you mean "nM"?'],
  "an unknown unit": [
    LONG.replace("_nM", ""),
    ["--dose-unit", "foo"],
    2,
    'Cannot read the unit "foo"',
  ],
  "two units that contradict each other": [
    LONG,
    ["--dose-unit", "uM"],
    2,
    'column "dose_nM" says nM, but --dose-unit says µM. Leave --dose-unit out',
  ],
  "mixed units": [
    "dose,dose_unit,response_fraction\n0,nM,1\n1,nM,.9\n1,ug/mL,.5\n",
    [],
    65,
    "doses must be in one unit, or all molar, found nM and µg/mL",
  ],
  "text in a number column": [
    LONG.replace(",10,", ",1O,"),
    ["--by", "line"],
    65,
    'Cannot read x.csv: row 5, column "dose_nM" must be a number >= 0, found "1O"',
  ],
  "a negative dose": [
    LONG.replace(",10,", ",-10,"),
    ["--by", "line"],
    65,
    'row 5, column "dose_nM" must be a number >= 0, found "-10"',
  ],
  "NaN": [LONG.replace(/,10,.*/, ",10,NaN"), ["--by", "line"], 65, 'must be a number, found "NaN"'],
  "infinity": [LONG.replace(/,10,.*/, ",10,inf"), ["--by", "line"], 65, 'a number, found "inf"'],
  "a fraction declared as percent": [
    LONG,
    ["--by", "line", "--response-scale", "percent"],
    65,
    "must be in percent, as declared, found no value above 1.01. Say --response-scale fraction",
  ],
  "a percentage declared as fraction": [
    "dose_nM,response\n0,99\n1,98\n3,90\n10,60\n30,20\n",
    ["--response-scale", "fraction"],
    65,
    "must be a fraction of control, as declared, found 5 values above 5 (up to 99). " +
    "Say --response-scale percent",
  ],
  "a plate without vehicle wells": [
    PLATES.replaceAll("P1,D", "P2,D"),
    [...RAW, "--by", "drug"],
    65,
    'Cannot normalise plate "P2": needs vehicle and blank wells, found none (roles: sample 8)',
  ],
  "a well that stands twice": [
    PLATES.replace("P1,D1", "P1,C01"),
    [...RAW, "--by", "drug"],
    65,
    'must be a well that stands once on plate "P1"',
  ],
  "an unknown role": [PLATES.replace("vehicle", "vehicel"), [...RAW, "--by", ""], 65, '"vehicle"'],
  "drugs that would be pooled": [PLATES, [...RAW, "--by", "plate"], 2, 'Add "drug" to --by'],
  "columns that could tell curves apart": [
    PLATES,
    RAW,
    2,
    'as drug (2 values) could. Say --by drug (or fewer), or --by ""',
  ],
  "a --by column that a result column would hide": [
    LONG.replace("line", "status"),
    ["--by", "status"],
    2,
    'found "status". Rename the column in the file',
  ],
  "a 2PL of a raw signal": [
    LONG,
    ["--by", "line", "--response-scale", "raw", "--model", "2PL"],
    2,
    "Cannot fit a 2PL to a raw signal",
  ],
};

for (const [what, [file, options, exit, message]] of Object.entries(BAD)) {
  Deno.test(`halfmax fit refuses ${what}, and writes nothing`, async () => {
    await inFolder({ "x.csv": file }, async (folder) => {
      const args = ["fit", "x.csv", ...options, "--out", "results/new"];
      const { code, stdout, stderr } = await halfmax(args, folder);
      assertStringIncludes(stderr, message);
      assertEquals([code, stdout], [exit, ""]);
      assertEquals(namesIn(folder), ["x.csv"]);
    });
  });
}

Deno.test("halfmax fit refuses a folder that it cannot write, before it reads", async () => {
  await inFolder({ "wells.csv": LONG, "empty.csv": "" }, async (folder) => {
    await Deno.mkdir(`${folder}/taken/fits.csv`, { recursive: true });
    const cases: [string, string][] = [
      ["wells.csv", "Cannot write wells.csv: a part of the path is a file, not a folder"],
      ["wells.csv/sub", "Cannot write wells.csv/sub: a part of the path is a file"],
      ["taken", "Cannot write taken/fits.csv: there is a folder of that name"],
      ["x".repeat(300), "the name is too long"],
      ...(Deno.build.os === "linux"
        ? [["/proc/halfmax", "the command does not write system paths"] as [string, string]]
        : []),
    ];
    for (const [out, message] of cases) {
      const { code, stdout, stderr } = await halfmax(["fit", "empty.csv", "--out", out], folder);
      assertStringIncludes(stderr, message);
      assertEquals([code, stdout], [2, ""]);
    }
    assertEquals(namesIn(folder), ["empty.csv", "taken", "wells.csv"]);
    assertEquals(namesIn(`${folder}/taken`), ["fits.csv"]);
  });
});

Deno.test("halfmax fit never writes over its input", async () => {
  await inFolder({ "fits.csv": LONG }, async (folder) => {
    const { code, stderr } = await halfmax(["fit", "fits.csv", "--out", "."], folder);
    assertEquals(code, 2);
    assertStringIncludes(
      stderr,
      "Cannot write fits.csv: it is the input itself. Name another --out",
    );
    assertEquals(await Deno.readTextFile(`${folder}/fits.csv`), LONG);
  });
});

Deno.test({
  name: "halfmax fit that is stopped leaves no file and no folder",
  ignore: Deno.build.os === "windows",
  async fn() {
    const names = Array.from({ length: 6000 }, (_, i) => `L${i}`);
    const rows = names.map((name) => `${name}\tx\t${curve(30).join("\t")}`);
    const file = `${WIDE.split("\n")[0]}\n${rows.join("\n")}\n`;
    await inFolder({ "wide.tsv": file }, async (folder) => {
      for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
        const args = ["fit", "wide.tsv", ...WIDE_OPTIONS, "--out", "a/b"];
        const run = startHalfmax(args, folder);
        await new Promise((done) => setTimeout(done, 1500));
        run.kill(signal);
        const stopped = await run.output();
        assertEquals(stopped.code, code);
        assertEquals(namesIn(folder), ["wide.tsv"]);
      }
    });
  },
});

Deno.test("halfmax fit says that a vehicle well which is its own control is no observation", async () => {
  const samples = DOSES.slice(1).map((dose, i) =>
    `P1,A${i + 2},sample,A,${dose},${1000 * Number(curve(30)[i + 1])}`
  );
  const table = ["plate,well,role,line,dose_nM,signal", "P1,A1,vehicle,A,0,1000", ...samples];
  await inFolder({ "one.csv": table.join("\n") }, async (folder) => {
    const asked = ["fit", "one.csv", "--response", "signal", "--response-scale", "raw"];
    const { code, stdout, stderr } = await halfmax([...asked, "--by", "line"], folder);
    assertEquals([code, records(stdout)[0].control], [0, "1, taken as exact"]);
    assertStringIncludes(stderr, "of the same plate (1 vehicle well each)\n");
    assertStringIncludes(
      stderr,
      "1 of 1 curve: vehicle is 1 by construction: the normalisation, no observation\n",
    );
  });
});

Deno.test("halfmax fit says that vehicle rows alone are no curve", async () => {
  await inFolder(
    { "v.csv": "line,dose_nM,viability_fraction\nA,0,1.01\nA,0,0.99\n" },
    async (folder) => {
      const { code, stderr } = await halfmax(["fit", "v.csv", "--by", "line"], folder);
      assertEquals(code, 0);
      assertStringIncludes(stderr, "vehicle row that no curve goes with: row 2 and 3\n0 curves\n");
    },
  );
});
