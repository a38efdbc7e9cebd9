// The style of what scripts draw. It comes with the script, by the browser's own objects: the pages' policy bars
// style elements.

import css from "./style.css?inline";

export function addStyle(): void {
  // A browser without such sheets shows everything, plainer.
  if (!("adoptedStyleSheets" in document)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
