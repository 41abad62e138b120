#!/bin/sh
# What became of a Slurm job, in Snakemake's words: running, success or failed.
# Asks the controller, which every Slurm has; sacct, which needs accounting, only for jobs that the
# controller has forgotten.
job=$1
state=$(scontrol --oneliner show job "$job" 2> /dev/null | sed -n 's/.*JobState=\([A-Z_]*\).*/\1/p')
if [ -z "$state" ]; then
  state=$(sacct --noheader --parsable2 --allocations --format=State --jobs="$job" 2> /dev/null |
    head -n 1 | cut -d' ' -f1)
fi
case "$state" in
  COMPLETED) echo success ;;
  PENDING | CONFIGURING | RUNNING | COMPLETING | SUSPENDED | REQUEUED | REQUEUE_HOLD | RESIZING | STOPPED)
    echo running ;;
  *) echo failed ;;
esac
