/** A JupyterLab of our own on the loopback interface, and Chromium to look at it. */
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { installKernel, requireJupyter } from "../../lib/notebook/mod.ts";

/** Settings that keep JupyterLab from writing to the notebook, from the network, and from drawing lazily. */
const SETTINGS = {
  "docmanager-extension/plugin": { autosave: false },
  "apputils-extension/notification": {
    checkForUpdates: false,
    doNotDisturbMode: true,
    fetchNews: "false",
  },
  "notebook-extension/tracker": { windowingMode: "none" },
};

/** Where a running JupyterLab is reached. */
export interface JupyterLab {
  /** The address of a file of `root` in the lab, with the token. */
  address(path: string): string;
}

/** Starts JupyterLab for as long as `use` takes; nothing of the user's own Jupyter is read or written. */
export async function withJupyterLab(
  root: string,
  use: (lab: JupyterLab) => Promise<void>,
): Promise<void> {
  const jupyter = await requireJupyter("start JupyterLab");
  await installKernel(jupyter);
  const own = await Deno.makeTempDir({ prefix: "jupyterlab-" });
  await writeSettings(join(own, "settings"));
  const [port, token] = [freePort(), crypto.randomUUID()];
  const server = new Deno.Command(jupyter.python, {
    args: [
      "-m",
      "jupyterlab",
      "--no-browser",
      "--allow-root",
      "--ip=127.0.0.1",
      `--port=${port}`,
      "--ServerApp.port_retries=0",
      `--IdentityProvider.token=${token}`,
      `--ServerApp.root_dir=${root}`,
      "--LabApp.expose_app_in_browser=True",
      "--LabApp.news_url=",
    ],
    env: {
      IPYTHONDIR: join(own, "ipython"),
      JUPYTER_CONFIG_DIR: join(own, "config"),
      JUPYTER_DATA_DIR: join(own, "data"),
      JUPYTER_RUNTIME_DIR: join(own, "runtime"),
      JUPYTERLAB_SETTINGS_DIR: join(own, "settings"),
      JUPYTERLAB_WORKSPACES_DIR: join(own, "workspaces"),
    },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const base = `http://127.0.0.1:${port}`;
  try {
    await waitUntilReady(`${base}/api/status?token=${token}`);
    await use({ address: (path) => `${base}/lab/tree/${encodeURI(path)}?reset&token=${token}` });
  } finally {
    // The server ends its kernels before it ends itself.
    server.kill("SIGTERM");
    await server.status;
    await Deno.remove(own, { recursive: true });
  }
}

/** Starts Chromium, quiet and without a profile, for as long as `use` takes. */
export async function withChromium(use: (browser: Browser) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
}

function chromiumPath(): string {
  const named = Deno.env.get("CHROMIUM");
  const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const path = named ?? places.find(exists);
  if (path === undefined) {
    throw new Error(
      `Cannot start a browser: needs Chromium, found none of ${places.join(", ")}. ` +
        "Install it (apt-get install chromium) or set CHROMIUM to its path",
    );
  }
  return path;
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

async function writeSettings(folder: string): Promise<void> {
  for (const [plugin, settings] of Object.entries(SETTINGS)) {
    const path = join(folder, "@jupyterlab", `${plugin}.jupyterlab-settings`);
    await Deno.mkdir(join(path, ".."), { recursive: true });
    await Deno.writeTextFile(path, JSON.stringify(settings));
  }
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

async function waitUntilReady(url: string, seconds = 60): Promise<void> {
  for (let attempt = 0; attempt < 4 * seconds; attempt++) {
    try {
      const response = await fetch(url);
      await response.body?.cancel();
      if (response.ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`Cannot start JupyterLab: no answer in ${seconds} s`);
}
