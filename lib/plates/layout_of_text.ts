import { list, quote, UsageError } from "../errors/mod.ts";
import type { Layout, LayoutWell } from "./layout.ts";
import type { LayoutStatement } from "./layout_text.ts";
import { wrongWord } from "./layout_words.ts";
import { PLATE_SHAPES, type PlateFormat, positionAt, rowAndColumn } from "./position.ts";
import { checkOnPlate, type DrugArea, seriesWells, upTo } from "./series_wells.ts";

/** A plate that a layout text is to be spelt out for. */
export interface NamedPlate {
  readonly plate: string;
  readonly sheet: string;
  readonly format: PlateFormat;
}

/**
 * The layout of each plate, well by well, from the statements of a layout text.
 *
 * Statements for a sheet or plate override those without; two of the same kind that say different
 * things of one well are refused. Wells that no statement names are not in the layout.
 *
 * @param sheets Every sheet of the file, read or not
 * @throws {UsageError} If a name, row or column does not exist, doses and wells differ in number, or
 * two statements contradict each other; the message points at the word
 */
export function layoutOfText(
  statements: readonly LayoutStatement[],
  { plates, sheets, source }: {
    readonly plates: readonly NamedPlate[];
    readonly sheets: readonly string[];
    readonly source: string;
  },
): Layout {
  checkNames(statements, plates, sheets);
  const unit = commonUnit(statements);
  const wells = plates.flatMap((plate) => wellsOfPlate(statements, plate));
  if (wells.length === 0) {
    throw new UsageError(
      `Cannot read ${source}: needs to say which wells hold what, found ${
        statements.length === 0 ? "no statement" : "no such statement"
      }. Say for example: columns 2-11: crizotinib 0, 5, 10 nM; rows B-F; columns 1, 12: blank`,
    );
  }
  return { source, unit, wells };
}

function checkNames(
  statements: readonly LayoutStatement[],
  plates: readonly NamedPlate[],
  sheets: readonly string[],
): void {
  for (const { scope, clause } of statements) {
    const known = scope?.kind === "sheet" ? sheets : plates.map(({ plate }) => plate);
    const wrong = scope?.names.find(({ text }) => !known.some((name) => isName(name, text)));
    if (wrong === undefined || scope === null) continue;
    const choices = known.filter(Boolean);
    throw wrongWord(
      clause,
      wrong,
      choices.length === 0
        ? `left out: the file has no ${scope.kind}s with names`
        : `a ${scope.kind} of the file (${list(choices.map(quote), 20)})`,
    );
  }
}

function isName(name: string, text: string): boolean {
  return name.toLowerCase() === text.toLowerCase();
}

/** The one unit of all doses; molar ones are in nM already. */
function commonUnit(statements: readonly LayoutStatement[]): string {
  let unit: string | null = null;
  for (const { content, clause } of statements) {
    if (content.kind !== "series" || content.series.unit === null) continue;
    if (unit !== null && content.series.unit !== unit) {
      throw wrongWord(clause, content.series.word, `a dose in ${unit}, as the doses before`);
    }
    unit = content.series.unit;
  }
  return unit ?? "nM";
}

/** What a statement says of one well. */
interface Claim {
  readonly role: LayoutWell["role"] | "unused";
  readonly dose: number | null;
  readonly drug: string;
  readonly statement: LayoutStatement;
}

function wellsOfPlate(statements: readonly LayoutStatement[], plate: NamedPlate): LayoutWell[] {
  const here = statements.filter(({ scope }) =>
    scope === null ||
    scope.names.some(({ text }) => isName(scope.kind === "sheet" ? plate.sheet : plate.plate, text))
  );
  const area = {
    rows: drugArea(here, "rows"),
    columns: drugArea(here, "columns"),
    format: plate.format,
  };
  const claims = new Map<string, Claim>();
  // What holds for all comes first, so that what is said of this plate replaces it.
  for (const scoped of [false, true]) {
    const own = new Map<string, Claim>();
    for (const statement of here.filter(({ scope }) => (scope !== null) === scoped)) {
      for (const [position, claim] of claimsOf(statement, area)) {
        const before = own.get(position);
        if (before !== undefined && !isSame(before, claim)) {
          throw contradiction(before, claim, position);
        }
        own.set(position, claim);
      }
    }
    for (const [position, claim] of own) claims.set(position, claim);
  }
  return [...claims].flatMap(([position, claim]): LayoutWell[] => {
    const { role, dose, drug, statement } = claim;
    if (role === "unused") return [];
    const labels = labelsAt(here, position, plate, drug);
    return [{
      plate: plate.plate,
      position,
      role,
      dose,
      labels,
      exclusion: exclusionAt(here, position, plate.format),
      row: statement.clause.words[0].line,
    }];
  });
}

