/** The part of pdfkit that this room uses; the package ships no declarations. */
export interface PdfOptions {
  readonly size?: readonly [number, number];
  readonly margin?: number;
  readonly autoFirstPage?: boolean;
  /** Null keeps the default font's metrics file from being read from disk. */
  readonly font?: string | null;
  readonly info?: Readonly<Record<string, string | Date>>;
  readonly lang?: string;
  readonly tagged?: boolean;
  readonly displayTitle?: boolean;
  readonly pdfVersion?: string;
  readonly compress?: boolean;
}

/** A node of a tagged PDF's structure. */
export interface PdfStructure {
  end(): void;
}

export default class PDFDocument {
  constructor(options?: PdfOptions);
  addPage(options?: { size: readonly [number, number]; margin: number }): this;
  registerFont(name: string, bytes: Uint8Array): this;
  struct(
    type: string,
    options: Readonly<Record<string, unknown>>,
    children: (() => void) | readonly (() => void)[],
  ): PdfStructure;
  addStructure(structure: PdfStructure): this;
  on(event: "data", listener: (chunk: Uint8Array) => void): this;
  on(event: "end", listener: () => void): this;
  end(): void;
}
