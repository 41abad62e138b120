"""Reference values for curves.csv, independent of the library: scipy finds the minimum, mpmath takes it
to 40 digits and solves for the standard errors and the profile limits there.

    python -m pip install numpy scipy mpmath
    python tests/reference/simulated/reference.py

Profile limits solve the Lagrange conditions of "the extreme value of a dose among all curves whose
residual sum of squares is at the threshold" (Venzon and Moolgavkar 1988, Appl Stat 37:87) by Newton's
method, the threshold raised in small steps: no code or idea in common with the library's search.
"""

import csv
import json
import platform
from pathlib import Path

import mpmath as mp
import numpy as np
import scipy
from scipy.optimize import fsolve, least_squares
from scipy.stats import f as f_distribution
from scipy.stats import t as t_distribution

mp.mp.dps = 40
HERE = Path(__file__).parent
NAMES = ["log10_ic50", "hill_slope", "top", "bottom"]
LEVEL = 0.95


def share(u, e, h):
    if u is None:
        return mp.mpf(1) if h > 0 else mp.mpf(0)
    return 1 / (1 + mp.mpf(10) ** (h * (u - e)))


class Curve:
    def __init__(self, rows):
        first = rows[0]
        self.fixed = {k: mp.mpf(first[k]) for k in ("top", "bottom") if first[k] != ""}
        self.free = [k for k, name in enumerate(NAMES) if name not in self.fixed]
        self.control = first["control"]
        doses = [mp.mpf(row["dose_nM"]) for row in rows]
        self.u = [mp.log10(d) if d > 0 else None for d in doses]
        self.y = [mp.mpf(row["response"]) for row in rows]

    def whole(self, q):
        values = iter(q)
        return [self.fixed[name] if name in self.fixed else next(values) for name in NAMES]

    def residuals(self, q):
        e, h, top, bottom = self.whole(q)
        return [y - bottom - (top - bottom) * share(u, e, h) for u, y in zip(self.u, self.y)]

    def rss(self, q):
        return mp.fsum(r * r for r in self.residuals(q))

    def derivatives(self, q):
        """Residuals, Jacobian of the curve, and the Hessian of half the residual sum of squares."""
        e, h, top, bottom = self.whole(q)
        n, p = len(self.y), len(self.free)
        ln10 = mp.log(10)
        jac, hess, res = mp.zeros(n, p), mp.zeros(p, p), mp.zeros(n, 1)
        for i, (u, y) in enumerate(zip(self.u, self.y)):
            s = share(u, e, h)
            res[i] = y - bottom - (top - bottom) * s
            d = mp.mpf(0) if u is None else u - e
            s1, s2 = -s * (1 - s), s * (1 - s) * (1 - 2 * s)
            ze, zh, zeh = -ln10 * h, ln10 * d, -ln10
            span = top - bottom
            g = [span * s1 * ze, span * s1 * zh, s, 1 - s]
            b = [[span * s2 * ze * ze, span * (s2 * ze * zh + s1 * zeh), s1 * ze, -s1 * ze],
                 [0, span * s2 * zh * zh, s1 * zh, -s1 * zh], [0, 0, 0, 0], [0, 0, 0, 0]]
            for a, k in enumerate(self.free):
                jac[i, a] = g[k]
                for c, l in enumerate(self.free):
                    second = b[min(k, l)][max(k, l)]
                    hess[a, c] += g[k] * g[l] - res[i] * second
        return res, jac, hess


def minimize(curve):
    """Best of many scipy starts, then Newton's method at 40 digits."""
    u = np.array([-np.inf if v is None else float(v) for v in curve.u])
    y = np.array([float(v) for v in curve.y])
    fixed = {name: float(value) for name, value in curve.fixed.items()}

    def residuals(q):
        values = iter(q)
        e, h, top, bottom = [fixed[name] if name in fixed else next(values) for name in NAMES]
        with np.errstate(over="ignore"):
            return y - bottom - (top - bottom) / (1 + 10 ** (h * (u - e)))

    low, high = np.min(u[np.isfinite(u)]), np.max(u)
    size = np.max(np.abs(y))
    best = None
    for e in np.linspace(low, high, 9):
        for h in (-3, -1, 0.5, 1, 2, 5):
            start = [value for name, value in zip(NAMES, (e, h, y.max(), y.min())) if name not in fixed]
            scale = [1.0, 1.0] + [size] * (len(start) - 2)
            fit = least_squares(residuals, start, x_scale=scale, xtol=1e-15, ftol=1e-15, gtol=1e-15)
            if best is None or fit.cost < best.cost:
                best = fit
    q = [mp.mpf(float(v)) for v in best.x]
    if not curve.fixed and q[2] < q[3]:
        q = [q[0], -q[1], q[3], q[2]]
    for _ in range(50):
        res, jac, hess = curve.derivatives(q)
        step = mp.lu_solve(hess, jac.T * res)
        q = [v + step[k] for k, v in enumerate(q)]
        if mp.norm(step) < mp.mpf(10) ** -32:
            return q
    raise RuntimeError("no convergence")


def log_dose(curve, q, kind, percent=50):
    e, h, top, bottom = curve.whole(q)
    if kind == "relative":
        x = mp.mpf(percent) / 100
        return e + mp.log10(x / (1 - x)) / abs(h)
    left = 1 - mp.mpf(percent) / 100
    response = left * (top if curve.control == "vehicle wells" else mp.mpf(curve.control))
    return e + mp.log10((top - response) / (response - bottom)) / h


