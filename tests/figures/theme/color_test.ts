import {
  COLOR_VISIONS,
  colorDistance,
  simulateColorVision,
  smallestDistance,
} from "../../../lib/figures/theme/color_vision.ts";
import { contrastRatio, inkOn, parseColor } from "../../../lib/figures/theme/contrast.ts";
import {
  CATEGORY_COLORS,
  CATEGORY_SYMBOLS,
  categoryStyle,
  INK,
  MOST_CATEGORIES,
  PAPER,
  QUIET,
} from "../../../lib/figures/theme/palette.ts";
import { rampOf } from "../../../lib/figures/theme/ramps.ts";
import { assert, assertAlmostEquals, assertEquals } from "../../assert.ts";

Deno.test("up to five categories stay at least 15 apart in CIE Lab with every kind of colour vision", () => {
  for (const count of [2, 3, 4, 5]) {
    for (const vision of COLOR_VISIONS) {
      const distance = smallestDistance(CATEGORY_COLORS.slice(0, count), vision);
      assert(distance >= 15, `${count} categories, ${vision}: ${distance}`);
    }
  }
});

Deno.test("all eight categories stay at least 15 apart too", () => {
  for (const vision of COLOR_VISIONS) {
    assert(smallestDistance(CATEGORY_COLORS, vision) >= 15, vision);
  }
});

Deno.test("Tableau's ten colours would fail the same test", () => {
  const tableau = ["#4e79a7", "#f28e2c", "#e15759", "#76b7b2", "#59a14f"];
  const worst = Math.min(...COLOR_VISIONS.map((vision) => smallestDistance(tableau, vision)));
  assert(worst < 15, String(worst));
});

Deno.test("simulateColorVision() leaves greys alone and takes red and green together", () => {
  for (const vision of COLOR_VISIONS) {
    const [red, green, blue] = parseColor(simulateColorVision("#808080", vision));
    assert(Math.max(red, green, blue) - Math.min(red, green, blue) < 0.02, vision);
  }
  const apart = (vision: "normal" | "deuteranopia") =>
    colorDistance(simulateColorVision("#c00000", vision), simulateColorVision("#606000", vision));
  assert(apart("deuteranopia") < 0.5 * apart("normal"));
});

Deno.test("colorDistance() of black and white is 100 in lightness", () => {
  assertAlmostEquals(colorDistance("#000000", "#ffffff"), 100, 0.01);
  assertEquals(colorDistance("#0072B2", "#0072b2"), 0);
});

Deno.test("contrastRatio() agrees with the guideline's examples", () => {
  assertAlmostEquals(contrastRatio("#000000", "#ffffff"), 21, 1e-9);
  // #767676 is the lightest grey that passes on white.
  assertAlmostEquals(contrastRatio("#767676", "#fff"), 4.54, 0.005);
  assert(contrastRatio("#777777", "#ffffff") < 4.5);
});

Deno.test("every ink that texts are set in has a contrast of 4.5 or more", () => {
  for (const ink of [INK, QUIET]) assert(contrastRatio(ink, PAPER) >= 4.5, ink);
});

Deno.test("inkOn() is readable on every colour of every ramp", () => {
  for (const name of ["cividis", "viridis", "PuOr"] as const) {
    const ramp = rampOf(name, [0, 1]);
    for (let value = 0; value <= 1; value += 0.01) {
      const ground = ramp.colorOf(value);
      assert(contrastRatio(inkOn(ground), ground) >= 4.5, `${name} at ${value}: ${ground}`);
    }
  }
});

Deno.test("categoryStyle() never looks the same twice", () => {
  const looks = Array.from({ length: MOST_CATEGORIES }, (_, i) => JSON.stringify(categoryStyle(i)));
  assertEquals(new Set(looks).size, MOST_CATEGORIES);
  assertEquals(new Set(CATEGORY_SYMBOLS).size, CATEGORY_COLORS.length);
});