/** Where the drugs stand, from statements that name rows or columns and nothing else. */
function drugArea(
  statements: readonly LayoutStatement[],
  axis: "rows" | "columns",
): readonly number[] | null {
  let found: LayoutStatement | undefined;
  for (const scoped of [false, true]) {
    const own = statements.filter(({ content, named, scope }) =>
      content.kind === "region" && named[axis] !== null && (scope !== null) === scoped
    );
    if (own.length > 1) {
      throw wrongWord(
        own[1].clause,
        own[1].clause.words[0],
        `said once (line ${own[0].clause.words[0].line} names ${axis} too)`,
      );
    }
    found = own[0] ?? found;
  }
  return found?.named[axis] ?? null;
}

function claimsOf(statement: LayoutStatement, area: DrugArea): [string, Claim][] {
  const { content, clause } = statement;
  const claim = (role: Claim["role"], dose: number | null, drug: string): Claim => ({
    role,
    dose,
    drug,
    statement,
  });
  if (content.kind === "series") {
    return seriesWells(statement, content.series, area).map(([position, dose]) => [
      position,
      claim(dose === 0 ? "vehicle" : "sample", dose, content.drug),
    ]);
  }
  if (content.kind !== "role" && content.kind !== "unused") return [];
  const [role, drug] = content.kind === "role"
    ? [content.role, content.name] as const
    : ["unused", ""] as const;
  return wellsNamed(statement, area.format).map((position) => {
    checkOnPlate(position, statement, area.format, clause.words[0].text);
    return [position, claim(role, role === "vehicle" ? 0 : null, drug)];
  });
}

/** The wells that a statement names; a missing row or column means all of them. */
function wellsNamed({ named }: LayoutStatement, format: PlateFormat): string[] {
  if (named.wells !== null) return [...named.wells];
  const { rows, columns } = PLATE_SHAPES[format];
  return (named.rows ?? upTo(rows)).flatMap((row) =>
    (named.columns ?? upTo(columns)).map((column) => positionAt(row, column))
  );
}

function isSame(a: Claim, b: Claim): boolean {
  return a.role === b.role && a.dose === b.dose && a.drug === b.drug;
}

function contradiction(before: Claim, claim: Claim, position: string): UsageError {
  const { clause } = claim.statement;
  const other = before.statement.clause.words[0];
  const says = ({ role, dose, drug }: Claim) =>
    role === "unused" ? "not used" : `${role}${drug && ` of ${drug}`}${dose ? ` at ${dose}` : ""}`;
  return wrongWord(
    clause,
    clause.words[0],
    `said of other wells: ${position} is ${says(claim)} here, but ${
      says(before)
    } in line ${other.line} (column ${other.at + 1}). Name the rows of one of them`,
  );
}

/** Labels of a well: of all plates, then of this one, then of the wells named. */
function labelsAt(
  statements: readonly LayoutStatement[],
  position: string,
  plate: NamedPlate,
  drug: string,
): Record<string, string> {
  const labels: Record<string, string> = drug === "" ? {} : { drug };
  const rank = ({ scope, named }: LayoutStatement) =>
    (scope === null ? 0 : 1) + (isWhole(named) ? 0 : 2);
  const said = statements.filter(({ content, named }) =>
    content.kind === "label" && (isWhole(named) || holds(named, position))
  ).sort((a, b) => rank(a) - rank(b));
  for (const { content, clause } of said) {
    if (content.kind !== "label") continue;
    const each = clause.words.some(({ text }) => text.toLowerCase() === "plate")
      ? plate.plate
      : plate.sheet || plate.plate;
    labels[content.label] = content.value ?? each;
  }
  return labels;
}

function isWhole({ rows, columns, wells }: LayoutStatement["named"]): boolean {
  return rows === null && columns === null && wells === null;
}

function holds({ rows, columns, wells }: LayoutStatement["named"], position: string): boolean {
  if (wells !== null) return wells.includes(position);
  const { row, column } = rowAndColumn(position);
  return (rows?.includes(row) ?? true) && (columns?.includes(column) ?? true);
}

function exclusionAt(
  statements: readonly LayoutStatement[],
  position: string,
  format: PlateFormat,
): string | null {
  for (const statement of statements) {
    const { content, named } = statement;
    if (content.kind !== "exclude") continue;
    if (isWhole(named) || holds(named, position)) return content.reason;
    if (named.wells !== null) {
      named.wells.forEach((well) =>
        checkOnPlate(well, statement, format, statement.clause.words[0].text)
      );
    }
  }
  return null;
}
