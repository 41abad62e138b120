"""Fit every curve of a CSV with scipy's curve_fit, timed; the peer of fit_against_scipy.ts.

Reads curve_id, dose_nM, response; writes one JSON object to standard output: seconds, and per curve
log10 IC50, hill, top, bottom, their standard errors, the residual sum of squares and the p value of
the F test against a flat line. Method "lm" (MINPACK), analytic Jacobian, log10 doses, a start taken
from the data: scipy as its users would run it when they care about speed.
"""

import csv
import json
import sys
import time

import numpy as np
import scipy
from scipy.optimize import curve_fit
from scipy.stats import f as f_distribution

LN10 = np.log(10.0)


def model(u, e, h, top, bottom):
    return bottom + (top - bottom) / (1.0 + np.exp(h * LN10 * (u - e)))


def jacobian(u, e, h, top, bottom):
    z = h * LN10 * (u - e)
    s = 1.0 / (1.0 + np.exp(z))
    slope = (top - bottom) * s * (1.0 - s)
    return np.column_stack([slope * h * LN10, -slope * z / h, s, 1.0 - s])


def start(u, y):
    middle = (y.max() + y.min()) / 2.0
    return [u[np.argmin(np.abs(y - middle))], 1.0, y.max(), y.min()]


def fit(u, y):
    estimate, covariance = curve_fit(model, u, y, p0=start(u, y), jac=jacobian, method="lm", maxfev=2000)
    rss = float(np.sum((y - model(u, *estimate)) ** 2))
    flat = float(np.sum((y - y.mean()) ** 2))
    df = len(y) - 4
    p = f_distribution.sf(((flat - rss) / 3) / (rss / df), 3, df)
    return [*estimate.tolist(), *np.sqrt(np.diag(covariance)).tolist(), rss, float(p)]


def main(path):
    curves = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            curves.setdefault(row["curve_id"], []).append((float(row["dose_nM"]), float(row["response"])))
    arrays = [(np.log10([d for d, _ in c]), np.array([y for _, y in c])) for c in curves.values()]
    np.seterr(over="ignore")
    fit(*arrays[0])
    began = time.perf_counter()
    answers, failed = [], 0
    for u, y in arrays:
        try:
            answers.append(fit(u, y))
        except RuntimeError:
            answers.append(None)
            failed += 1
    seconds = time.perf_counter() - began
    json.dump({"scipy": scipy.__version__, "seconds": seconds, "failed": failed, "answers": answers}, sys.stdout)


main(sys.argv[1])
