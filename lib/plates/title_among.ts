/** What a reader writes right above the readings that names nothing: temperatures and times. */
const SETTING = /^(temp(erature|eratur|\.)|start|end|date|datum|time|zeit)/i;
/** What it names them by. */
const NAME = /^(label|name)\s*[:,]/i;
/** What it calls them before it tells barcodes and settings. */
const RESULT = /^(calculated results\b|results? for\b)/i;
/** Small tables that EnVision writes above a plate: its number and formula, and its label. */
const PLATE_TABLE = /^plate, repeat\b/i;
const LABEL_TABLE = /^plate, label\b/i;

/**
 * Which of the lines above readings is their title: one that says whose results they are ("Result for
 * Luminescence 1"), else the last, unless it tells a temperature or a time and a line further up names the
 * readings ("Label: SRB", "Name, OD600").
 */
export function titleAmong(lines: readonly string[]): string {
  const last = lines[lines.length - 1] ?? "";
  return lines.findLast((line) => RESULT.test(line)) ?? labelInTable(lines) ??
    (SETTING.test(last) ? labelAmong(lines) ?? last : last);
}

/** The line among those above readings that calls itself their label or name, whatever follows it. */
export function labelAmong(lines: readonly string[]): string | undefined {
  return lines.findLast((line) => NAME.test(line));
}

/** The label itself: "OD600" of "Name, OD600". */
export function withoutKey(title: string): string {
  return title.replace(NAME, "").trim();
}

/** The plate that a small table above readings numbers ("Plate, Repeat, …", "2, 1, …"). */
export function plateInTable(lines: readonly string[]): string | undefined {
  const [plate] = rowBelow(lines, PLATE_TABLE) ?? [];
  return plate !== undefined && /^\d+$/.test(plate) ? plate : undefined;
}

function labelInTable(lines: readonly string[]): string | undefined {
  const [, label] = rowBelow(lines, LABEL_TABLE) ?? [];
  const table = lines.findLast((line) => PLATE_TABLE.test(line)) ?? "";
  return label === undefined || !/, formula\b/i.test(table)
    ? label
    : `Calculated results: ${label}`;
}

function rowBelow(lines: readonly string[], header: RegExp): readonly string[] | undefined {
  const at = lines.findLastIndex((line) => header.test(line));
  return at < 0 ? undefined : lines[at + 1]?.split(",").map((cell) => cell.trim());
}
