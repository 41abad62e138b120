/** The worker of work_aside_test.ts. */
import { serveWork } from "../../lib/numerics/mod.ts";
import { count } from "./count.ts";

serveWork(count);
