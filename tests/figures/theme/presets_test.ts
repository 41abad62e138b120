import { PRESETS } from "../../../lib/figures/theme/presets.ts";
import { presetNamed, themeOf, widthOf } from "../../../lib/figures/theme/theme.ts";
import { UsageError } from "../../../lib/errors/mod.ts";
import { assert, assertEquals, assertThrows } from "../../assert.ts";

Deno.test("every preset keeps its own rules", () => {
  for (const preset of PRESETS) {
    const { text, small, limits } = preset.textPt;
    assert(small >= limits[0] && text <= limits[1] && small <= text, preset.name);
    for (const width of Object.values(preset.widthsMM)) {
      assert(width >= preset.widthLimitsMM[0] && width <= preset.widthLimitsMM[1], preset.name);
    }
    const { axis, curve, thin, least } = preset.linePt;
    assert(Math.min(axis, curve, thin) >= least, preset.name);
  }
});

Deno.test("presets say which were checked at their source, and when", () => {
  const checked = PRESETS.filter(({ checked }) => checked !== null).map(({ name }) => name);
  assertEquals(checked, ["screen", "slide", "nature", "plos"]);
  for (const { checked } of PRESETS) assert(checked === null || /^\d{4}-\d\d-\d\d$/.test(checked));
});

Deno.test("Nature and PLOS are as their pages print them", () => {
  const nature = presetNamed("nature");
  assertEquals(nature.widthsMM.single, 89);
  assertEquals(nature.widthsMM.double, 183);
  assertEquals(nature.maxHeightMM, 170);
  assertEquals(nature.textPt.limits, [5, 7]);
  assertEquals(nature.textPt.panelLetter, 8);
  const plos = presetNamed("plos");
  assertEquals(plos.widthLimitsMM, [66.8, 190.5]);
  assertEquals(plos.maxHeightMM, 222.3);
  assertEquals(plos.textPt.limits, [8, 12]);
});

Deno.test("presetNamed() offers the nearest name", () => {
  const { message } = assertThrows(() => presetNamed("natuer"), UsageError);
  assertEquals(
    message,
    "Cannot draw a figure: journal must be one of screen, slide, nature, plos, cell, aacr and science, " +
      'found "natuer". Did you mean "nature"?',
  );
});

Deno.test("themeOf() sets text at another size, small text in proportion but not below the limit", () => {
  const nature = presetNamed("nature");
  assertEquals(themeOf(nature).text, 7);
  assertEquals(themeOf(nature, { textSize: 6 }).small, 36 / 7);
  assertEquals(themeOf(nature, { textSize: 5 }).small, 5);
});

Deno.test("widthOf() knows the preset's names and refuses others", () => {
  const nature = presetNamed("nature");
  assertEquals(widthOf(nature, undefined), 89);
  assertEquals(widthOf(nature, "double"), 183);
  assertEquals(widthOf(nature, 100), 100);
  assertThrows(() => widthOf(nature, "tripel"), UsageError, "single, double and one and a half");
  assertThrows(() => widthOf(nature, -3), UsageError, "must be a number of mm > 0, found -3");
});
