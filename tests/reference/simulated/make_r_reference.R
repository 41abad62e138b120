# Reference values for curves.csv from base R: nlminb (PORT) finds minima and profiles, nls (Gauss-Newton)
# has to find itself at the minimum and gives its standard errors. Only R's own package stats is needed.
#
#     Rscript tests/reference/simulated/make_r_reference.R
#
# Standard errors in both conventions: summary(nls), from the product of first derivatives, and from the
# exact Hessian of the residual sum of squares, which deriv3() derives symbolically. Profile limits are
# where the deviance, all other parameters fitted anew, reaches rss (1 + F / df); the absolute IC50 is
# made a parameter of the curve for that. Logs are natural here, and the share of the span is
# 1 / (1 + exp(h (v - e))).

options(digits = 17, warn = 1)
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
level <- 0.95
parameters <- c("e", "h", "top", "bottom")
printed <- c(e = "log10_ic50", h = "hill_slope", top = "top", bottom = "bottom")

# Vehicle wells stand at ln dose -1e4, where exp() underflows and its derivatives are 0, not NaN.
vehicle <- -1e4

# The curve with its first and second derivatives in the free parameters. `of` says what "e" means:
# ln IC50, or the ln dose at which the curve has the response `half` (top / 2 if NULL).
model_of <- function(free, of = "relative", half = NULL) {
  share <- if (of == "relative") {
    quote(bottom + (top - bottom) / (1 + exp(h * (v - e))))
  } else if (is.null(half)) {
    quote(bottom + (top - bottom) / (1 + exp(h * (v - e)) * (top / 2) / (top / 2 - bottom)))
  } else {
    bquote(bottom + (top - bottom) / (1 + exp(h * (v - e)) * (top - .(half)) / (.(half) - bottom)))
  }
  deriv3(share, free, function.arg = c("v", parameters))
}

# Residual sum of squares, gradient and Hessian at the free values `q`, the others held.
objective <- function(model, data, free, held) {
  at <- function(q) {
    value <- as.list(c(setNames(q, free), held))[parameters]
    f <- do.call(model, c(list(v = data$v), value))
    # Where exp() overflows the derivatives are 0, and come out as Inf / Inf.
    for (name in c("gradient", "hessian")) {
      values <- attr(f, name)
      attr(f, name)[!is.finite(values)] <- 0
    }
    f
  }
  list(
    rss = function(q) {
      rss <- sum((data$y - as.numeric(at(q)))^2)
      if (is.finite(rss)) rss else Inf
    },
    gradient = function(q) {
      f <- at(q)
      as.numeric(-2 * crossprod(attr(f, "gradient"), data$y - as.numeric(f)))
    },
    hessian = function(q) {
      f <- at(q)
      r <- data$y - as.numeric(f)
      second <- attr(f, "hessian")
      curved <- matrix(apply(second, c(2, 3), function(s) sum(s * r)), length(free))
      2 * (crossprod(attr(f, "gradient")) - curved)
    }
  )
}

# Plateaus are linear: the best over a grid of positions and slopes is the start.
start_of <- function(data, held) {
  best <- NULL
  dosed <- data$v[data$v > vehicle]
  for (e in seq(min(dosed), max(dosed), length.out = 41)) {
    for (h in c(-3, -1.5, -0.7, 0.5, 0.8, 1.2, 2, 4)) {
      s <- 1 / (1 + exp(h * (data$v - e)))
      y <- data$y
      if ("top" %in% names(held)) y <- y - held[["top"]] * s
      if ("bottom" %in% names(held)) y <- y - held[["bottom"]] * (1 - s)
      columns <- cbind(top = s, bottom = 1 - s)[, setdiff(c("top", "bottom"), names(held)), drop = FALSE]
      fit <- if (ncol(columns) == 0) list(coefficients = NULL, residuals = y) else lm.fit(columns, y)
      rss <- sum(fit$residuals^2)
      # One name for each curve: the top is the upper plateau.
      plateaus <- c(fit$coefficients, held)
      if (plateaus[["top"]] < plateaus[["bottom"]]) next
      if (is.null(best) || rss < best$rss) best <- list(rss = rss, q = c(e = e, h = h, fit$coefficients))
    }
  }
  best$q
}

fit_curve <- function(data, held) {
  free <- setdiff(parameters, names(held))
  model <- model_of(free)
  formula <- as.formula(paste0("y ~ model(v, ", paste(
    ifelse(parameters %in% free, parameters, paste0("held[['", parameters, "']]")), collapse = ", "), ")"))
  start <- start_of(data, held)
  surface <- objective(model, data, free, held)
  near <- nlminb(start[free], surface$rss, surface$gradient, surface$hessian, control = strict)
  # nlminb stops where the residual sum of squares no longer tells points apart, at half the digits;
  # its gradient tells them apart to the last.
  q <- near$par
  for (i in 1:3) q <- q - solve(surface$hessian(q), surface$gradient(q))
  fit <- nls(formula, data, as.list(q), control = nls.control(tol = 1e-7))
  list(fit = fit, free = free, surface = surface)
}

# A curve that crosses 30 decades between the two nearest doses is a step to them; none is steeper.
# Without an end to the slope a limit can lie where no curve is the best one.
steepest_of <- function(data) {
  30 * log(10) / min(diff(sort(unique(data$v[data$v > vehicle]))))
}

