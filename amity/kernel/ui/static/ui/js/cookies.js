const YEAR = 365 * 86400;
const isHttps = location.protocol === "https:";

// What a cookie is called: as amity/kernel/ui/cookies.py names it.
export function cookieName(name) {
  return isHttps ? `__Host-${name}` : name;
}

export function keepCookie(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax${isHttps ? "; secure" : ""}`;
}
