const name = '(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)'
const host = `${name}(?:\\.${name})*`
// What follows the name must be its end for every reader: an `@` or a backslash would make another site of it.
const page = new RegExp(`^https://(${host}(?::\\d{1,5})?)(?=[/?#]|$)`, 'i')
const plain = new RegExp(`^(?:\\*\\.(?=[^.]+\\.))?${host}(?::\\d{1,5})?$`)

const longest = 253

/** The site of a page, `bi.example.com` or `bi.example.com:8443`; undefined for what is no `https://` address. */
export function siteOf(address: string): string | undefined {
  return page.exec(address)?.[1]?.toLowerCase()
}

/**
 * Reads a site as people write it: its name, `*.example.com` for all sites below a name, or the address of one of its
 * pages. Undefined for anything else, so that what is kept can stand in a policy as it is.
 */
export function readSite(text: string): string | undefined {
  const written = text.trim().toLowerCase()
  const site = siteOf(written) ?? written
  return site.length <= longest && plain.test(site) ? site : undefined
}

/** Whether a page is of one of the sites; `*.example.com` are those below it, not that one itself. */
export function isOfSites(sites: readonly string[], address: string): boolean {
  const site = siteOf(address)
  return (
    site !== undefined && sites.some((one) => one === site || (one.startsWith('*.') && isBelow(one, site)))
  )
}

/** Ports count: a policy that names none lets in the usual one alone. */
function isBelow(pattern: string, site: string): boolean {
  const end = pattern.slice(1)
  return site.length > end.length && site.endsWith(end)
}
