import type { Send } from './transport.ts'
import type {
  DryRun,
  ImportFix,
  ImportFixed,
  ImportForm,
  ImportReview,
  ImportState,
  ImportUnknown,
  ImportUpload,
} from './types.ts'

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
    /** Link fields whose unknown names become records of their own. */
    readonly createMissing?: readonly string[]
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
  /** The import as it was left. */
  readonly opened: (id: string) => Promise<ImportUpload>
  /** The last dry run, with what was corrected since. */
  readonly lastCheck: (id: string) => Promise<DryRun>
  readonly fix: (id: string, fixes: readonly ImportFix[]) => Promise<ImportFixed>
  /** Texts that mean nothing that is there, with columns going into these fields. */
  readonly unknown: (
    id: string,
    columns: { readonly [column: string]: string },
  ) => Promise<readonly ImportUnknown[]>
  /** Adds texts as options of a field, for everybody and at once. */
  readonly addOptions: (id: string, field: string, texts: readonly string[]) => Promise<void>
  readonly errorsUrl: (id: string, format?: 'csv' | 'xlsx') => string
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
    opened: async (id) => (await send<{ data: ImportUpload }>('GET', `/imports/${id}/read`)).data,
    lastCheck: async (id) => (await send<{ data: DryRun }>('GET', `/imports/${id}/dry-run`)).data,
    fix: async (id, fixes) =>
      (await send<{ data: ImportFixed }>('PUT', `/imports/${id}/fixes`, { body: { fixes } })).data,
    unknown: async (id, columns) =>
      (
        await send<{ data: readonly ImportUnknown[] }>('POST', `/imports/${id}/unknown`, {
          body: { columns },
        })
      ).data,
    addOptions: async (id, field, texts) => {
      await send('POST', `/imports/${id}/options`, { body: { field, texts } })
    },
    errorsUrl: (id, format = 'csv') => `${baseUrl}/api/imports/${id}/errors.${format}`,
  }
}
