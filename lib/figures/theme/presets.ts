/** What a journal, a screen or a slide asks of a figure. Lengths in mm, type and lines in points. */
export interface Preset {
  readonly name: string;
  /** As a reader would say it. */
  readonly title: string;
  /** Where the numbers come from. */
  readonly source: string;
  /** Day on which they were read at that source; null where they were not. */
  readonly checked: string | null;
  /** Widths by their names, the first being the default. */
  readonly widthsMM: Readonly<Record<string, number>>;
  /** Narrowest and widest that is accepted. */
  readonly widthLimitsMM: readonly [number, number];
  readonly maxHeightMM: number;
  readonly textPt: {
    /** Axis labels, direct labels, panel titles. */
    readonly text: number;
    /** Tick labels and notes. */
    readonly small: number;
    readonly panelLetter: number;
    /** Smallest and largest that is accepted (panel letters apart). */
    readonly limits: readonly [number, number];
  };
  readonly panelLetters: "lower" | "upper";
  readonly linePt: {
    readonly axis: number;
    readonly curve: number;
    readonly thin: number;
    /** Thinnest that is accepted. */
    readonly least: number;
  };
  /** Radius of a point. */
  readonly pointPt: number;
  /** Resolution of PNG and TIFF. */
  readonly dpi: number;
  readonly formats: readonly string[];
}

/** Every preset. "checked: null" says that nobody has compared the numbers with the journal's page. */
export const PRESETS: readonly Preset[] = [
  {
    name: "screen",
    title: "notebook",
    source: "own choice: 567 px wide in a notebook, 12 px type",
    checked: "2026-11-21",
    widthsMM: { single: 150, double: 220 },
    widthLimitsMM: [40, 400],
    maxHeightMM: 600,
    textPt: { text: 9, small: 8.25, panelLetter: 12, limits: [7.5, 14] },
    panelLetters: "lower",
    linePt: { axis: 0.75, curve: 1.5, thin: 0.75, least: 0.5 },
    pointPt: 2.6,
    dpi: 144,
    formats: ["svg", "png"],
  },
  {
    name: "slide",
    title: "slide",
    source: "own choice: a 254 mm wide slide, 18 pt type",
    checked: "2026-11-21",
    widthsMM: { full: 254, half: 122 },
    widthLimitsMM: [80, 340],
    maxHeightMM: 190,
    textPt: { text: 18, small: 16, panelLetter: 24, limits: [14, 40] },
    panelLetters: "lower",
    linePt: { axis: 1.25, curve: 2.75, thin: 1.25, least: 1 },
    pointPt: 5,
    dpi: 150,
    formats: ["svg", "png"],
  },
  {
    name: "nature",
    title: "Nature",
    source:
      "research-figure-guide.nature.com, Building and exporting figure panels; Preparing figures",
    checked: "2026-11-21",
    widthsMM: { single: 89, double: 183, "one and a half": 120 },
    widthLimitsMM: [30, 183],
    maxHeightMM: 170,
    textPt: { text: 7, small: 6, panelLetter: 8, limits: [5, 7] },
    panelLetters: "lower",
    linePt: { axis: 0.5, curve: 1, thin: 0.5, least: 0.25 },
    pointPt: 1.75,
    dpi: 450,
    formats: ["svg", "pdf", "png"],
  },
  {
    name: "plos",
    title: "PLOS",
    source: "journals.plos.org/plosmedicine/s/figures; pace.apexcovantage.com/Home/Guidelines",
    checked: "2026-11-21",
    widthsMM: { single: 132, double: 190.5, narrow: 66.8 },
    widthLimitsMM: [66.8, 190.5],
    maxHeightMM: 222.3,
    textPt: { text: 9, small: 8, panelLetter: 12, limits: [8, 12] },
    panelLetters: "upper",
    linePt: { axis: 0.6, curve: 1.25, thin: 0.6, least: 0.5 },
    pointPt: 2.25,
    dpi: 600,
    formats: ["svg", "tiff"],
  },
  {
    name: "cell",
    title: "Cell Press",
    source: "secondary sources; compare with cell.com/figureguidelines before submission",
    checked: null,
    widthsMM: { single: 85, double: 174, "one and a half": 114 },
    widthLimitsMM: [30, 174],
    maxHeightMM: 200,
    textPt: { text: 7, small: 6.5, panelLetter: 8, limits: [6, 8] },
    panelLetters: "upper",
    linePt: { axis: 0.5, curve: 1, thin: 0.5, least: 0.25 },
    pointPt: 1.75,
    dpi: 600,
    formats: ["svg", "pdf", "png"],
  },
  {
    name: "aacr",
    title: "AACR journals",
    source: "secondary sources; compare with the journal's instructions before submission",
    checked: null,
    widthsMM: { single: 86, double: 178 },
    widthLimitsMM: [30, 178],
    maxHeightMM: 225,
    textPt: { text: 8, small: 7, panelLetter: 10, limits: [6, 10] },
    panelLetters: "upper",
    linePt: { axis: 0.5, curve: 1, thin: 0.5, least: 0.25 },
    pointPt: 1.9,
    dpi: 600,
    formats: ["svg", "pdf", "png", "tiff"],
  },
  {
    name: "science",
    title: "Science",
    source: "secondary sources; compare with the journal's instructions before submission",
    checked: null,
    widthsMM: { single: 57, double: 121, triple: 184 },
    widthLimitsMM: [30, 184],
    maxHeightMM: 220,
    textPt: { text: 7, small: 6, panelLetter: 9, limits: [5, 9] },
    panelLetters: "upper",
    linePt: { axis: 0.5, curve: 1, thin: 0.5, least: 0.25 },
    pointPt: 1.75,
    dpi: 600,
    formats: ["svg", "pdf", "png", "tiff"],
  },
];
