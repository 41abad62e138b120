import settings from "../../deno.json" with { type: "json" };

/** Packages that make numbers or drawings. */
const BEHIND_NUMBERS = [
  "ml-levenberg-marquardt",
  "d3-array",
  "@e965/xlsx",
  "@observablehq/plot",
  "jsdom",
  "fontkit",
  "@resvg/resvg-wasm",
  "pdfkit",
  "svg-to-pdfkit",
  "@expo-google-fonts/arimo/",
];

/** What did the numbers and drew the figures. */
export function versions(): Record<string, string> {
  const packages = Object.entries(settings.imports).flatMap(([name, specifier]) => {
    const [, version] = /^npm:\/?.*@(\d[\w.-]*)\/?$/.exec(specifier) ?? [];
    return version !== undefined && BEHIND_NUMBERS.includes(name) ? [[name, version]] : [];
  });
  return {
    halfmax: settings.version,
    deno: Deno.version.deno,
    ...Object.fromEntries(packages),
  };
}
