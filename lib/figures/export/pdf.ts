import { FONT_BYTES } from "../text/fonts.ts";
import { POINTS_PER_MM } from "../theme/theme.ts";
import type PDFDocument from "../types/pdfkit.d.ts";
import type SVGtoPDF from "../types/svg_to_pdfkit.d.ts";
import { LIBRARY } from "./library.ts";

/** One page of a PDF: a figure's SVG and its words. */
export interface PdfPage {
  readonly svg: string;
  readonly widthMM: number;
  readonly heightMM: number;
  readonly title: string;
  readonly alt: string;
  /** A page larger than the figure, which stands in its middle at the top; absent for its own size. */
  readonly paperMM?: readonly [number, number];
}

/**
 * Figures as one PDF, a page each at its own exact size: vector marks, text that can be selected and
 * searched, the font embedded and cut down to the letters used, alt text in the structure tree.
 *
 * Dates are fixed, so that the same figure has the same bytes on every run.
 *
 * @param pages The pages, made one after the other when they are drawn
 * @param title Title of the document
 */
export async function figuresPdf(
  pages: Iterable<PdfPage> | AsyncIterable<PdfPage>,
  title: string,
): Promise<Uint8Array> {
  const { Pdf, toPdf } = await loadPdf();
  const doc = new Pdf({
    autoFirstPage: false,
    margin: 0,
    font: null,
    lang: "en",
    tagged: true,
    displayTitle: true,
    pdfVersion: "1.7",
    info: { Title: title, Creator: LIBRARY, Producer: LIBRARY, CreationDate: FIXED_DATE },
  });
  const chunks: Uint8Array[] = [];
  doc.on("data", (chunk) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => doc.on("end", resolve));
  doc.registerFont("regular", FONT_BYTES.regular);
  doc.registerFont("bold", FONT_BYTES.bold);
  for await (const page of pages) addPage(doc, page, toPdf);
  doc.end();
  await ended;
  return concatenate(chunks);
}

const FIXED_DATE = new Date(Date.UTC(2000, 0, 1));

/** Loaded on first use: most sessions write no PDF. The packages have no types of their own. */
async function loadPdf(): Promise<{ Pdf: typeof PDFDocument; toPdf: typeof SVGtoPDF }> {
  const [pdfkit, svgToPdfkit] = await Promise.all([import("pdfkit"), import("svg-to-pdfkit")]);
  return { Pdf: pdfkit.default, toPdf: svgToPdfkit.default };
}

function addPage(doc: PDFDocument, page: PdfPage, toPdf: typeof SVGtoPDF): void {
  const { widthMM, heightMM, paperMM = [widthMM, heightMM] } = page;
  const [width, height] = paperMM.map((length) => length * POINTS_PER_MM);
  const margin = ((paperMM[0] - widthMM) / 2) * POINTS_PER_MM;
  doc.addPage({ size: [width, height], margin: 0 });
  const draw = () =>
    toPdf(doc, page.svg, margin, margin, {
      fontCallback: (_family, bold) => bold ? "bold" : "regular",
      warningCallback: (message) => {
        throw new Error(`svg-to-pdfkit: ${message}`);
      },
    });
  const options = { title: page.title, alt: page.alt, bbox: [0, 0, width, height] };
  const figure = doc.struct("Figure", options, [draw]);
  doc.addStructure(figure);
  figure.end();
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
