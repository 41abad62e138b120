"""Fit every curve of a CSV with CurveCurator's standard mode, timed; a peer of screen_against_peers.ts.

Reads curve_id, dose_nM, response; writes one JSON object to standard output: seconds, and null per
curve, since its objective has one point more (control, at dose 0) and its answers cannot be compared.
"""

import csv
import json
import sys
import time
import warnings

import numpy as np
import pandas as pd
from curve_curator.models import LogisticModel, MeanModel
from curve_curator.quantification import fit_model

FIT = {"type": "OLS", "speed": "standard", "control_fold_change": False}
F = {"optimized_dofs": True, "scale": 1.0, "loc": 0.0}


def main(path):
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    curves = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            curves.setdefault(row["curve_id"], []).append((float(row["dose_nM"]), float(row["response"])))
    arrays = [(np.log10([d * 1e-9 for d, _ in c]), pd.Series([y for _, y in c])) for c in curves.values()]
    null, model = MeanModel(), LogisticModel()
    null.set_boundaries()

    def fit(x, y):
        model.set_boundaries(x)
        fit_model(y, x, null, model, FIT, F)

    fit(*arrays[0])
    began = time.perf_counter()
    for x, y in arrays:
        fit(x, y)
    seconds = time.perf_counter() - began
    json.dump({"seconds": seconds, "answers": [None] * len(arrays)}, sys.stdout)


main(sys.argv[1])
