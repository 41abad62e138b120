import { curvesOnScale } from "../curves_of_table.ts";
import { hasColumns, type ResponseFormat } from "./response_format.ts";

/**
 * CTRP v2 (Cancer Therapeutics Response Portal), `v20.data.per_cpd_post_qc.txt` or `pre_qc`: one row
 * per compound, experiment and concentration.
 *
 * `cpd_conc_umol` is the dose in µM, `cpd_avg_pv` the viability as a fraction of the DMSO wells,
 * already a mean over replicate wells. `cpd_pred_pv` is the authors' own fit and never read. Curves
 * are told apart by experiment and compound; where names were joined to the table, by these too.
 *
 * @see Seashore-Ludlow et al. (2015) Cancer Discov 5:1210, doi:10.1158/2159-8290.CD-15-0235
 */
export const ctrp: ResponseFormat = {
  name: "CTRP",
  recognizes: (table) => hasColumns(table, ["experiment_id", "master_cpd_id", DOSE, RESPONSE]),
  read(table, { by }) {
    const read = curvesOnScale(table, {
      dose: DOSE,
      doseUnit: "µM",
      response: RESPONSE,
      scale: "fraction",
      by: by ?? NAMES.filter((name) => table.columns.includes(name)),
    });
    return read;
  },
};

const DOSE = "cpd_conc_umol";
const RESPONSE = "cpd_avg_pv";
const NAMES = ["ccl_name", "cpd_name", "experiment_id", "master_cpd_id"];
