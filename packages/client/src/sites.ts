import type { Send } from './transport.ts'

/** Sites whose pages forms may show in a frame; for administrators. */
export type SitesApi = {
  readonly list: () => Promise<readonly string[]>
  /** Takes names (`bi.example.com`, `*.example.com`) and addresses of pages. Throws ApiError for what is neither. */
  readonly keep: (sites: readonly string[]) => Promise<void>
}

/** The part of the client for sites that may be embedded. */
export function sitesApi(send: Send): SitesApi {
  return {
    list: async () =>
      (await send<{ data: { readonly sites: readonly string[] } }>('GET', '/settings')).data.sites,
    keep: async (sites) => {
      await send('PUT', '/settings', { body: { sites } })
    },
  }
}
