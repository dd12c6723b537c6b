/** A picture of the own company as it is listed: its bytes are fetched apart, by hash. */
export type CompanyPictureRow = {
  readonly name: string
  readonly type: string
  readonly hash: string
  /** Bytes. */
  readonly size: number
  readonly since: string
}

/** The same with its bytes in base64. */
export type CompanyPictureData = Pick<CompanyPictureRow, 'name' | 'type' | 'hash'> & { readonly data: string }

/** Logos and seals. Former ones stay, for documents of their day. */
export type CompanyPictureTables = {
  /** Those of today, by name. */
  readonly list: () => Promise<readonly CompanyPictureRow[]>
  /** Those of some names, as they are or as they were at an instant. */
  readonly read: (names: readonly string[], at?: string) => Promise<readonly CompanyPictureData[]>
  /** One that a name has or once had. */
  readonly byHash: (name: string, hash: string) => Promise<CompanyPictureData | null>
  /** Puts one in the place of the one of its name, in one statement for all who look; the former stays as such. */
  readonly put: (picture: {
    readonly id: string
    readonly name: string
    readonly type: string
    readonly hash: string
    readonly data: string
    readonly size: number
    readonly by: string | null
  }) => Promise<void>
  /** Takes one out of use; it stays as a former one. */
  readonly remove: (name: string) => Promise<void>
}
