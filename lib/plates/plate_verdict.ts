import { formatNumber, formatPercent } from "../display/mod.ts";
import { describePositionEffect, type PositionEffect } from "./position_effect.ts";

/** What to make of a plate, a closed list, best first. */
export type PlateVerdict = "good" | "doubtful" | "poor" | "not assessable";

/** The numbers that a verdict rests on. */
export interface PlateNumbers {
  /** Analysed vehicle wells. */
  readonly vehicleWells: number;
  /** Wells of the low control. */
  readonly lowWells: number;
  /** What the low control is. */
  readonly against: "positive" | "blank" | null;
  /** Separation of the controls. */
  readonly zPrime: number | null;
  /** Coefficient of variation of the vehicle signal. */
  readonly vehicleCV: number | null;
  /** Parts of the plate that read high or low. */
  readonly positionEffects: readonly PositionEffect[];
  /** Why position effects could not be tested; empty where they could. */
  readonly positionReason: string;
}

/** Z' from which control wells stand well apart. */
const GOOD_Z_PRIME = 0.5;
/** Vehicle variation above which single wells say little. */
const MOST_VEHICLE_CV = 0.2;
/** Size from which a position effect counts. */
const LEAST_POSITION_EFFECT = 0.1;

/**
 * The verdict on a plate from its numbers.
 *
 * | what | verdict | where the threshold comes from |
 * | --- | --- | --- |
 * | Z' < 0 | poor | the bands of three standard deviations overlap: Zhang 1999 |
 * | Z' from 0 to 0.5 | doubtful | Zhang 1999; IUPAC 2011 glossary, "Z' factor" |
 * | vehicle CV > 20 % | doubtful | a convention of this library |
 * | a position effect of 10 % or more (adjusted p < 0.01) | doubtful | a convention of this library |
 * | no Z', nothing above | not assessable | |
 * | none of these | good | |
 *
 * Thresholds of Z' were made for single-dose screens. Plates below 0.5 can carry good curves, for a
 * curve averages over many wells, and plates above it bad ones: "doubtful" asks for a look at the plate,
 * not for its removal.
 *
 * @see Zhang, Chung and Oldenburg (1999) J Biomol Screen 4:67, doi:10.1177/108705719900400206; IUPAC
 * Recommendations 2011, Pure Appl Chem 83:1129, doi:10.1351/goldbook.14204
 */
export function judgePlate(
  numbers: PlateNumbers,
): { verdict: PlateVerdict; reasons: readonly string[] } {
  const { zPrime, vehicleCV, positionEffects, positionReason } = numbers;
  const poor = zPrime !== null && zPrime < 0
    ? [`Z' ${formatNumber(zPrime, 2)}, controls overlap`]
    : [];
  const doubts = [
    ...(zPrime !== null && zPrime >= 0 && zPrime < GOOD_Z_PRIME
      ? [`Z' ${formatNumber(zPrime, 2)}, below ${GOOD_Z_PRIME}`]
      : []),
    ...(vehicleCV !== null && vehicleCV > MOST_VEHICLE_CV
      ? [`vehicle wells vary by ${formatPercent(vehicleCV, 2)}`]
      : []),
    ...positionEffects
      .filter(({ effect }) => Math.abs(effect) >= LEAST_POSITION_EFFECT)
      .map(describePositionEffect),
  ];
  const unknown = [
    ...(zPrime === null ? [noZPrime(numbers)] : []),
    ...(positionReason === "" ? [] : [`position effects not assessable: ${positionReason}`]),
  ];
  const verdict = poor.length > 0
    ? "poor"
    : doubts.length > 0
    ? "doubtful"
    : zPrime === null
    ? "not assessable"
    : "good";
  return { verdict, reasons: [...poor, ...doubts, ...unknown] };
}

function noZPrime({ vehicleWells, lowWells, against }: PlateNumbers): string {
  if (vehicleWells < 2) return `no Z': ${vehicleWells === 0 ? "no" : "one"} vehicle well`;
  if (against === null) return "no Z': no blank and no positive wells";
  if (lowWells < 2) return `no Z': one ${against} well`;
  return "no Z': controls have the same mean";
}
