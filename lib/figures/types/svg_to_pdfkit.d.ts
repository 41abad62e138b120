import type PDFDocument from "./pdfkit.d.ts";

/** The part of svg-to-pdfkit that this room uses; the package ships no declarations. */
export default function SVGtoPDF(
  doc: PDFDocument,
  svg: string,
  x: number,
  y: number,
  options: {
    readonly fontCallback: (family: string, bold: boolean, italic: boolean) => string;
    readonly warningCallback: (message: string) => void;
  },
): void;
