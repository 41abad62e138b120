/**
 * The worker of `foldChangeWithinInWorker`.
 *
 * @module
 */
import { serveWork } from "../numerics/mod.ts";
import { foldEach } from "./fold_each.ts";

serveWork(foldEach);
