/**
 * Where to go after a sign-in: the address asked for when it is a page of this console, else the
 * start. Anybody can write a link to the sign-in page, so nothing may lead away from here.
 */
export function returnTo(asked: string | null | undefined): string {
  if (!asked?.startsWith("/")) return "/";
  // browsers read a backslash as a slash, and drop tabs and line ends
  if (/^\/[/\\]|[\\\u0000-\u001f]/.test(asked)) return "/";
  const path = asked.split(/[?#]/)[0] ?? "/";
  const elsewhere = ["/v1", "/v2", "/actuator", "/sign-in"].some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
  return elsewhere ? "/" : asked;
}
