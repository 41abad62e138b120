import { nearest } from "../errors/mod.ts";
import type { WellRole } from "./well.ts";

/** Every role, in the order in which messages and tables list them. */
export const WELL_ROLES: readonly WellRole[] = [
  "sample",
  "vehicle",
  "blank",
  "positive",
  "time zero",
];

/**
 * A role from a cell, whatever its case, hyphens or underscores; undefined where it is none.
 *
 * Words such as "control", "DMSO" or "NC-1" are not guessed at: a laboratory that uses them says
 * once what they mean.
 *
 * @param text The cell
 * @param synonyms The laboratory's own words: `{ DMSO: "vehicle", "no cells": "blank" }`
 */
export function parseRole(
  text: string,
  synonyms: Readonly<Record<string, WellRole>> = {},
): WellRole | undefined {
  const plain = (word: string) => word.trim().toLowerCase().replace(/[\s_-]+/g, " ");
  const own = Object.keys(synonyms).find((word) => plain(word) === plain(text));
  return own === undefined ? WELL_ROLES.find((role) => role === plain(text)) : synonyms[own];
}

/** What a role cell must be, completing "must be …", with the nearest role offered. */
export function roleNeeded(text: string): string {
  const near = nearest(text, WELL_ROLES);
  return `a role (${WELL_ROLES.join(", ")})${near === undefined ? "" : `, perhaps "${near}"`}`;
}

/**
 * Role and dose of a well, agreed with each other.
 *
 * With a role column the role is what it says, and a dose that contradicts it is refused. Without
 * one, dose 0 is a vehicle well and any other dose a sample. Vehicle wells have dose 0; blank,
 * positive and time-zero wells have none, whatever the cell holds, for no dose of the curve applies.
 *
 * @param text The role's cell; undefined where the table has no such column
 * @param dose The dose's cell; null where it is empty
 * @returns Undefined where they do not agree, after saying so
 */
export function settleRole(
  text: string | undefined,
  dose: number | null,
  { roles, refuseRole, refuseDose }: {
    readonly roles?: Readonly<Record<string, WellRole>>;
    readonly refuseRole: (needed: string) => void;
    readonly refuseDose: (needed: string) => void;
  },
): { role: WellRole; dose: number | null } | undefined {
  if (text === undefined) {
    if (dose !== null) return { role: dose === 0 ? "vehicle" : "sample", dose };
    refuseDose("a number >= 0, as there is no role column to say what else the well is");
    return;
  }
  const role = parseRole(text, roles);
  if (role === undefined) {
    refuseRole(roleNeeded(text));
  } else if (role === "sample" && dose === null) {
    refuseDose("a number > 0 in a sample well");
  } else if (role === "sample" && dose === 0) {
    refuseRole(`"vehicle" where the dose is 0`);
  } else if (role === "vehicle" && dose !== null && dose > 0) {
    refuseDose("0 or empty in a vehicle well");
  } else if (role === "vehicle") {
    return { role, dose: 0 };
  } else {
    return { role, dose: role === "sample" ? dose : null };
  }
}
