import type { Answered, Caller, TestServer } from './server.ts'
import { multipart } from './server.ts'

/** Lines of cells. */
export type Table = readonly (readonly string[])[]

/** A table as CSV, every cell in quotes. */
export function csv(table: Table): string {
  return table.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')
}

/** What tests of imports do again and again. */
export type Importing = {
  /** Brings a file and gives the import as it was opened. `who` is the administrator unless told. */
  readonly upload: (
    entity: string,
    file: string | Buffer,
    more?: { readonly name?: string; readonly who?: Caller },
  ) => Promise<Answered>
  /** Works until the import stands still. `moving` are the states that are not the end. */
  readonly finish: (id: string, moving?: readonly string[]) => Promise<Answered>
  /** Starts it and works until it stands still. */
  readonly run: (id: string, who?: Caller) => Promise<Answered>
  /** Records of an entity by a filter in text form. */
  readonly found: (
    entity: string,
    filter: string,
  ) => Promise<readonly { readonly [field: string]: unknown }[]>
}

/** Imports on a server, by its administrator. Answers other than expected are thrown with their body. */
export function importingOn(server: TestServer, admin: Caller): Importing {
  const finish: Importing['finish'] = async (id, moving = ['running']) => {
    const worker = server.runtime.startWorker('main', { pollMs: 20 })
    try {
      for (;;) {
        const { data } = (await admin.get(`/api/imports/${id}`)).body
        if (!moving.includes(data.state)) return data
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    } finally {
      await worker.stop()
    }
  }
  return {
    finish,
    upload: async (entity, file, { name = 'file.csv', who = admin } = {}) => {
      const { payload, headers } = multipart(name, file)
      const url = `/api/imports?entity=${entity}`
      const answer = await who.raw({ method: 'POST', url, payload, headers })
      if (answer.statusCode !== 201)
        throw new Error(`the upload was answered ${answer.statusCode}: ${answer.body}`)
      return answer.json().data
    },
    run: async (id, who = admin) => {
      const { status, body } = await who.post(`/api/imports/${id}/start`)
      if (status !== 204) throw new Error(`the start was answered ${status}: ${JSON.stringify(body)}`)
      return finish(id)
    },
    found: async (entity, filter) => {
      const url = `/api/records/${entity}?limit=500&filter=${encodeURIComponent(filter)}`
      return (await admin.get(url)).body.data
    },
  }
}
