import type { Send } from './transport.ts'

/** What is printed of the own company: its name, address and the like, by key. */
export type CompanyDetails = { readonly [key: string]: string }

/** A picture as it is listed; its bytes are at `url`, which never changes its content. */
export type CompanyPicture = { readonly hash: string; readonly url: string }

/** Details and pictures as prints show them; for administrators. */
export type CompanyApi = {
  readonly read: () => Promise<{
    readonly details: CompanyDetails
    readonly pictures: { readonly [name: string]: CompanyPicture }
  }>
  /** Changes the details that are given; `was` is what they were when the person began. Throws ApiError where somebody else changed the same ones meanwhile. */
  readonly keep: (details: CompanyDetails, was: CompanyDetails) => Promise<void>
  /**
   * Keeps a PNG or JPEG as a `data:` URI, or one that the name had before by its hash; null takes it out of use. Throws
   * ApiError for what is neither.
   */
  readonly keepPicture: (name: string, picture: string | { readonly hash: string } | null) => Promise<void>
}

/** The part of the client for the own company. */
export function companyApi(send: Send, baseUrl: string): CompanyApi {
  return {
    read: async () => {
      const { data } = await send<{
        data: {
          readonly company: CompanyDetails | null
          readonly pictures: { readonly [name: string]: { readonly hash: string } }
        }
      }>('GET', '/settings')
      const pictures = Object.entries(data.pictures).map(([name, { hash }]) => {
        const url = `${baseUrl}/api/settings/pictures/${encodeURIComponent(name)}/${hash}`
        return [name, { hash, url }] as const
      })
      return { details: data.company ?? {}, pictures: Object.fromEntries(pictures) }
    },
    keep: async (company, companyWas) => {
      await send('PUT', '/settings', { body: { company, companyWas } })
    },
    keepPicture: async (name, picture) => {
      await send('PUT', '/settings', { body: { pictures: { [name]: picture } } })
    },
  }
}
