import config from "../../../deno.json" with { type: "json" };

/** Name and version, as files record who wrote them. */
export const LIBRARY: string = `${config.name} ${config.version}`;
