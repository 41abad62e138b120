"""Reference values of our own making for the statistics room: mpmath at 50 digits and exact fractions.

Run:  python3 -m venv venv && venv/bin/pip install mpmath==1.4.1 && venv/bin/python make_statistics.py
Every value is computed from the defining equation (an integral, a sum of exact probabilities, the
root of an equation), not by the algorithm that the library uses. All data sets are SIMULATED or made
up, except where `citation` says otherwise.
"""

import json
import random
from fractions import Fraction
from itertools import product
from math import comb
from pathlib import Path

import mpmath
from mpmath import mp, mpf

mp.dps = 50
HERE = Path(__file__).parent
MADE_WITH = f"Python, mpmath {mpmath.__version__}, 50 digits"


def number(value):
    """A JSON number of 17 digits; infinity as text."""
    value = mpf(value.numerator) / value.denominator if isinstance(value, Fraction) else mpf(value)
    if mp.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return float(mp.nstr(value, 17))


def write(name, about, rows):
    text = ",\n".join("    " + json.dumps(row) for row in rows)
    head = json.dumps({"about": about, "made_with": MADE_WITH})[1:-1]
    (HERE / f"{name}.json").write_text("{" + head + ', "rows": [\n' + text + "\n]}\n")


# ---------------------------------------------------------------- distributions


def beta_lower(x, a, b, y=None):
    """I_x(a, b) by the continued fraction of DLMF 8.17.22, in many digits; y = 1 - x."""
    x, a, b = mpf(x), mpf(a), mpf(b)
    y = 1 - x if y is None else y
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_lower(y, b, a, x)
    front = mp.exp(a * mp.log(x) + b * mp.log(y) - mp.loggamma(a) - mp.loggamma(b)
                   + mp.loggamma(a + b)) / a
    f = c = mpf(1)
    d = mpf(0)
    for m in range(1, 100000):
        k = m // 2
        if m % 2 == 0:
            term = k * (b - k) * x / ((a + 2 * k - 1) * (a + 2 * k))
        else:
            term = -(a + k) * (a + b + k) * x / ((a + 2 * k) * (a + 2 * k + 1))
        d = 1 / (1 + term * d)
        c = 1 + term / c
        f *= c * d
        if abs(c * d - 1) < mpf(10) ** -45:
            break
    return front / f


def gamma_lower(a, x):
    """P(a, x) by its power series in very many digits, so that 1 - P keeps its digits too."""
    with mp.workdps(400):
        a, x, term, total, n = mpf(a), mpf(x), mpf(1), mpf(1), 0
        while term > total * mpf(10) ** -395 or n < x:
            n += 1
            term *= x / (a + n)
            total += term
        return mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1)) * total


def gamma_upper(a, x):
    with mp.workdps(400):
        return 1 - gamma_lower(a, x)


