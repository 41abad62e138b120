import { DataError } from "../errors/mod.ts";

/** A Jupyter notebook as its file holds it (nbformat 4). */
export interface Notebook {
  /** The cells, top to bottom. */
  readonly cells: readonly Cell[];
  /** What concerns the whole: the kernel, the language. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Major version of the format, 4. */
  readonly nbformat: number;
  /** Minor version of the format. */
  readonly nbformat_minor: number;
}

/** One cell: prose, or code with what it printed. */
export interface Cell {
  /** Only `code` cells run. */
  readonly cell_type: "code" | "markdown" | "raw";
  /** Stable name of the cell within its notebook. */
  readonly id?: string;
  /** Tags and settings; the cell tagged `parameters` holds what a run may change. */
  readonly metadata: { readonly tags?: readonly string[]; readonly [key: string]: unknown };
  /** The text, in one piece or as lines that keep their line ends. */
  readonly source: string | readonly string[];
  /** What the cell printed when it last ran; code cells only. */
  readonly outputs?: readonly Output[];
  /** The number in the margin, `[3]`; null before the first run. */
  readonly execution_count?: number | null;
}

/** One thing that a cell printed. */
export interface Output {
  /** A value, something shown on the way, console text, or an error. */
  readonly output_type: "execute_result" | "display_data" | "stream" | "error";
  /** `stdout` or `stderr`, for console text. */
  readonly name?: string;
  /** Console text. */
  readonly text?: string | readonly string[];
  /** A value in each form it has, by MIME type. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Settings of the forms, by MIME type. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** The number in the margin, for a value. */
  readonly execution_count?: number | null;
  /** Class of an error. */
  readonly ename?: string;
  /** Message of an error. */
  readonly evalue?: string;
  /** Lines of an error's stack. */
  readonly traceback?: readonly string[];
}

/**
 * Reads a notebook from its file.
 *
 * @throws {DataError} If there is no such file or it is not a notebook of format 4
 */
export async function readNotebook(path: string): Promise<Notebook> {
  const refuse = (needed: string, found: string) =>
    new DataError(`Cannot read ${path}: it must be ${needed}, found ${found}`);
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw refuse("an existing file", "none there");
    throw refuse("a readable file", error instanceof Error ? error.message : String(error));
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw refuse("a notebook (JSON)", error instanceof Error ? error.message : String(error));
  }
  if (!isNotebook(content)) throw refuse("a notebook of format 4", "JSON of another shape");
  return content;
}

/** The code cells with the number that Jupyter gives them in a fresh run: `[1]`, `[2]`, … */
export function codeCells(notebook: Notebook): readonly { number: number; cell: Cell }[] {
  return notebook.cells
    .filter((cell) => cell.cell_type === "code" && textOf(cell.source).trim() !== "")
    .map((cell, index) => ({ number: index + 1, cell }));
}

/** A text that the format keeps in one piece or as lines, in one piece. */
export function textOf(text: unknown): string {
  return Array.isArray(text) ? text.join("") : String(text ?? "");
}

/** Whether a cell carries a tag. */
export function hasTag(cell: Cell, tag: string): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}

function isNotebook(content: unknown): content is Notebook {
  if (typeof content !== "object" || content === null) return false;
  const { cells, nbformat } = content as { cells?: unknown; nbformat?: unknown };
  return nbformat === 4 && Array.isArray(cells);
}
