import { fileURLToPath } from "node:url";
import { permissions } from "../../lib/cli/sandbox.ts";
import { planOutputFolder } from "../../lib/cli/output_folder.ts";
import { assertEquals } from "../assert.ts";
import { inFolder } from "./halfmax.ts";

const NOTHING_ELSE = {
  net: false,
  env: false,
  run: false,
  ffi: false,
  sys: false,
  import: false,
};

Deno.test("permissions() opens the input and the output folder, and nothing else", async () => {
  await inFolder({ "x.csv": "" }, (folder) => {
    assertEquals(permissions([`${folder}/sub/../x.csv`], planOutputFolder(folder, [], 1)), {
      read: [`${folder}/x.csv`, `${folder}/.halfmax-1`],
      write: [folder],
      ...NOTHING_ELSE,
    });
    return Promise.resolve();
  });
});

Deno.test("permissions() gives no write permission without an output folder", () => {
  assertEquals(permissions([], null), { read: [], write: false, ...NOTHING_ELSE });
});

Deno.test("permissions() lets a work that starts workers read the sources, and nothing else", () => {
  const sources = fileURLToPath(new URL("../../lib/", import.meta.url));
  assertEquals(permissions([], null, { workers: true }), {
    read: [sources],
    write: false,
    ...NOTHING_ELSE,
  });
});

Deno.test("permissions() opens the outermost folder that has to be made", async () => {
  await inFolder({}, (folder) => {
    const output = planOutputFolder(`${folder}/a/b/c`, [], 1);
    assertEquals(permissions([], output).write, [`${folder}/a`]);
    return Promise.resolve();
  });
});

Deno.test("permissions() opens the place a link leads to", async () => {
  await inFolder({ "x.csv": "" }, async (folder) => {
    await Deno.symlink(`${folder}/x.csv`, `${folder}/link.csv`);
    assertEquals(permissions([`${folder}/link.csv`], null).read, [
      `${folder}/link.csv`,
      `${folder}/x.csv`,
    ]);
  });
});

Deno.test("a worker with these permissions reads its input and is refused everything else", async () => {
  await inFolder({ "in.txt": "in", "other.txt": "other", "worker.js": PROBE }, async (folder) => {
    const worker = new Worker(new URL(`file://${encodeURI(folder)}/worker.js`), {
      type: "module",
      deno: {
        permissions: permissions([`${folder}/in.txt`], planOutputFolder(`${folder}/out`, [], 1)),
      },
    });
    const answers = await new Promise((done) => {
      worker.onmessage = ({ data }) => done(data);
      worker.postMessage(folder);
    });
    worker.terminate();
    assertEquals(answers, {
      "read input": "in",
      "write output": "done",
      "read other": "NotCapable",
      "write other": "NotCapable",
      "read output": "NotCapable",
      "environment": "NotCapable",
      "network": "NotCapable",
      "program": "NotCapable",
      "host": "NotCapable",
    });
  });
});

const PROBE = `
const attempt = async (action) => {
  try {
    return await action();
  } catch (error) {
    return error.name;
  }
};
self.onmessage = async ({ data: folder }) => {
  self.postMessage({
    "read input": await attempt(() => Deno.readTextFile(folder + "/in.txt")),
    "write output": await attempt(async () => {
      await Deno.mkdir(folder + "/out");
      await Deno.writeTextFile(folder + "/out/x", "x");
      return "done";
    }),
    "read other": await attempt(() => Deno.readTextFile(folder + "/other.txt")),
    "write other": await attempt(() => Deno.writeTextFile(folder + "/other.txt", "")),
    "read output": await attempt(() => Deno.readTextFile(folder + "/out/x")),
    "environment": await attempt(() => Deno.env.get("HOME")),
    "network": await attempt(() => Deno.connect({ port: 9 })),
    "program": await attempt(() => new Deno.Command(Deno.execPath()).output()),
    "host": await attempt(() => Deno.hostname()),
  });
};
`;
