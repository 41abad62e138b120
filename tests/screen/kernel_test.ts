import { allocateFits } from "../../lib/screen/allocate_fits.ts";
import { createLevels } from "../../lib/screen/collapse_wells.ts";
import { curveTask } from "../../lib/screen/curve_task.ts";
import { createFitter, fitOne } from "../../lib/screen/fit_one.ts";
import { fitRange } from "../../lib/screen/fit_screen.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { emptyDesigns } from "../../lib/screen/kernel.ts";
import {
  fitScreen,
  SCREEN_COLUMNS,
  type ScreenColumns,
  type ScreenFits,
  type ScreenOptions,
} from "../../lib/screen/mod.ts";
import { assert, assertEquals, assertThrows } from "../assert.ts";
import { assertAsGeneral, manyDoses } from "./many_doses.ts";
import { hardMix, screenOf } from "./simulate_screen.ts";

/** All columns of one curve but its q value, which needs the others. */
function row(fits: ScreenFits, curve: number): readonly number[] {
  return SCREEN_COLUMNS.filter(({ name }) => name !== "q_no_effect").map((column) =>
    column.kind === "number" ? fits.values[column.name][curve] : fits.codes[column.name][curve]
  );
}

const UNCHECKED = { checkOneIn: 0 };

/** The columns of one curve of a screen, fitted alone by a kernel that knows no design. */
function rowAlone(columns: ScreenColumns, curve: number, options: ScreenOptions = UNCHECKED) {
  const { kernel } = createLevels();
  emptyDesigns(kernel);
  kernel.task = null;
  const [from, to] = [columns.start[curve], columns.start[curve + 1]];
  const alone = fitScreen({
    curves: 1,
    start: Uint32Array.of(0, to - from),
    dose: columns.dose.slice(from, to),
    response: columns.response.slice(from, to),
  }, options);
  return row(alone, 0);
}

// The first test of the thread: once a curve has had more doses than there is room for there is more of it.
Deno.test("fitScreen() fits curves with more sets of doses than there is room for as each alone", () => {
  const mix = hardMix(1500, 41);
  // Doses of its own for every curve.
  const dose = mix.dose.map((d, i) => d * (1 + Math.floor(i / 30) / 1e4));
  const columns = { ...mix, dose };
  const options = { interval: "none", checkOneIn: 0 } as const;
  const task = curveTask(options);
  const fits = allocateFits(columns.curves, task);
  const fitter = createFitter(task, fits);
  const { kernel } = fitter.levels;
  emptyDesigns(kernel);
  let emptied = 0;
  // Those that were thrown away come back.
  const order = Array.from({ length: columns.curves + 20 }, (_, i) => i % columns.curves);
  for (const curve of order) {
    const before = kernel.free;
    fitOne(fitter, columns, curve);
    assert(kernel.free <= kernel.buffer.byteLength, `beyond the memory at curve ${curve}`);
    if (kernel.free < before) emptied++;
  }
  assertEquals(fitter.levels.kernel, kernel);
  assert(emptied >= 2, `emptied ${emptied} times`);
  for (let curve = 0; curve < columns.curves; curve++) {
    assertEquals(row(fits, curve), rowAlone(columns, curve, options), `curve ${curve}`);
  }
});

Deno.test("fitScreen() fits curves of more doses than there is room for as alone, and as fitDoseResponse()", () => {
  const columns = screenOf([
    manyDoses(8, 24, 1),
    manyDoses(300, 300, 2),
    manyDoses(9, 18, 3),
    manyDoses(10, 10_000, 4),
    manyDoses(2000, 2000, 5),
    manyDoses(8, 24, 6),
    manyDoses(301, 301, 7),
  ]);
  const small = [0, 2, 5].map((curve) => rowAlone(columns, curve));
  const fits = fitScreen(columns, UNCHECKED);
  assertEquals([...fits.values.n_doses], [8, 300, 9, 10, 2000, 8, 301]);
  [0, 2, 5].forEach((curve, i) => assertEquals(row(fits, curve), small[i]));
  for (let curve = 0; curve < columns.curves; curve++) {
    assertEquals(row(fits, curve), rowAlone(columns, curve));
    // The general solver takes seconds for 2,000 doses: a slow test asks it.
    if (fits.values.n_doses[curve] < 2000) assertAsGeneral(fits, columns, curve);
  }
});

Deno.test("Fitters of different tasks that take turns give the bytes of each alone", () => {
  const columns = hardMix(60, 42);
  const tasks: readonly ScreenOptions[] = [
    UNCHECKED,
    { ...UNCHECKED, model: "2PL" },
    { ...UNCHECKED, bounds: { top: [0.9, 1.1], bottom: [0, 0.3] } },
    { ...UNCHECKED, model: "3PL", fixed: { bottom: 0.1 } },
  ];
  const fitters = tasks.map((options) => {
    const task = curveTask(options);
    return createFitter(task, allocateFits(columns.curves, task));
  });
  for (let curve = 0; curve < columns.curves; curve++) {
    for (const fitter of fitters) fitRange(fitter, columns, curve, curve + 1);
  }
  tasks.forEach((options, k) => {
    createLevels().kernel.task = null;
    const alone = fitScreen(columns, options);
    for (let curve = 0; curve < columns.curves; curve++) {
      assertEquals(row(fitters[k].fits, curve), row(alone, curve), `task ${k}, curve ${curve}`);
    }
  });
});

Deno.test("fitScreen() refuses a curve of more different doses than a kernel has room for", () => {
  const wells = 40_001;
  const dose = Float64Array.from({ length: wells }, (_, i) => 1 + i);
  const screen = { curves: 1, start: Uint32Array.of(0, wells), dose, response: dose.map(Math.sin) };
  const error = assertThrows(() => fitScreen(screen, UNCHECKED), UsageError);
  assertEquals(
    error.message,
    "Cannot fit the screen: a curve has 40001 different doses, more than 40000",
  );
});
