import { list, nearest, plural, quote } from "../errors/mod.ts";
import { type FoundBlock, headingOf } from "./find_blocks.ts";
import { rangeOf } from "./grid.ts";

/** Titles of what an author computed from a plate. */
const COMPUTED =
  /\b(calculated|mean|average|sum|percent(age)?|normali[sz]ed|viability|inhibition|sd|std|cv|ratio|fold|outliers?|corrected|subtracted)\b|%/i;
/** Titles of one read among several of the same plate. */
const READ =
  /\b(channel|label|read|raw data|results? for|counts?|cps|rlu|rfu|measurement|wavelength|absorbance|fluorescence|luminescence|emission|od)\b|\d\s*nm\b/i;

/** Titles that are a time and nothing else. */
const TIME =
  /^(time|read(ing)?|cycle \d+)?\s*[:=]?\s*\d+([.,]\d+)?\s*(s|sec|min|h|hrs?|hours?|d|days?)\.?$/i;

/** The blocks of one kind, and the question where several kinds stand in one sheet. */
export interface ChosenBlocks {
  readonly blocks: readonly FoundBlock[];
  readonly ignored: readonly { readonly range: string; readonly reason: string }[];
  readonly question: string | null;
}

/**
 * The blocks that a name means, or all where none is given.
 *
 * A name that no block has names the signal, unless the blocks are reads with names of their own.
 *
 * @param responseName Which blocks to take where there are several kinds: part of their title
 */
export function chooseBlocks(
  blocks: readonly FoundBlock[],
  responseName: string | undefined,
): ChosenBlocks {
  if (responseName !== undefined) {
    const name = responseName.toLowerCase();
    const exact = blocks.filter((block) => headingOf(block).toLowerCase() === name);
    const wanted = exact.length > 0
      ? exact
      : blocks.filter((block) => headingOf(block).toLowerCase().includes(name));
    if (wanted.length > 0) {
      return {
        blocks: wanted,
        question: areDoubtful(wanted) ? whichBlock(wanted, responseName) : null,
        ignored: blocks.filter((block) => !wanted.includes(block)).map((block) => ({
          range: rangeOf(block),
          reason: `not ${quote(responseName)}: ${quote(headingOf(block))}`,
        })),
      };
    }
  }
  const isWrong = responseName !== undefined && blocks.length > 0 && blocks.every(isNamedRead);
  return {
    blocks,
    ignored: [],
    question: isWrong
      ? noBlockCalled(responseName, blocks)
      : areDoubtful(blocks)
      ? whichBlock(blocks)
      : null,
  };
}

/** Whether a block's title is one that an author gave to what he computed. */
export function isComputed(block: FoundBlock): boolean {
  return COMPUTED.test(headingOf(block));
}

function isNamedRead(block: FoundBlock): boolean {
  return block.label !== "" || READ.test(headingOf(block));
}

/** Whether blocks can be reads and results of one plate as well as several plates. */
function areDoubtful(blocks: readonly FoundBlock[]): boolean {
  const headings = blocks.map(headingOf);
  const isOneOfSeveral = (heading: string) => !/\bplate\b/i.test(heading);
  const computed = headings.filter((heading) => COMPUTED.test(heading));
  const reads = headings.filter((heading) =>
    TIME.test(heading.trim()) || (READ.test(heading) && isOneOfSeveral(heading))
  );
  // Tecan's readers write the labels of one plate below each other, each with "<>" at its corner.
  const labels = blocks.filter(({ corner }) => corner === "<>");
  return new Set(headings).size > 1 &&
    (reads.length > 1 || labels.length > 1 || blocks.some(({ isInterleaved }) => isInterleaved) ||
      (computed.length > 0 && computed.length < blocks.length));
}

function whichBlock(blocks: readonly FoundBlock[], responseName?: string): string {
  const named = blocks.map((block) => `${rangeOf(block)} ${quote(headingOf(block))}`).join(", ");
  const read = blocks.map(headingOf).find((heading) => !COMPUTED.test(heading)) ??
    headingOf(blocks[0]);
  const by = responseName === undefined ? "" : ` that ${quote(responseName)} can mean`;
  return `${
    plural(blocks.length, "block")
  }${by} can be plates, or reads and results of one plate: ${named}. Name the one to read: responseName: ${
    JSON.stringify(read)
  }`;
}

function noBlockCalled(name: string, blocks: readonly FoundBlock[]): string {
  const headings = [...new Set(blocks.map(headingOf))];
  return `no block is called ${quote(name)} (there are ${
    list(headings.map(quote), 20)
  }). Name the one to read: responseName: ${
    JSON.stringify(nearest(name, headings) ?? headings[0])
  }`;
}
