/** `deno task doctor`: what this machine lacks, and what mends it. Exit code 1 if anything does. */
import { checkMachine } from "./check_machine.ts";
import { inspectMachine } from "./inspect_machine.ts";

if (import.meta.main) {
  const findings = checkMachine(await inspectMachine());
  for (const { ok, subject, found, mend } of findings) {
    console.log(`${ok ? "ok    " : "FAILED"} ${subject.padEnd(10)} ${found}`);
    if (mend !== undefined) console.log(`       to mend it: ${mend}`);
  }
  if (findings.some(({ ok }) => !ok)) Deno.exit(1);
}