def distributions():
    rows = []

    def add(function, arguments, value):
        rows.append({"function": function, "arguments": arguments, "value": number(value)})

    for z in (-8, -1.5, 0.25, 1.96, 3, 6, 10.3, 20.1, 36.7):
        add("normalUpperTail", [z], mp.erfc(mpf(z) / mp.sqrt(2)) / 2)
        add("normalLogCdf", [-z], mp.log(mp.erfc(mpf(z) / mp.sqrt(2)) / 2))
    for p in (1e-300, 1e-50, 1e-10, 1e-4, 0.025, 0.3, 0.9, 0.975, 0.999999):
        z = mp.findroot(lambda t: mp.log(mp.erfc(-t / mp.sqrt(2)) / 2) - mp.log(mpf(p)),
                        -mp.sqrt(-2 * mp.log(mpf(p))) if p < 0.5 else 2)
        add("normalQuantile", [p], z)
    for df in (1, 2, 3.5, 7, 30, 1000):
        for t in (0.1, 1, 2.5, 12, 300):
            x = mpf(df) / (mpf(df) + mpf(t) ** 2)
            y = mpf(t) ** 2 / (mpf(df) + mpf(t) ** 2)
            tail = beta_lower(x, mpf(df) / 2, mpf(1) / 2, y) / 2
            if tail > mpf(10) ** -290:
                add("tUpperTail", [t, df], tail)
        for p in (1e-12, 0.005, 0.025, 0.4, 0.95):
            def tail_at(t):
                x = mpf(df) / (df + t * t)
                return beta_lower(x, mpf(df) / 2, mpf(1) / 2, t * t / (df + t * t)) / 2
            q = mpf(min(p, 1 - p)) if p < 0.5 else 1 - mpf(p)
            low, high = mpf(0), mpf(1)
            while tail_at(high) > q:
                high *= 4
            t = mp.findroot(lambda s: mp.log(tail_at(s)) - mp.log(q), (low + high / 1000, high),
                            solver="anderson", tol=1e-60, verify=False)
            add("tQuantile", [p, df], -t if p < 0.5 else t)
    for df1, df2 in ((1, 10), (2, 20), (3, 7.5), (4, 200), (12, 3)):
        for f in (0.01, 0.9, 3, 25, 1e4):
            odds = mpf(df1) * mpf(f) / mpf(df2)
            upper = beta_lower(1 / (1 + odds), mpf(df2) / 2, mpf(df1) / 2, odds / (1 + odds))
            lower = beta_lower(odds / (1 + odds), mpf(df1) / 2, mpf(df2) / 2, 1 / (1 + odds))
            if upper > mpf(10) ** -290:
                add("fUpperTail", [f, df1, df2], upper)
            add("fCdf", [f, df1, df2], lower)
    for df in (1, 2, 5, 40, 900, 10000):
        for ratio in (0.05, 0.7, 1, 1.05, 1.6, 4):
            x = df * ratio
            upper = gamma_upper(mpf(df) / 2, mpf(x) / 2)
            if upper > mpf(10) ** -290:
                add("chiSquaredUpperTail", [x, df], upper)
            lower = gamma_lower(mpf(df) / 2, mpf(x) / 2)
            if lower > mpf(10) ** -290:
                add("chiSquaredCdf", [x, df], lower)
    for a, b in ((0.5, 0.5), (1, 20), (3, 3), (10.5, 200), (2000, 3000)):
        for x in (1e-6, 0.02, 0.4, 0.75):
            value = beta_lower(x, a, b)
            if mpf(10) ** -290 < value:
                add("regularizedBeta", [x, a, b], value)
            upper = beta_lower(1 - mpf(x), b, a, mpf(x))
            if upper > mpf(10) ** -290:
                add("betaUpperTail", [x, a, b], upper)
    for x in (1e-5, 0.5, 1.5, 2.5, 17, 1234.5, 1e7):
        add("logGamma", [x], mp.loggamma(mpf(x)))
    write("distributions", "Values of the distribution functions; relative tolerances stand in distributions_test.ts", rows)


# ---------------------------------------------------------------- one proportion


def binomial_tail(x, n, p):
    """P(X >= x)."""
    return mpf(1) if x <= 0 else beta_lower(p, x, n - x + 1)


