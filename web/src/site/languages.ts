// Links to the other languages keep the page's fragment: the station or the search.

export function keepPlaceInLanguages(): void {
  const links = document.querySelectorAll<HTMLAnchorElement>(".languages a[href]");
  const keep = (): void => {
    for (const link of links) link.hash = location.hash;
  };
  keep();
  addEventListener("hashchange", keep);
  // A search changes its place without that event.
  for (const link of links) link.addEventListener("click", keep);
}
