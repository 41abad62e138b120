/** Small good files, all SIMULATED, that the fuzzing damages; also what the tests of the formats read. */
import { parquetWriteBuffer } from "hyparquet-writer";

const DOSES = [0, 1, 10, 100, 1000, 10000];

function responseAt(doseNM: number, ic50NM: number): number {
  return Math.round(1e5 * (0.05 + 0.95 / (1 + (doseNM / ic50NM) ** 1.2))) / 1e5;
}

function lines(
  header: string,
  rows: readonly (readonly (string | number)[])[],
  mark = ",",
): string {
  return [header, ...rows.map((row) => row.join(mark))].join("\n") + "\n";
}

/** Wells of two lines with blanks, a raw signal, one well excluded. */
export const WELLS_CSV = lines(
  "plate,well,role,cell_line,drug,dose_nM,replicate,counts,exclude",
  ["H3122", "H3122-CR"].flatMap((line, l) =>
    DOSES.map((dose, i) => [
      "P1",
      `${"AB"[l]}${i + 1}`,
      dose === 0 ? "vehicle" : "sample",
      line,
      "crizotinib",
      dose,
      1,
      Math.round(50000 * responseAt(dose, l === 0 ? 80 : 900)),
      l === 0 && i === 3 ? '"bubble, large"' : "",
    ])
  ).concat([["P1", "A12", "blank", "", "", "", "", 480, ""], [
    "P1",
    "B12",
    "blank",
    "",
    "",
    "",
    "",
    505,
    "",
  ]]),
);

/** One curve as a fraction of control, tab-separated. */
export const CURVE_TSV = lines(
  "dose_nM\tresponse\tnote",
  DOSES.flatMap((
    dose,
  ) => [[dose, responseAt(dose, 80), "first"], [dose, responseAt(dose, 95), ""]]),
  "\t",
);

/** The same with decimal commas and semicolons, in micromolar. */
export const CURVE_COMMAS = lines(
  "dose_µM;response;exclude",
  DOSES.map((dose, i) => [
    String(dose / 1000).replace(".", ","),
    String(responseAt(dose, 80)).replace(".", ","),
    i === 2 ? "spilt" : "",
  ]),
  ";",
);

/** A wide table: one row per curve. */
export const WIDE_CSV = lines(
  "line,c0,c1,c10,c100,c1000",
  ["A", "B", "C"].map((name, i) => [
    name,
    ...DOSES.slice(0, 5).map((dose) => responseAt(dose, 30 * (i + 1))),
  ]),
);

/** GDSC raw: one plate with drugs, controls, a combination, an unused and a failed well. */
export const GDSC_CSV = lines(
  "RESEARCH_PROJECT,BARCODE,SCAN_ID,DATE_CREATED,SCAN_DATE,CELL_ID,MASTER_CELL_ID,COSMIC_ID,CELL_LINE_NAME," +
    "SEEDING_DENSITY,DRUGSET_ID,ASSAY,DURATION,POSITION,TAG,DRUG_ID,CONC,INTENSITY",
  [
    ...[1, 2, 3].map((i) => ["NC-1", "NA", "NA", 50000 + 100 * i]),
    ...[1, 2].map((i) => ["NC-0", "NA", "NA", 51000 + 100 * i]),
    ...[1, 2].map((i) => ["B", "NA", "NA", 500 + 10 * i]),
    ...[10, 1, 0.1, 0.01, 0.001].map((dose, i) => [
      `L1-D${i + 1}-S`,
      1083,
      dose,
      Math.round(49700 * responseAt(1000 * dose, 80)) + 515,
    ]),
    ["L2-D1-C", 1084, 5, 20000],
    ["A1-C", 1085, 1, 20000],
    ["PC-1", 1086, 2, 900],
    ["UN-USED", "NA", "NA", 490],
    ["FAIL", "NA", "NA", 31000],
    ["L3-D1-S", 1087, 10, "NA"],
  ].map((well, i) => [
    "SIMULATED",
    "B1",
    7,
    "2020-01-01",
    "2020-01-04",
    11,
    12,
    905000,
    "H3122",
    750,
    "Set1",
    "Glo4",
    3,
    i + 1,
    ...well,
  ]),
);

/** DepMap PRISM: log2 fold changes, a row per cell line, a column per treatment. */
export const DEPMAP_CSV = lines(
  [
    "",
    ...[0.01, 0.1, 1, 10].flatMap((dose) => [
      `BRD-K1-001::${dose}::HTS002`,
      `BRD-K2-001::${dose}::MTS006`,
    ]),
  ].join(","),
  [
    [
      "ACH-000001",
      ...[0.01, 0.1, 1, 10].flatMap((dose) => [
        Math.log2(responseAt(1000 * dose, 80)),
        0.01,
      ]),
    ],
    ["ACH-000002_FAILED_STR", ...Array<number>(8).fill(-0.5)],
    ["ACH-000003", ...Array<string>(8).fill("")],
    ["ACH-000004", -0.1, "", -0.5, 0.1, -2.5, 0.05, "NA", -0.2],
  ],
);

