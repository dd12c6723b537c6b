import type { Send } from './transport.ts'

/** What is printed of the own company: its name, address and the like, by key. */
export type CompanyDetails = { readonly [key: string]: string }

/** Details and pictures as prints show them; for administrators. */
export type CompanyApi = {
  readonly read: () => Promise<{
    readonly details: CompanyDetails
    /** `data:` URIs by name. */
    readonly pictures: { readonly [name: string]: string }
  }>
  readonly keep: (details: CompanyDetails) => Promise<void>
  /** Keeps a PNG or JPEG as a `data:` URI; null takes it away. Throws ApiError for what is neither. */
  readonly keepPicture: (name: string, uri: string | null) => Promise<void>
}

/** The part of the client for the own company. */
export function companyApi(send: Send): CompanyApi {
  return {
    read: async () => {
      const { data } = await send<{
        data: {
          readonly company: CompanyDetails | null
          readonly pictures: { readonly [name: string]: string }
        }
      }>('GET', '/settings')
      return { details: data.company ?? {}, pictures: data.pictures }
    },
    keep: async (company) => {
      await send('PUT', '/settings', { body: { company } })
    },
    keepPicture: async (name, uri) => {
      await send('PUT', '/settings', { body: { pictures: { [name]: uri } } })
    },
  }
}
