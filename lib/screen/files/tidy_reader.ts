import { quote } from "../../errors/mod.ts";
import {
  checkScale,
  type DoseColumn,
  knownUnit,
  parseExclusion,
  settleRole,
} from "../../plates/mod.ts";
import { isMissing } from "../../tables/mod.ts";
import { CellProblems } from "./cell_problems.ts";
import type { DoseUnits } from "./dose_units.ts";
import type { RowBatch, RowFile } from "./row_file.ts";
import type { Tally } from "./tally.ts";
import type { TidyOptions } from "./tidy_wells.ts";
import type { WellBatch } from "./well_file.ts";

type Part = "unit" | "exclude" | "role";
/** The codes of the columns that not every file has. */
type Codes = Readonly<Record<Part, (batch: RowBatch) => Int32Array | undefined>>;
/** Their texts, and those of the naming columns. */
type Words = Readonly<Record<Part, readonly string[] | undefined>> & {
  readonly by: readonly (readonly string[])[];
};

/** Makes wells of rows, batch by batch. */
export class TidyReader {
  readonly #options: TidyOptions;
  readonly #dose: DoseColumn;
  readonly #units: DoseUnits;
  readonly #tally: Tally;
  readonly #source: string;
  readonly #problems: CellProblems;
  #largest = -Infinity;

  constructor({ file, options, dose, units, tally }: {
    readonly file: RowFile;
    readonly options: TidyOptions;
    readonly dose: DoseColumn;
    readonly units: DoseUnits;
    readonly tally: Tally;
  }) {
    this.#options = options;
    this.#dose = dose;
    this.#units = units;
    this.#tally = tally;
    this.#source = file.source;
    this.#problems = new CellProblems(file.source);
  }

  /**
   * The wells of all batches.
   *
   * @throws {DataError} If cells are bad, doses are in two units, or responses contradict their scale
   */
  async *read(
    batches: AsyncIterable<RowBatch>,
    codes: Codes,
    words: Words,
  ): AsyncGenerator<WellBatch> {
    for await (const batch of batches) yield this.#wells(batch, codes, words);
    this.#problems.throwIfAny();
    const { response, scale, checkScale: check = true } = this.#options;
    if (check && this.#largest > -Infinity) {
      checkScale([this.#largest], { scale, column: response, source: this.#source });
    }
  }

  /** The wells of a batch, moved together in its own arrays. */
  #wells(batch: RowBatch, codes: Codes, words: Words): WellBatch {
    const { count, row, numbers: [doses, responses] } = batch;
    const names = batch.codes.slice(0, this.#options.by.length);
    const [unit, exclude, role] = [codes.unit(batch), codes.exclude(batch), codes.role(batch)];
    const plain = unit === undefined && exclude === undefined && role === undefined;
    this.#tally.read += count;
    if (plain && this.#units.asStored(this.#dose.unit)) {
      const largest = largestOfWhole(doses, responses, count);
      if (largest !== null) {
        this.#largest = Math.max(this.#largest, largest);
        return { count, row, names, dose: doses, response: responses };
      }
    }
    let wells = 0;
    for (let i = 0; i < count; i++) {
      let dose = doses[i];
      const response = responses[i];
      if (plain && dose >= 0 && dose < Infinity && Math.abs(response) !== Infinity) {
        dose = this.#units.convert(dose, this.#dose.unit);
      } else {
        const found = this.#settle(
          { row: row[i], dose, response, curve: () => this.#nameOf(names, words, i) },
          {
            unit: unit && words.unit?.[unit[i]],
            exclude: exclude && words.exclude?.[exclude[i]],
            role: role && words.role?.[role[i]],
          },
        );
        if (found === null) continue;
        dose = found;
      }
      if (response !== response) this.#tally.exclude(`no ${this.#options.response}`, row[i]);
      else if (response > this.#largest) this.#largest = response;
      doses[wells] = dose;
      if (wells < i) {
        row[wells] = row[i];
        responses[wells] = response;
        for (const codes of names) codes[wells] = codes[i];
      }
      wells++;
    }
    return { count: wells, row, names, dose: doses, response: responses };
  }

  /** The dose of a row in the common unit, or null where it takes no part. */
  #settle(
    { row, dose, response, curve }: {
      readonly row: number;
      readonly dose: number;
      readonly response: number;
      readonly curve: () => string;
    },
    texts: Readonly<Record<Part, string | undefined>>,
  ): number | null {
    const refuse = (column: string, needed: string, found: string) => {
      this.#problems.add({ row, column, needed: `${needed} (curve ${curve()})`, found });
      return null;
    };
    const excluded = texts.exclude === undefined ? null : parseExclusion(texts.exclude, "exclude");
    const stated = Number.isNaN(dose) ? null : dose;
    if (stated !== null && !(stated >= 0 && stated < Infinity)) {
      return refuse(this.#dose.name, "a number >= 0", String(dose));
    }
    if (Math.abs(response) === Infinity) {
      return refuse(this.#options.response, "a finite number", String(response));
    }
    const unit = this.#unitOf(stated, texts.unit, refuse);
    if (unit === null) return null;
    const settled = texts.role === undefined
      ? { role: "sample", dose: stated } as const
      : settleRole(texts.role, stated, {
        refuseRole: (needed) => refuse("role", needed, texts.role ?? ""),
        refuseDose: (needed) => refuse(this.#dose.name, needed, String(stated ?? "")),
      });
    if (settled === undefined) return null;
    const reason = excluded ??
      (settled.role !== "sample" && settled.role !== "vehicle"
        ? `${settled.role} well`
        : settled.dose === null
        ? "no dose"
        : null);
    if (reason !== null || settled.dose === null) {
      this.#tally.exclude(reason ?? "no dose", row);
      return null;
    }
    return this.#units.convert(settled.dose, unit.unit);
  }

  #nameOf(names: readonly Int32Array[], words: Words, at: number): string {
    const { by } = this.#options;
    return by.map((name, n) => `${name} ${quote(words.by[n][names[n][at]])}`).join(", ");
  }

  #unitOf(
    dose: number | null,
    text: string | undefined,
    refuse: (column: string, needed: string, found: string) => null,
  ): { readonly unit: string | null } | null {
    const { unit, unitColumn, name } = this.#dose;
    // Nothing is nothing in any unit.
    if (dose === null || dose === 0) return { unit: null };
    if (text === undefined || unitColumn === null || isMissing(text)) {
      if (unit !== null) return { unit };
      return refuse(unitColumn?.name ?? name, "the unit of the dose", text ?? "");
    }
    const own = knownUnit(text);
    if (own === undefined) {
      return refuse(unitColumn.name, "a known unit (M, mM, µM, nM, pM, ng/mL, …)", text);
    }
    if (unit !== null && unit !== own) {
      return refuse(unitColumn.name, `${unit}, as the doses are`, text);
    }
    return { unit: own };
  }
}

/** The largest response of a batch in which every dose and every response is there; null for others. */
function largestOfWhole(
  doses: Float64Array,
  responses: Float64Array,
  count: number,
): number | null {
  let largest = -Infinity;
  for (let i = 0; i < count; i++) {
    const [dose, response] = [doses[i], responses[i]];
    // Written so that NaN is none.
    if (!(dose >= 0 && dose < Infinity && Math.abs(response) < Infinity)) return null;
    if (response > largest) largest = response;
  }
  return largest;
}
