/** Runs a program of the system and returns what it printed; throws where it failed. */
export function run(command: string, ...args: string[]): string {
  const { code, stdout, stderr } = new Deno.Command(command, { args }).outputSync();
  if (code !== 0) throw new Error(`${command}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}

/** Whether a program is installed. */
export function installed(command: string): boolean {
  try {
    new Deno.Command(command, { args: ["-v"], stdout: "null", stderr: "null" }).outputSync();
    return true;
  } catch {
    return false;
  }
}

/** Registers a test that needs a program; where it is absent the test is ignored, and its name says why. */
export function testWith(command: string, name: string, test: () => Promise<void>): void {
  const ignore = !installed(command);
  Deno.test({
    name: ignore ? `${name} [needs ${command}, which is not here]` : name,
    ignore,
    fn: test,
  });
}
