/**
 * Reference material that lies beside the repository, not in it (it is not ours to publish).
 * Tests that need it run when it is there and say so when it is not.
 */
const FOLDER = new URL("../../shared/", import.meta.url);

/** Path of a file or folder of the reference material, or null when it is not there. */
export function sharedPath(name: string): string | null {
  const path = decodeURIComponent(new URL(name, FOLDER).pathname);
  try {
    Deno.statSync(path);
    return path;
  } catch {
    return null;
  }
}

/** Registers a test over reference material; where it is absent the test is ignored, and its name says why. */
export function sharedTest(
  name: string,
  needs: string,
  test: (path: string) => void | Promise<void>,
): void {
  const path = sharedPath(needs);
  if (path === null) {
    Deno.test({
      name: `${name} [needs ../shared/${needs}, which is not here]`,
      ignore: true,
      fn() {},
    });
  } else {
    Deno.test(name, () => test(path));
  }
}
