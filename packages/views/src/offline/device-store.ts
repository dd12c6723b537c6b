/**
 * What this device keeps between visits: one table each for drafts, records that wait to be sent, the session, files that
 * have not arrived, how far those are, and the steps that designing can take back.
 */
export type DeviceTable = 'drafts' | 'outbox' | 'session' | 'files' | 'uploads' | 'steps'

/** A table on this device. Every row has an `id`. */
export type DeviceStore = {
  readonly all: <Row>(table: DeviceTable) => Promise<readonly Row[]>
  readonly get: <Row>(table: DeviceTable, id: string) => Promise<Row | undefined>
  readonly put: <Row extends { readonly id: string }>(table: DeviceTable, row: Row) => Promise<void>
  readonly remove: (table: DeviceTable, id: string) => Promise<void>
}

const [name, version] = ['mortise', 2]
const tables: readonly DeviceTable[] = ['drafts', 'outbox', 'session', 'files', 'uploads', 'steps']

let opened: Promise<IDBDatabase> | undefined

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const ask = indexedDB.open(name, version)
    ask.onupgradeneeded = () => {
      for (const table of tables)
        if (!ask.result.objectStoreNames.contains(table))
          ask.result.createObjectStore(table, { keyPath: 'id' })
    }
    ask.onsuccess = () => {
      // Another tab with a newer version of the product must not wait for this one.
      ask.result.onversionchange = () => {
        ask.result.close()
        opened = undefined
      }
      resolve(ask.result)
    }
    ask.onerror = () => {
      opened = undefined
      reject(ask.error ?? new Error('indexedDB'))
    }
  })
  return opened
}

async function run<Result>(
  table: DeviceTable,
  mode: 'readonly' | 'readwrite',
  work: (rows: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await open()
  return new Promise((resolve, reject) => {
    const step = database.transaction(table, mode, { durability: mode === 'readonly' ? 'default' : 'strict' })
    const ask = work(step.objectStore(table))
    step.oncomplete = () => resolve(ask.result)
    step.onerror = () => reject(step.error ?? new Error('indexedDB'))
    step.onabort = () => reject(step.error ?? new Error('indexedDB'))
  })
}

const indexed: DeviceStore = {
  all: (table) => run(table, 'readonly', (rows) => rows.getAll()),
  get: (table, id) => run(table, 'readonly', (rows) => rows.get(id)),
  put: async (table, row) => {
    await run(table, 'readwrite', (rows) => rows.put(row))
  },
  remove: async (table, id) => {
    await run(table, 'readwrite', (rows) => rows.delete(id))
  },
}

/** A store that forgets with the page: for browsers that keep nothing, and for tests. */
export function memoryStore(): DeviceStore {
  const kept = new Map(tables.map((table) => [table, new Map<string, unknown>()]))
  const of = (table: DeviceTable): Map<string, unknown> => kept.get(table) ?? new Map<string, unknown>()
  return {
    all: async <Row>(table: DeviceTable) => [...of(table).values()] as Row[],
    get: async <Row>(table: DeviceTable, id: string) => of(table).get(id) as Row | undefined,
    put: async (table, row) => void of(table).set(row.id, structuredClone(row)),
    remove: async (table, id) => void of(table).delete(id),
  }
}

/** The store of this device; where the browser has none, one that lasts as long as the page. */
export const deviceStore: DeviceStore = typeof indexedDB === 'undefined' ? memoryStore() : indexed
