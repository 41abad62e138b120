import settings from "../../deno.json" with { type: "json" };
import type { NewRequest } from "./new_command.ts";

/** The README of a new study: what is here, what to do, and which halfmax it was made with. */
export function studyReadme({ name, clone, commit, deno }: NewRequest): string {
  const at = commit === null ? "" : ` at commit ${commit}`;
  return `# ${name}

The data in this folder are **SIMULATED** until you put yours in. Research use only.

## Look

\`\`\`sh
"${deno}" task halfmax analyze data/plates.csv --layout data/layout.csv --reference H3122 --out results/report
\`\`\`

then open \`results/report/report.html\`. Or open \`analysis.ipynb\`:

\`\`\`sh
"${deno}" task lab
\`\`\`

## Your data

1. Put the file of your plate reader in place of \`data/plates.csv\`.
2. Write into \`data/layout.csv\` what stands in each well: role (sample, vehicle, blank), cell line,
   drug, dose with its unit, biological replicate. A well that went wrong gets its reason in the column
   \`exclude\`, before you look at any curve.
3. Change the cell tagged \`parameters\` in \`analysis.ipynb\`, and run it; or, without opening it:

   \`\`\`sh
   "${deno}" task halfmax run analysis.ipynb input=data/plates.csv reference=H3122 out=results/analysis
   \`\`\`
4. Say in \`data/datapackage.json\` what was measured, by whom and how.

## Doing it again

This folder uses halfmax ${settings.version}${at}, from the clone in

    ${clone}

${
    commit === null
      ? "Note which version of it you used.\n"
      : `To come back to exactly that: \`git -C "${clone}" checkout ${commit}\`.\n`
  }\`deno.lock\` holds the versions of all packages. If the clone moves, correct its address in \`deno.json\`.
`;
}
