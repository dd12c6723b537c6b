import type { Send } from './transport.ts'
import type { DryRun, ImportState, ImportUpload } from './types.ts'

/** How columns meet fields and what happens to rows that are there already. */
export type ImportMapping = {
  readonly mapping: { readonly [column: string]: string }
  readonly options: {
    readonly matchBy?: readonly string[]
    readonly onMatch?: 'update' | 'skip' | 'create'
    readonly runRules?: boolean
    readonly keepBlanks?: boolean
  }
}

/** One file's way into an entity, step by step. */
export type ImportsApi = {
  readonly upload: (entity: string, file: File) => Promise<ImportUpload>
  readonly map: (id: string, mapping: ImportMapping) => Promise<void>
  readonly dryRun: (id: string) => Promise<DryRun>
  readonly command: (id: string, command: 'start' | 'pause' | 'resume' | 'cancel' | 'revert') => Promise<void>
  readonly state: (id: string) => Promise<ImportState>
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
    errorsUrl: (id) => `${baseUrl}/api/imports/${id}/errors.csv`,
  }
}
