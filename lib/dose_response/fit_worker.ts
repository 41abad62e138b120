/**
 * The worker of `fitDoseResponseInWorker`.
 *
 * @module
 */
import { serveWork } from "../numerics/mod.ts";
import { fitEach } from "./fit_each.ts";

serveWork(fitEach);
