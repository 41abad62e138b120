/** Curves, models, fits, inference, areas. @module */
export type { Curve } from "./curve.ts";
export type { DoseResponseFit, Estimate, FitStatus, ModelName } from "./dose_response_fit.ts";
