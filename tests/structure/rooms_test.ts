/** The house: a room may import the rooms before it, through their `mod.ts`, and none after it. */
import { assert, assertEquals } from "../assert.ts";
import { importsOf, libFiles } from "./module_graph.ts";

const ROOMS = [
  "errors",
  "numerics",
  "statistics",
  "display",
  "tables",
  "potency",
  "plates",
  "mechanisms",
  "dose_response",
  "screen",
  "resistance",
  "figures",
  "report",
  "notebook",
  "cli",
  "tasks",
];

const files = await libFiles();
const imports = await importsOf(files);

/** The room of a file, "lib" for the public face, null outside lib. */
function roomOf(file: string): string | null {
  const [, room] = file.match(/^lib\/([a-z_]+)\//) ?? [];
  if (room !== undefined) return room;
  return file.startsWith("lib/") ? "lib" : null;
}

const between = imports
  .map(({ from, to }) => ({ from, to, own: roomOf(from), other: roomOf(to) }))
  .filter(({ own, other }) => own !== null && other !== null && own !== other);

const write = ({ from, to }: { from: string; to: string }) => `${from} imports ${to}`;

Deno.test("lib holds no room but those of the house, and each has a public face", () => {
  const rooms = [...new Set(files.map(roomOf))].filter((room) => room !== "lib");
  assertEquals(rooms.filter((room) => room === null || !ROOMS.includes(room)), []);
  assertEquals(rooms.filter((room) => !files.includes(`lib/${room}/mod.ts`)), []);
});

Deno.test("no room imports a room of a floor above it", () => {
  const floor = (room: string | null) => room === "lib" ? ROOMS.length : ROOMS.indexOf(room ?? "");
  assert(between.length > 20, "the graph is there");
  assertEquals(between.filter(({ own, other }) => floor(other) > floor(own)).map(write), []);
});

Deno.test("a room is entered by its mod.ts", () => {
  assertEquals(between.filter(({ to }) => !to.endsWith("/mod.ts")).map(write), []);
});

Deno.test("no file of lib imports itself by way of others", () => {
  const next = Map.groupBy(
    imports.filter(({ code, dynamic }) => code && !dynamic),
    ({ from }) => from,
  );
  const circles = files.filter((file) => {
    const reached = new Set(next.get(file)?.map(({ to }) => to));
    for (const current of reached) next.get(current)?.forEach(({ to }) => reached.add(to));
    return reached.has(file);
  });
  assertEquals(circles, []);
});

const ONE_FILE = {
  "danfojs": "lib/tables/data_frame.ts",
  "hyparquet": "lib/tables/parquet_package.ts",
  "hyparquet-compressors": "lib/tables/parquet_package.ts",
  "hyparquet-writer": "lib/screen/files/parquet_package.ts",
};

for (const [name, file] of Object.entries(ONE_FILE)) {
  Deno.test(`${name} is imported in one file`, () => {
    const users = imports.filter(({ to }) => to.startsWith(`npm:${name}@`)).map(({ from }) => from);
    assertEquals([...new Set(users)], [file]);
  });
}