strict <- list(rel.tol = 1e-15, x.tol = 1e-12, abs.tol = 0, iter.max = 500, eval.max = 1000)

# The dose at which the profiled deviance reaches the threshold, to one side; NA where it never does.
limit_of <- function(question, threshold, side) {
  others <- setdiff(question$free, "e")
  last <- question$q[others]
  deviance_at <- function(e) {
    surface <- objective(question$model, question$data, others, c(question$held, e = e))
    best <- NULL
    for (h in c(last[["h"]], question$q[["h"]] * c(0.5, 1, 2), sign(last[["h"]]) * question$steepest)) {
      start <- replace(last, "h", h)
      if (!is.finite(surface$rss(start))) next
      fit <- nlminb(start, surface$rss, surface$gradient, surface$hessian, control = strict,
        lower = ifelse(others == "h", -question$steepest, -Inf),
        upper = ifelse(others == "h", question$steepest, Inf))
      if (is.null(best) || fit$objective < best$objective) best <- fit
    }
    last <<- best$par
    best$objective - threshold
  }
  inner <- question$q[["e"]]
  step <- question$step / 4
  repeat {
    outer <- inner + side * step
    if (deviance_at(outer) > 0) break
    inner <- outer
    step <- 1.1 * step
    # Open: 26 decades away and still as good.
    if (abs(inner - question$q[["e"]]) > 60) return(NA)
  }
  exp(uniroot(deviance_at, sort(c(inner, outer)), tol = 1e-14, maxiter = 200)$root)
}

answer_of <- function(rows) {
  held <- unlist(Filter(Negate(is.na), list(top = rows$top[1], bottom = rows$bottom[1])))
  data <- list(v = ifelse(rows$dose_nM > 0, log(pmax(rows$dose_nM, 1e-300)), vehicle), y = rows$response)
  fitted <- fit_curve(data, held)
  table <- summary(fitted$fit)$coefficients
  q <- coef(fitted$fit)
  df <- df.residual(fitted$fit)
  rss <- deviance(fitted$fit)
  whole <- c(q, held)[parameters]
  size <- ifelse(fitted$free == "e", exp(q[["e"]]), 1)
  gauss_newton <- size * table[, "Std. Error"]
  observed <- size * sqrt(diag(2 * rss / df * solve(fitted$surface$hessian(q))))
  flat <- if ("top" %in% names(held)) held[["top"]] else mean(data$y)
  df1 <- length(q) - !("top" %in% names(held))
  f <- (sum((data$y - flat)^2) - rss) / df1 / (rss / df)
  wells <- rows$control[1] == "vehicle wells"
  half <- if (wells) NULL else as.numeric(rows$control[1]) / 2
  level_of_half <- if (wells) whole[["top"]] / 2 else half
  crosses <- whole[["h"]] > 0 && whole[["top"]] > level_of_half && level_of_half > whole[["bottom"]]
  limits <- function(kind) {
    own <- q
    if (kind == "absolute") {
      own[["e"]] <- whole[["e"]] +
        log((whole[["top"]] - level_of_half) / (level_of_half - whole[["bottom"]])) / whole[["h"]]
    }
    question <- list(
      model = model_of(setdiff(fitted$free, "e"), kind, half), data = data, held = held,
      free = fitted$free, q = own,
      step = table["e", "Std. Error"], steepest = steepest_of(data)
    )
    two <- rss * (1 + qf(level, 1, df) / df)
    one <- rss * (1 + qt(level, df)^2 / df)
    list(estimate = exp(own[["e"]]), lower = limit_of(question, two, -1),
      upper = limit_of(question, two, 1), one_sided_lower = limit_of(question, one, -1))
  }
  kinds <- c("relative", if (crosses) "absolute")
  names(gauss_newton) <- names(observed) <- printed[fitted$free]
  estimate <- setNames(as.list(c(whole[["e"]] / log(10), whole[-1])), printed)
  list(curve = rows$curve[1], rss = rss, df = df, ic50 = exp(whole[["e"]]), estimate = estimate,
    standard_error = list(gauss_newton = as.list(gauss_newton), observed = as.list(observed)),
    no_effect = list(f = f, df1 = df1, p = pf(f, df1, df, lower.tail = FALSE)),
    ic = setNames(lapply(kinds, limits), kinds))
}

# JSON with every digit of a double.
json <- function(x, indent = "") {
  deeper <- paste0(indent, " ")
  if (is.list(x)) {
    names <- if (is.null(names(x))) "" else paste0("\"", names(x), "\": ")
    marks <- if (is.null(names(x))) c("[", "]") else c("{", "}")
    values <- vapply(x, json, "", indent = deeper)
    lines <- paste0(deeper, names, values, collapse = ",\n")
    return(paste0(marks[1], "\n", lines, "\n", indent, marks[2]))
  }
  if (is.character(x)) return(encodeString(x, quote = "\""))
  if (is.na(x)) "null" else sprintf("%.17g", x)
}

rows <- read.csv(file.path(here, "curves.csv"))
groups <- split(rows, factor(rows$curve, unique(rows$curve)))
source <- list(tool = "R, package stats", version = R.version.string,
  call = "Rscript tests/reference/simulated/make_r_reference.R", level = level)
answers <- unname(lapply(groups, answer_of))
writeLines(json(list(source = source, curves = answers)), file.path(here, "r_reference.json"))