/** CTRP v2, post-QC. */
export const CTRP_TSV = lines(
  "experiment_id\tcpd_conc_umol\tcpd_avg_pv\tcpd_pred_pv\tmaster_cpd_id",
  [101, 102].flatMap((experiment) =>
    [0.002, 0.02, 0.2, 2, 20].map((dose) => [
      experiment,
      dose,
      dose === 20 && experiment === 102 ? "" : responseAt(1000 * dose, experiment),
      0.5,
      1788,
    ])
  ),
  "\t",
);

/** GR calculator, case A. */
export const GR_TSV = lines(
  "cell_line\tagent\treplicate\ttime\tconcentration\tcell_count\tcell_count__ctrl\tcell_count__time0",
  [1, 2].flatMap((replicate) =>
    [0.001, 0.01, 0.1, 1, 10].map((dose) => [
      "H3122",
      "crizotinib",
      replicate,
      72,
      dose,
      Math.round(1200 * responseAt(1000 * dose, 80)),
      dose === 10 && replicate === 2 ? 0 : 1200,
      300,
    ])
  ),
  "\t",
);

function prismColumn(
  tag: string,
  title: string,
  subcolumns: readonly (readonly string[])[],
): string {
  return `<${tag} Width="81" Decimals="3" Subcolumns="${subcolumns.length}">
<Title>${title}</Title>
${subcolumns.map((cells) => `<Subcolumn>\n${cells.join("\n")}\n</Subcolumn>`).join("\n")}
</${tag}>`;
}

const d = (value: string | number) => value === "" ? "<d/>" : `<d>${value}</d>`;

/** A Prism table; what it holds is up to the caller. */
export function prismTable(
  attributes: string,
  title: string,
  columns: readonly string[],
): string {
  return `<Table ID="Table0" ${attributes} EVFormat="AsteriskAfterNumber">
<Title>${title}</Title>
${columns.join("\n")}
</Table>`;
}

/** An X column and its copy, as Prism 8 writes them. */
export function prismX(title: string, values: readonly (string | number)[]): string {
  return ["XColumn", "XAdvancedColumn"].map((tag) => prismColumn(tag, title, [values.map(d)]))
    .join("\n");
}

/** A Y column; a value with an asterisk is excluded by the attribute. */
export function prismY(
  title: string,
  subcolumns: readonly (readonly (string | number)[])[],
): string {
  const cell = (value: string | number) =>
    String(value).endsWith("*") ? `<d Excluded="1">${String(value).slice(0, -1)}</d>` : d(value);
  return prismColumn("YColumn", title, subcolumns.map((cells) => cells.map(cell)));
}

/** A Prism file of some tables. */
export function prismFile(...tables: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<GraphPadPrismFile xmlns="http://graphpad.com/prism/Prism.htm" PrismXMLVersion="5.00">
<Created><OriginalVersion CreatedByProgram="SIMULATED" CreatedByVersion="8.0"/></Created>
<TableSequence><Ref ID="Table0" Selected="1"/></TableSequence>
${tables.join("\n")}
<!--Analyses, graphs and layouts as compressed binary.-->
<Template dt:dt="bin.base64">eNrsPQlgVMXZ</Template>
</GraphPadPrismFile>
`;
}

const PERCENT = DOSES.map((dose) => Math.round(1e4 * responseAt(dose, 80)) / 100);

/** An XY table with replicates, doses in M, two values excluded. */
export const PRISM_XY = prismFile(prismTable(
  'XFormat="numbers" YFormat="replicates" Replicates="2" TableType="XY"',
  "Data 1",
  [
    prismX("Dose (M)", DOSES.map((dose) => dose * 1e-9)),
    prismY("<B>H3122</B> &amp; parental", [PERCENT, [...PERCENT.slice(0, 4), "55*", ""]]),
    prismY("H3122-CR", [PERCENT.map((y) => Math.min(100, y + 20)), ["", "", "61*", "", "", ""]]),
  ],
));

/** An XY table of logarithms with mean, SD and n, and a column table beside it. */
export const PRISM_SUMMARY = prismFile(
  prismTable('XFormat="numbers" YFormat="SDN" TableType="XY"', "Means", [
    prismX("log[M]", [-15, -9, -8, -7, -6, -5]),
    prismY("H3122", [PERCENT, PERCENT.map(() => 2.5), PERCENT.map(() => 3)]),
  ]),
  prismTable('XFormat="none" TableType="OneWay"', "Groups", [
    prismY("vehicle", [[100, 102, 98]]),
    prismY("100 nM", [[45, "51*", 48]]),
  ]),
);

/** A tidy table as Parquet: text, doubles, single precision, whole numbers and gaps. */
export const TABLE_PARQUET: Uint8Array = new Uint8Array(parquetWriteBuffer({
  columnData: [
    { name: "drug", data: DOSES.map(() => "crizotinib"), type: "STRING" },
    { name: "dose_nM", data: DOSES, type: "DOUBLE" },
    { name: "response", data: DOSES.map((dose) => responseAt(dose, 80)), type: "FLOAT" },
    { name: "replicate", data: DOSES.map((_, i) => i), type: "INT32" },
    { name: "exclude", data: DOSES.map((_, i) => i === 2 ? "spilt" : null), type: "STRING" },
  ],
}));
