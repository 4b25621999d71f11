const KEY = "penstock.organisation";

/** The organisation that somebody with seats in several works for now; null for the default one. */
export function organisation(): string | null {
  return read(KEY);
}

export function chooseOrganisation(id: string | null): void {
  write(KEY, id);
  // for downloads and event streams, which carry no header of ours
  document.cookie = `penstock_organisation=${id ?? ""}; path=/; SameSite=Strict${id ? "" : "; Max-Age=0"}`;
}

/** What this browser remembers; null where it remembers nothing. */
export function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Remembers for this browser; a browser that keeps nothing forgets it at the next load. */
export function write(key: string, value: string | null): void {
  try {
    if (value === null) {
      localStorage.removeItem(key);
    } else {
      localStorage.setItem(key, value);
    }
  } catch {
    // private windows may refuse; the choice then lasts as long as the page
  }
}
