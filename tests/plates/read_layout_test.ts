import { DataError } from "../../lib/errors/mod.ts";
import { readLayout } from "../../lib/plates/mod.ts";
import { assertEquals, assertRejects } from "../assert.ts";

async function layoutFile(text: string): Promise<string> {
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  await Deno.writeTextFile(path, text);
  return path;
}

Deno.test("readLayout() reads roles, doses in nM, labels and reasons; no plate means every plate", async () => {
  const path = await layoutFile(
    "well,role,drug,dose_uM,exclude\nA01,DMSO,,,\nB2,sample,crizotinib,1,bubble\n",
  );
  const { unit, wells } = await readLayout(path, { roles: { DMSO: "vehicle" } });
  assertEquals(unit, "nM");
  assertEquals(
    wells.map(({ plate, position, role, dose, labels, exclusion, row }) => [
      plate,
      position,
      role,
      dose,
      labels.drug,
      exclusion,
      row,
    ]),
    [
      [null, "A1", "vehicle", 0, "", null, 2],
      [null, "B2", "sample", 1000, "crizotinib", "bubble", 3],
    ],
  );
});

Deno.test("readLayout() collects bad cells, among them a well that stands twice", async () => {
  const path = await layoutFile("well,role,dose_nM\nA1,vehicle,0\na1,sample,5\nB1,smaple,5\n");
  const error = await assertRejects(() => readLayout(path), DataError);
  assertEquals(
    error.message,
    `Cannot read ${path}:
  row 4, column "role" must be a role (sample, vehicle, blank, positive, time zero), perhaps "sample", found "smaple"
  row 3, column "well" must be a well that stands once (row 2 has it too), found "A1"`,
  );
});
