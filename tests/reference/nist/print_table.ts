/**
 * Prints the digits to which every NIST problem is solved from either start, as a markdown table:
 *
 *     deno run --allow-read tests/reference/nist/print_table.ts
 */
import { digitsTable, nistDigits } from "./digits.ts";

console.log(digitsTable(nistDigits()));
