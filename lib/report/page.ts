import { createHash } from "node:crypto";
import { escapeHtml } from "../display/mod.ts";

/**
 * The look: quiet, light and dark by the reader's setting, black on white on paper. There a header
 * that holds a button's box would not repeat on further pages, so its buttons have none.
 */
const STYLE = `
:root{color-scheme:light dark;--ink:#1b1f23;--soft:#57606a;--line:#d0d7de;--ground:#fff;--band:#f6f8fa;--mark:#8a4b00;--link:#0550ae}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b1;--line:#3d444d;--ground:#0d1117;--band:#161b22;--mark:#f0b072;--link:#79b8ff}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1.5rem 1.25rem 4rem;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Arial,sans-serif}
h1{font-size:1.75rem;line-height:1.25;margin:.2em 0;overflow-wrap:anywhere}
h2{font-size:1.25rem;margin:2.6em 0 .6em;padding-bottom:.25em;border-bottom:1px solid var(--line)}
p,li{max-width:46rem;overflow-wrap:anywhere}
.use{color:var(--soft);margin:0}
.simulated{display:inline-block;border:2px solid var(--mark);color:var(--mark);font-weight:700;letter-spacing:.12em;padding:.1em .6em;margin:.4em 0}
.answers{list-style:none;padding:0;margin:1.2em 0}
.answers li{padding:.35em 0;border-top:1px solid var(--line)}
.answers li:last-child{border-bottom:1px solid var(--line)}
.answers li{display:flex;gap:.2rem 1rem;max-width:58rem}
.answers b{flex:0 0 19rem}
nav ul{display:flex;flex-wrap:wrap;gap:.3em 1.1em;padding:0;list-style:none}
a{color:var(--link)}
figure{margin:1.2em 0}
figure svg{display:block;max-width:100%;height:auto;background:#fff;border-radius:4px}
figcaption{color:var(--soft);font-size:.875rem;margin-top:.5em;max-width:46rem}
.scroll{overflow-x:auto;margin:1em 0}
table{border-collapse:collapse;font-size:.8125rem;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--soft);padding-bottom:.4em}
caption span{display:block;width:max-content;max-width:min(46rem,calc(100vw - 2rem))}
th,td{text-align:left;vertical-align:top;padding:.3em 1em .3em 0;border-bottom:1px solid var(--line)}
th{font-weight:600}
td,tbody th{white-space:nowrap}
.words{white-space:normal;min-width:16rem}
.number{text-align:right;white-space:nowrap}
thead th{border-bottom:2px solid var(--line);vertical-align:bottom}
thead button{all:unset;cursor:pointer;font-weight:600}
thead button:focus-visible,.scroll:focus-visible,a:focus-visible{outline:2px solid var(--link);outline-offset:2px}
thead button::after{content:"\\2195";color:var(--soft);font-weight:400;margin-left:.3em}
th[aria-sort=ascending] button::after{content:"\\2191";color:var(--ink)}
th[aria-sort=descending] button::after{content:"\\2193";color:var(--ink)}
pre{background:var(--band);padding:.9em 1em;overflow-x:auto;font-size:.8125rem;border-radius:4px;white-space:pre-wrap;overflow-wrap:anywhere}
.methods{background:var(--band);padding:.9em 1.1em;border-radius:4px}
.methods p{margin:.3em 0}
@media (max-width:34rem){body{padding:1rem .9rem 3rem;font-size:15px}.answers li{display:block}.answers b{display:block}}
@page{size:A4;margin:16mm 15mm 18mm}
@media print{
:root{--ink:#000;--soft:#333;--line:#999;--ground:#fff;--band:#fff;--mark:#000;--link:#000}
body{max-width:none;padding:0;font-size:10pt}
nav{display:none}
h1{font-size:17pt}h2{font-size:13pt;break-after:avoid}
figure{break-inside:avoid}
figure svg{max-height:225mm;margin:0 auto 0 0}
.scroll{overflow:visible}
.whole,h2+p,.answers li{break-inside:avoid}
p{orphans:3;widows:3}
table{font-size:8pt;max-width:100%}
caption{break-after:avoid}
thead{display:table-header-group;break-inside:avoid;break-after:avoid}
h2+p{break-after:avoid}
th,td{padding-right:.6em;min-width:0}
tr{break-inside:avoid}
td,tbody th{white-space:normal}
tbody th.short{white-space:nowrap}
.number{white-space:nowrap}
.words{min-width:0}
caption span{width:auto;max-width:none}
thead button{display:contents}
thead button::after,th[aria-sort] button::after{content:none}
pre,.methods{padding:0;border:0}
pre{font-size:8pt}
}
`;

/** Sorts a table by the column whose button was pressed; numbers by value, what is empty last. */
const SCRIPT = `
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => head.firstChild.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent;
    const body = table.tBodies[0];
    const order = (a, b) => {
      const [x, y] = [key(a), key(b)];
      if (x === "" || y === "") return (x === "") - (y === "");
      const numbers = a.cells[column].dataset.sort !== undefined;
      const way = numbers ? x - y : x.localeCompare(y, "en-US", { numeric: true });
      return down ? -way : way;
    };
    body.append(...[...body.rows].sort(order));
  }));
}
`;

/**
 * A page that stands alone and asks nobody for anything: its content security policy allows this very
 * style and this very script, and no request, no form, no frame, no other code.
 *
 * @param title Its title, escaped here
 * @param body Its content, which the caller has escaped
 */
export function page(title: string, body: string): string {
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(STYLE)}'`,
    `script-src '${hashOf(SCRIPT)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
