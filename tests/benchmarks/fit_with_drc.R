# Part of `deno task bench:screen`: fits each curve of a CSV (curve_id, dose_nM, response) with R's drc and
# nothing else, and writes the seconds of the fits and their residual sums of squares as JSON. R_LIBS
# names the library that holds drc.
suppressPackageStartupMessages(library(drc))
wells <- read.csv(commandArgs(trailingOnly = TRUE)[1])
curves <- split(wells, factor(wells$curve_id, levels = unique(wells$curve_id)))
fit <- function(curve) try(drm(response ~ dose_nM, data = curve, fct = LL.4()), silent = TRUE)
seconds <- system.time(fits <- lapply(curves, fit))
rss <- vapply(fits, function(f) if (inherits(f, "try-error")) NA_real_ else f$fit$value, 0)
cat(sprintf('{"seconds": %.4f, "answers": [%s]}\n', sum(seconds[c("user.self", "sys.self")]),
  paste(ifelse(is.na(rss), "null", sprintf("[%.17g]", rss)), collapse = ", ")))