def limit(curve, q, kind, threshold, side):
    """The extreme dose: followed in double precision, then one solution at 40 digits."""
    p = len(q)
    rss = curve.rss(q)

    def gradient(v):
        out = []
        for k in range(p):
            size = mp.mpf(10) ** -13 * max(abs(v[k]), mp.mpf(10) ** -6)
            up, down = list(v), list(v)
            up[k] += size
            down[k] -= size
            out.append((log_dose(curve, up, kind) - log_dose(curve, down, kind)) / (2 * size))
        return out

    def conditions(unknown, goal):
        v, multiplier = list(unknown[:p]), unknown[p]
        res, jac, _ = curve.derivatives(v)
        slope = -(jac.T * res)
        g = gradient(v)
        return [slope[k] - multiplier * g[k] for k in range(p)] + [curve.rss(v) - goal]

    _, jac, _ = curve.derivatives(q)
    g = mp.matrix(gradient(q))
    direction = mp.lu_solve(jac.T * jac, g)
    unit = mp.sqrt((g.T * direction)[0])
    # Unknowns in their own size, conditions in theirs.
    plain = np.array([float(abs(v)) or 1.0 for v in q] + [float(mp.sqrt(threshold - rss) / unit)])
    steps = 12
    first = mp.sqrt(threshold - rss) / steps / unit
    at = [float(v + side * first * direction[k]) for k, v in enumerate(q)] + [float(side * first)]
    for i in range(1, steps + 1):
        goal = rss + (threshold - rss) * (mp.mpf(i) / steps) ** 2

        def scaled(x):
            values = conditions([mp.mpf(v) for v in x * plain], goal)
            rows = [float(values[k] * plain[k] / threshold) for k in range(p)]
            return rows + [float(values[p] / threshold)]

        x, *_ = fsolve(scaled, np.array(at) / plain, xtol=1e-13, full_output=True)
        if np.max(np.abs(scaled(x))) > 1e-8:
            return None  # No such curve on this side, or none that can be followed: not compared.
        at = list(x * plain)
    solution = mp.findroot(
        lambda *unknown: conditions(list(unknown), threshold), at, tol=mp.mpf(10) ** -40, maxsteps=30
    )
    return float(mp.mpf(10) ** log_dose(curve, [solution[k] for k in range(p)], kind))


def reference(name, rows):
    curve = Curve(rows)
    q = minimize(curve)
    res, jac, hess = curve.derivatives(q)
    n, p = len(curve.y), len(q)
    df, rss = n - p, curve.rss(q)
    variance = rss / df
    gauss_newton, observed = variance * (jac.T * jac) ** -1, variance * hess ** -1
    ln10 = mp.log(10)
    whole = curve.whole(q)
    # The standard error of the IC50 itself.
    size = [mp.mpf(10) ** q[0] * ln10] + [mp.mpf(1)] * (p - 1)
    errors = {
        kind: {NAMES[k]: float(size[a] * mp.sqrt(matrix[a, a])) for a, k in enumerate(curve.free)}
        for kind, matrix in (("gauss_newton", gauss_newton), ("observed", observed))
    }
    flat = curve.fixed.get("top", mp.fsum(curve.y) / n)
    df1 = p if "top" in curve.fixed else p - 1
    f = float((mp.fsum((y - flat) ** 2 for y in curve.y) - rss) / df1 / variance)
    two = rss * (1 + mp.mpf(float(f_distribution.ppf(LEVEL, 1, df))) / df)
    one = rss * (1 + mp.mpf(float(t_distribution.ppf(LEVEL, df))) ** 2 / df)
    half = (whole[2] if curve.control == "vehicle wells" else mp.mpf(curve.control)) / 2
    crosses = whole[1] > 0 and whole[2] > half > whole[3]
    kinds = ["relative", "absolute"] if crosses else ["relative"]
    return {
        "curve": name,
        "rss": float(rss),
        "df": df,
        "ic50": float(mp.mpf(10) ** q[0]),
        "estimate": {key: float(value) for key, value in zip(NAMES, whole)},
        "standard_error": errors,
        "no_effect": {"f": f, "df1": df1, "p": float(f_distribution.sf(f, df1, df))},
        "ic": {
            kind: {
                "estimate": float(mp.mpf(10) ** log_dose(curve, q, kind)),
                "lower": limit(curve, q, kind, two, -1),
                "upper": limit(curve, q, kind, two, 1),
                "one_sided_lower": limit(curve, q, kind, one, -1),
            }
            for kind in kinds
        },
    }


def main():
    curves = {}
    with open(HERE / "curves.csv", newline="") as file:
        for row in csv.DictReader(file):
            curves.setdefault(row["curve"], []).append(row)
    source = {
        "tool": "scipy, mpmath",
        "version": f"scipy {scipy.__version__}, mpmath {mp.__version__}, Python {platform.python_version()}",
        "call": "python tests/reference/simulated/reference.py",
        "level": LEVEL,
    }
    answers = [reference(name, rows) for name, rows in curves.items()]
    with open(HERE / "reference.json", "w") as file:
        json.dump({"source": source, "curves": answers}, file, indent=1)
        file.write("\n")


main()
