import { parseTime, unitOfTime } from "../../lib/plates/reading_time.ts";
import { assertEquals } from "../assert.ts";

Deno.test("parseTime() reads clocks, days before clocks, amounts of units, and numbers of a known unit", () => {
  const seconds: [string, string | null, number][] = [
    ["0:05:00", null, 300],
    ["72:00:00", null, 259_200],
    ["1.02:00:00", null, 93_600],
    ["00:00:01.5", null, 1.5],
    ["10 h 5 min", null, 36_300],
    ["2 h", null, 7200],
    ["1,5 h", null, 5400],
    ["3 days", null, 259_200],
    ["300.5", "s", 300.5],
    ["0,5", "Hours", 1800],
    ["1.5e3", "ms", 1.5],
    ["1d0h0m", null, 86_400],
    ["00d01h05m", null, 3900],
    ["1 h 30", null, 5400],
    ["2h 5 m", null, 7500],
  ];
  for (const [cell, unit, expected] of seconds) {
    assertEquals(parseTime(cell, unit)?.seconds, expected, cell);
  }
  assertEquals(parseTime("300", "s")?.text, "300 s");
});

Deno.test("parseTime() leaves open what minutes and dates mean, and takes no word for a time", () => {
  for (const cell of ["0:05", "300", "2020-01-01 10:00", "12:00:00 AM"]) {
    assertEquals(parseTime(cell), { text: cell, seconds: null }, cell);
  }
  for (
    const cell of [
      "",
      "Mean",
      "OD 450",
      "A1",
      "5 cycles",
      "vehicle",
      "1 h vehicle",
      "5 m",
      "5 M",
      "H3",
    ]
  ) {
    assertEquals(parseTime(cell), undefined, cell);
  }
});

Deno.test("unitOfTime() reads the unit that a header ends in", () => {
  const units = ["Time [s]", "time_h", "Time (min)", "Hours", "avg. time [s]"].map(unitOfTime);
  assertEquals(units, ["s", "h", "min", "Hours", "s"]);
  assertEquals(["Time", "Time(hh:mm:ss)", "Time [x]", ""].map(unitOfTime), [
    null,
    null,
    null,
    null,
  ]);
});
