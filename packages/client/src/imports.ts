import type { Send } from './transport.ts'
import type { DryRun, ImportForm, ImportReview, ImportState, ImportUpload } from './types.ts'

/** How columns meet fields and what happens to rows that are there already. */
export type ImportMapping = {
  readonly mapping: { readonly [column: string]: string }
  /** By field: which option a text of the file means; null for nothing. */
  readonly values?: { readonly [field: string]: { readonly [text: string]: string | null } }
  readonly options: {
    readonly matchBy?: readonly string[]
    readonly onMatch?: 'update' | 'skip' | 'create' | 'review'
    readonly wholeOrNothing?: boolean
    readonly runRules?: boolean
    readonly keepBlanks?: boolean
  }
}

/** One file's way into an entity, step by step. */
export type ImportsApi = {
  readonly upload: (entity: string, file: File) => Promise<ImportUpload>
  /** Reads the file in another way: encoding, sheet, row of names. */
  readonly read: (id: string, form: ImportForm) => Promise<ImportUpload>
  readonly map: (id: string, mapping: ImportMapping) => Promise<void>
  readonly dryRun: (id: string) => Promise<DryRun>
  readonly command: (id: string, command: 'start' | 'pause' | 'resume' | 'cancel' | 'revert') => Promise<void>
  readonly state: (id: string) => Promise<ImportState>
  /** Rows that wait for a person, after a place. */
  readonly review: (id: string, after?: number) => Promise<readonly ImportReview[]>
  readonly decide: (
    id: string,
    decisions: readonly {
      readonly index: number
      readonly do: 'create' | 'update' | 'skip'
      readonly id?: string
    }[],
  ) => Promise<{ readonly done: number; readonly failed: number }>
  readonly errorsUrl: (id: string) => string
}

/** The import part of the client. */
export function importsApi(send: Send, baseUrl: string): ImportsApi {
  return {
    upload: async (entity, file) => {
      const form = new FormData()
      form.set('file', file)
      return (await send<{ data: ImportUpload }>('POST', '/imports', { query: { entity }, form })).data
    },
    map: async (id, mapping) => {
      await send('PUT', `/imports/${id}/mapping`, { body: mapping })
    },
    dryRun: async (id) => (await send<{ data: DryRun }>('POST', `/imports/${id}/dry-run`)).data,
    command: async (id, command) => {
      await send('POST', `/imports/${id}/${command}`)
    },
    state: async (id) => (await send<{ data: ImportState }>('GET', `/imports/${id}`)).data,
    read: async (id, form) =>
      (await send<{ data: ImportUpload }>('POST', `/imports/${id}/read`, { body: form })).data,
    review: async (id, after) =>
      (
        await send<{ data: readonly ImportReview[] }>('GET', `/imports/${id}/review`, {
          query: after === undefined ? {} : { after: String(after) },
        })
      ).data,
    decide: async (id, decisions) =>
      (
        await send<{ data: { readonly done: number; readonly failed: number } }>(
          'POST',
          `/imports/${id}/review`,
          { body: { decisions } },
        )
      ).data,
    errorsUrl: (id) => `${baseUrl}/api/imports/${id}/errors.csv`,
  }
}