def bisect(f, low, high):
    """The root of a rising function."""
    for _ in range(180):
        middle = (low + high) / 2
        if f(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def lower_limits(x, n, level):
    """Lower limits by method; upper limits are 1 - lower limits of n - x."""
    error = (1 - mpf(level)) / 2
    z = mp.sqrt(2) * mp.erfinv(mpf(level))
    p = mpf(x) / n
    wilson = 0 if x == 0 else bisect(
        lambda q: z * mp.sqrt(q * (1 - q) / n) - (p - q) if q < p else mpf(1), mpf(0), p)
    # |p - q| <= z √(q(1-q)/n) starts to hold at the limit.
    clopper = 0 if x == 0 else bisect(lambda q: binomial_tail(x, n, q) - error, mpf(0), mpf(1))
    mid = 0 if x == 0 else bisect(
        lambda q: (binomial_tail(x, n, q) + (binomial_tail(x + 1, n, q) if x < n else 0)) / 2
        - error, mpf(0), mpf(1))
    jeffreys = 0 if x == 0 else bisect(
        lambda q: beta_lower(q, x + mpf(1) / 2, n - x + mpf(1) / 2) - error, mpf(0), mpf(1))
    shrunk, size = (x + z * z / 2) / (n + z * z), n + z * z
    coull = max(mpf(0), shrunk - z * mp.sqrt(shrunk * (1 - shrunk) / size))
    return {"Wilson": wilson, "Clopper-Pearson": clopper, "mid-P": mid, "Jeffreys": jeffreys,
            "Agresti-Coull": coull}


def proportions():
    rows = []
    for x, n, level in ((0, 1, 0.95), (0, 24, 0.95), (1, 20, 0.95), (2, 51, 0.95), (4, 11, 0.9),
                        (16, 42, 0.95), (27, 50, 0.99), (50, 50, 0.95), (3, 1000, 0.8)):
        lower, other = lower_limits(x, n, level), lower_limits(n - x, n, level)
        limits = {m: [number(lower[m]), number(1 - mpf(other[m]))] for m in lower}
        rows.append({"events": x, "total": n, "level": level, "limits": limits})
    write("proportions",
          "Limits of one proportion, each from the equation that defines it; compare at 1e-12", rows)


# ---------------------------------------------------------------- 2 x 2 tables


def fisher(a, b, c, d):
    """Exact two-sided and one-sided p and mid-P in rational arithmetic."""
    row1, row2, column = a + b, c + d, a + c
    chances = {x: Fraction(comb(row1, x) * comb(row2, column - x), comb(row1 + row2, column))
               for x in range(max(0, column - row2), min(row1, column) + 1)}
    seen = chances[a]
    return {
        "twoSided": sum(p for p in chances.values() if p <= seen),
        "greater": sum(p for x, p in chances.items() if x >= a),
        "less": sum(p for x, p in chances.items() if x <= a),
        "midP": sum(p for p in chances.values() if p < seen)
        + sum(p for p in chances.values() if p == seen) / 2,
    }


def odds_ratio(a, b, c, d, level):
    row1, row2, column = a + b, c + d, a + c
    low, high = max(0, column - row2), min(row1, column)
    weights = {x: mpf(comb(row1, x) * comb(row2, column - x)) for x in range(low, high + 1)}

    def moments(log):
        terms = {x: w * mp.exp(x * log) for x, w in weights.items()}
        total = mp.fsum(terms.values())
        return {x: t / total for x, t in terms.items()}

    def solve(f):
        return mp.exp(bisect(f, mpf(-60), mpf(60)))

    error = (1 - mpf(level)) / 2
    estimate = (mpf(0) if a == low else mp.inf if a == high else
                solve(lambda s: mp.fsum(x * p for x, p in moments(s).items()) - a))
    lower = mpf(0) if a == low else solve(
        lambda s: mp.fsum(p for x, p in moments(s).items() if x >= a) - error)
    upper = mp.inf if a == high else solve(
        lambda s: error - mp.fsum(p for x, p in moments(s).items() if x <= a))
    return [number(estimate), number(lower), number(upper)]


def unconditional(table, statistic):
    """Supremum over the common proportion of the chance of a table at least as extreme."""
    (a, b), (c, d) = table
    n1, n2 = a + b, c + d
    cut = statistic(a, c, n1, n2)
    extreme = {}
    for x, y in product(range(n1 + 1), range(n2 + 1)):
        if statistic(x, y, n1, n2) >= cut:
            extreme[x + y] = extreme.get(x + y, 0) + comb(n1, x) * comb(n2, y)
    total = n1 + n2

    def chance(p):
        return mp.fsum(w * p ** s * (1 - p) ** (total - s) for s, w in extreme.items())

    best, where = mpf(0), mpf(0)
    grid = [mp.sin(mp.pi * i / 1200) ** 2 for i in range(601)]
    for p in grid:
        value = chance(p)
        if value > best:
            best, where = value, p
    step = mpf(1) / 200
    low, high = max(mpf(0), where - step), min(mpf(1), where + step)
    for _ in range(160):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        if chance(left) < chance(right):
            low = left
        else:
            high = right
    return max(best, chance((low + high) / 2))


def squared_z(x, y, n1, n2):
    events = x + y
    if events in (0, n1 + n2):
        return Fraction(0)
    return Fraction((x * n2 - y * n1) ** 2, events * (n1 + n2 - events))


def minus_fisher(x, y, n1, n2):
    return -fisher(x, n1 - x, y, n2 - y)["twoSided"]


def tables():
    rows = []
    for table in ([[3, 1], [1, 3]], [[0, 10], [5, 7]], [[2, 9], [0, 20]], [[7, 12], [1, 17]],
                  [[40, 1], [1, 40]], [[4, 7], [16, 26]], [[10, 0], [0, 10]]):
        (a, b), (c, d) = table
        exact = fisher(a, b, c, d)
        row = {"table": table, "fisher": {k: number(v) for k, v in exact.items()},
               "oddsRatio95": odds_ratio(a, b, c, d, "0.95"),
               "oddsRatio90": odds_ratio(a, b, c, d, "0.9")}
        if a + b + c + d <= 40:
            row["barnard"] = number(unconditional(table, squared_z))
            row["boschloo"] = number(unconditional(table, minus_fisher))
        rows.append(row)
    write("two_by_two",
          "Fisher in exact fractions; conditional odds ratio [estimate, lower, upper]; Barnard "
          "(pooled z) and Boschloo (two-sided Fisher order) with exact ties; compare at 1e-11", rows)


# ---------------------------------------------------------------- r x c tables


def freeman_halton(table):
    """All tables with the margins, in fractions."""
    rows = [sum(r) for r in table]
    columns = [sum(r[j] for r in table) for j in range(len(table[0]))]

    def weight(counts):
        w = Fraction(1)
        for n in counts:
            for i in range(2, n + 1):
                w /= i
        return w

    def fill(rest, j):
        if j == len(columns):
            yield Fraction(1)
            return
        for column in product(*(range(min(r, columns[j]) + 1) for r in rest)):
            if sum(column) != columns[j]:
                continue
            left = [r - n for r, n in zip(rest, column)]
            if sum(left) != sum(columns[j + 1:]):
                continue
            own = weight(column)
            for other in fill(left, j + 1):
                yield own * other

    seen = Fraction(1)
    for j in range(len(columns)):
        seen *= weight([r[j] for r in table])
    every = list(fill(rows, 0))
    return sum(w for w in every if w <= seen) / sum(every)


def r_by_c():
    rows = []
    for table in ([[2, 0, 1], [0, 3, 1]], [[4, 1, 0, 2], [0, 3, 3, 1]], [[3, 0, 1], [1, 2, 2], [0, 4, 0]]):
        rows.append({"table": table, "p": number(freeman_halton(table))})
    write("r_by_c", "Freeman-Halton p by going through all tables in exact fractions", rows)


# ---------------------------------------------------------------- pooled proportions


def inverse_variance(y, v, estimator):
    k = len(y)

    def at(t):
        w = [1 / (vi + t) for vi in v]
        m = mp.fsum(a * b for a, b in zip(w, y)) / mp.fsum(w)
        return w, m, mp.fsum(a * (b - m) ** 2 for a, b in zip(w, y))

    w, m, q = at(mpf(0))
    if estimator == "DerSimonian-Laird":
        s = mp.fsum(w)
        tau2 = max(mpf(0), (q - (k - 1)) / (s - mp.fsum(a * a for a in w) / s))
    elif estimator == "Paule-Mandel":
        tau2 = mpf(0) if q <= k - 1 else bisect(lambda t: k - 1 - at(t)[2], mpf(0), mpf(1000))
    else:
        def minus_likelihood(t):
            w, _, q = at(t)
            return (mp.log(mp.fsum(w)) - mp.fsum(mp.log(a) for a in w) + q) / 2
        grid = [mpf(0)] + [mpf(10) ** (mpf(i) / 20) for i in range(-140, 61)]
        best = min(range(len(grid)), key=lambda i: minus_likelihood(grid[i]))
        low, high = grid[max(0, best - 1)], grid[best + 1]
        for _ in range(300):
            left, right = low + (high - low) / 3, high - (high - low) / 3
            if minus_likelihood(left) > minus_likelihood(right):
                low = left
            else:
                high = right
        tau2 = (low + high) / 2
        if tau2 < mpf(10) ** -12:
            tau2 = mpf(0)
    w, m, q = at(tau2)
    se = 1 / mp.sqrt(mp.fsum(w))
    knapp = se * mp.sqrt(q / (k - 1))
    return {"tauSquared": number(tau2), "effect": number(m), "standardError": number(se),
            "hartungKnapp": number(knapp)}


def glmm(x, n):
    """Maximum of the binomial-normal likelihood by plain double-precision sums on a dense grid.

    4,001 equally spaced nodes on |z| <= 10 for every study: the trapezoid rule is exact here to about
    1e-14. The maximum by repeated Newton steps with derivatives by differencing in 50 digits would be
    slow, so it is a nested golden section in floating point with secants at the end.
    """
    import math

    nodes = [(-10 + 0.005 * i) for i in range(4001)]
    logs = [-z * z / 2 for z in nodes]
    constant = sum(math.log(comb(b, a)) for a, b in zip(x, n)) \
        + len(x) * math.log(0.005 / math.sqrt(2 * math.pi))

    def likelihood(mu, sigma):
        total = constant
        etas = [mu + sigma * z for z in nodes]
        softs = [(e + math.log1p(math.exp(-e))) if e > 0 else math.log1p(math.exp(e)) for e in etas]
        for a, b in zip(x, n):
            terms = [a * e - b * s + l for e, s, l in zip(etas, softs, logs)]
            top = max(terms)
            total += top + math.log(math.fsum(math.exp(t - top) for t in terms if t > top - 40))
        return total

    def golden(f, low, high, tolerance):
        ratio = (math.sqrt(5) - 1) / 2
        a, b = high - ratio * (high - low), low + ratio * (high - low)
        fa, fb = f(a), f(b)
        while high - low > tolerance:
            if fa >= fb:
                high, b, fb = b, a, fa
                a = high - ratio * (high - low)
                fa = f(a)
            else:
                low, a, fa = a, b, fb
                b = low + ratio * (high - low)
                fb = f(b)
        return (low + high) / 2

    crude = math.log(sum(x) / (sum(n) - sum(x)))

    def best_mu(sigma):
        return golden(lambda m: likelihood(m, sigma), crude - 2 - 2 * sigma, crude + 2 + sigma, 1e-7)

    def profile(sigma):
        return likelihood(best_mu(sigma), sigma)

    sigma = golden(profile, 0, 4, 1e-4)
    if sigma > 0.01:
        # The root of the slope, by differences of fourth order: a maximum itself is known only to the
        # root of the rounding error.
        def slope(at, h=2e-3):
            return (8 * (profile(at + h) - profile(at - h))
                    - (profile(at + 2 * h) - profile(at - 2 * h))) / (12 * h)
        low, high = sigma - 1e-3, sigma + 1e-3
        f_low, f_high = slope(low), slope(high)
        for _ in range(3):
            sigma = low - f_low * (high - low) / (f_high - f_low)
            low, f_low, high, f_high = high, f_high, sigma, slope(sigma)
    if profile(0) >= profile(sigma) - 1e-9:
        sigma = 0
    mu = best_mu(sigma)
    return {"mu": mu, "sigma": sigma, "logLikelihood": likelihood(mu, sigma)}


def pooled():
    rows = []
    sets = {
        "common, eight studies": ([18, 49, 30, 70, 20, 44, 52, 9], [41, 95, 77, 104, 61, 70, 121, 20]),
        "rare, four of six without": ([0, 0, 1, 0, 2, 0], [15, 22, 40, 8, 65, 31]),
        "spread wide": ([1, 12, 0, 22, 5], [40, 30, 25, 35, 60]),
        "nearly all": ([12, 29, 7, 18, 40], [12, 33, 9, 19, 50]),
    }
    for name, (x, n) in sets.items():
        counts = [(mpf(a) + mpf(1) / 2, mpf(b - a) + mpf(1) / 2) if a in (0, b) else (mpf(a), mpf(b - a))
                  for a, b in zip(x, n)]
        y = [mp.log(a / b) for a, b in counts]
        v = [1 / a + 1 / b for a, b in counts]
        rows.append({
            "name": name, "events": x, "totals": n,
            "logit": {e: inverse_variance(y, v, e) for e in ("DerSimonian-Laird", "Paule-Mandel", "REML")},
            "binomialNormal": glmm(x, n),
        })
    write("pooled_proportions",
          "SIMULATED studies. Logit inverse variance from 50-digit equations (compare at 1e-9); "
          "binomial-normal maximum by dense quadrature, golden section and secants (mu and sigma at 1e-6, "
          "log-likelihood at 1e-10)", rows)


# ---------------------------------------------------------------- censored mean


def censored():
    rows = []
    sets = ([("=", 0.9), ("=", 0.95), (">", 1.0)], [("=", 0.2), ("<", 0.1), ("=", 0.4), ("=", 0.35)],
            [("=", 1.1), ("=", 0.7), (">", 1.2), ("<", 0.5), ("=", 1.0)], [("=", 2.0), (">", 2.3), (">", 2.3)])
    for data in sets:
        n = len(data)

        def likelihood(mu, log_sigma):
            s = mp.exp(log_sigma)
            total = mpf(0)
            for relation, value in data:
                z = (mpf(value) - mu) / s
                if relation == "=":
                    total += -log_sigma - z * z / 2 - mp.log(2 * mp.pi) / 2
                else:
                    total += mp.log(mp.erfc((z if relation == ">" else -z) / mp.sqrt(2)) / 2)
            return total

        with mp.workdps(25):
            def best_spread(mu):
                low, high = mpf(-8), mpf(6)
                for _ in range(90):
                    left, right = low + (high - low) / 3, high - (high - low) / 3
                    if likelihood(mu, left) < likelihood(mu, right):
                        low = left
                    else:
                        high = right
                return likelihood(mu, (low + high) / 2)

            low, high = mpf(-2), mpf(6)
            for _ in range(90):
                left, right = low + (high - low) / 3, high - (high - low) / 3
                if best_spread(left) < best_spread(right):
                    low = left
                else:
                    high = right
            mu = (low + high) / 2
            top = best_spread(mu)
            t = bisect(lambda s: mpf(1) / 40 - beta_lower(mpf(n - 1) / (n - 1 + s * s), mpf(n - 1) / 2,
                                                         mpf(1) / 2) / 2, mpf("0.1"), mpf(100))
            drop = n * mp.log(1 + t * t / (n - 1)) / 2
            down = mpf(1)
            while top - best_spread(mu - down) < drop:
                down *= 2
            lower = bisect(lambda m: best_spread(m) - (top - drop), mu - down, mu)
            up = mpf(1)
            while top - best_spread(mu + up) < drop:
                up *= 2
            upper = bisect(lambda m: (top - drop) - best_spread(m), mu, mu + up)
        rows.append({"observations": [{"relation": r, "value": v} for r, v in data],
                     "mean": number(mu), "lower": number(lower), "upper": number(upper)})
    write("censored_mean",
          "Maximum and calibrated profile limits of the censored normal likelihood by ternary search "
          "(compare at 1e-6); the library leaves open a limit on a censored side when only one value "
          "was measured", rows)


# ---------------------------------------------------------------- Poisson-binomial


def poisson_binomial():
    random.seed(7)
    rows = []
    for size, largest in ((3, 0.9), (12, 0.5), (40, 0.1), (60, 1)):
        chances = [Fraction(random.randint(1, 999), 1000) * Fraction(str(largest)) for _ in range(size)]
        distribution = [Fraction(1)]
        for p in chances:
            longer = [Fraction(0)] * (len(distribution) + 1)
            for i, q in enumerate(distribution):
                longer[i] += q * (1 - p)
                longer[i + 1] += q * p
            distribution = longer
        for observed in sorted({0, 1, size // 4, size // 2, size - 1, size}):
            rows.append({"probabilities": [float(p) for p in chances], "observed": observed,
                         "atLeast": number(sum(distribution[observed:])),
                         "atMost": number(sum(distribution[:observed + 1]))})
    write("poisson_binomial", "Tails by exact convolution in fractions; compare at 1e-11", rows)


if __name__ == "__main__":
    distributions()
    proportions()
    tables()
    r_by_c()
    pooled()
    censored()
    poisson_binomial()
