/** How the command ends, by what went wrong; numbers as in BSD's sysexits where it has one. */
export const EXIT = {
  done: 0,
  /** What was run came to a bad end of its own: a cell of a notebook ended in an error. */
  failed: 1,
  /** The call is wrong: an unknown option, a path that cannot be written. */
  usage: 2,
  /** What stands in the data is wrong, or there is no such file. */
  data: 65,
  /** A bug in halfmax. */
  internal: 70,
  /** Stopped by the user (Ctrl-C). */
  interrupted: 130,
  /** Whoever read the output went away, as `| head` does. */
  brokenPipe: 141,
  /** Stopped by the system or a scheduler. */
  terminated: 143,
} as const;
