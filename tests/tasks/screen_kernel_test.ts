import { compileScreenKernel } from "../../lib/tasks/screen_kernel.ts";
import { assertEquals } from "../assert.ts";

const FOLDER = new URL("../../lib/screen/kernel/", import.meta.url);

Deno.test("kernel.wasm is what its source compiles to (deno task screen:kernel writes it)", async () => {
  const committed = await Deno.readFile(new URL("kernel.wasm", FOLDER));
  assertEquals(await compileScreenKernel(), committed);
});

Deno.test("the kernel's source, which is no TypeScript to Deno, is formatted all the same", async () => {
  const crooked: string[] = [];
  for await (const { name } of Deno.readDir(FOLDER)) {
    if (!name.endsWith(".ts")) continue;
    const source = await Deno.readTextFile(new URL(name, FOLDER));
    const formatter = new Deno.Command(Deno.execPath(), {
      args: ["fmt", "--ext=ts", "--line-width=100", "--no-config", "-"],
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    const writer = formatter.stdin.getWriter();
    await writer.write(new TextEncoder().encode(source));
    await writer.close();
    const { stdout } = await formatter.output();
    if (new TextDecoder().decode(stdout) !== source) crooked.push(name);
  }
  assertEquals(crooked, []);
});
