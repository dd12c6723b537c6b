import { inspectionOf, type Kit } from '@mortise/kit'
import {
  alignRenames,
  type AppDocuments,
  compileModel,
  loadApp,
  saveApp,
  type ScenarioDocument,
} from '@mortise/schema'
import type { DesignTables } from '@mortise/store'
import { assembleApps } from '../design/assemble.ts'
import { errors } from '../errors.ts'

const encoder = new TextEncoder()

/** The template an app came from, read again; undefined for apps that were made here. */
export async function baseOf(design: DesignTables, app: string): Promise<AppDocuments | undefined> {
  const row = await design.base(app)
  return row === null ? undefined : loadApp(new Map(Object.entries(row.files))).documents
}

/** What came with the template beside its design (rows, people, scenarios, other languages), by the names used now. */
function besides(
  base: AppDocuments,
  now: AppDocuments,
  given: { readonly kit: Kit; readonly others: readonly AppDocuments[] },
): Partial<AppDocuments> {
  const { kit, others } = given
  const compile = (app: AppDocuments) =>
    compileModel({ apps: [...others, app], fieldFacts: kit.fields, version: 0 }).model
  const { checks } = inspectionOf(kit)
  const { theirs } = alignRenames({ base, ours: now, theirs: base }, { checks, compile })
  const { i18n, people, data, runs, scenario } = theirs
  return {
    ...(i18n === undefined ? {} : { i18n }),
    ...(people === undefined ? {} : { people }),
    ...(data === undefined ? {} : { data }),
    ...(runs === undefined ? {} : { runs }),
    ...(scenario === undefined ? {} : { scenario }),
  }
}

/** A published app as its files, path → text, in the order of paths. The same app gives the same bytes. */
export async function exportApp(
  design: DesignTables,
  kit: Kit,
  app: string,
  /** Scenarios that were kept here: they go with the app, in the place of those of the same keys. */
  kept: readonly ScenarioDocument[] = [],
): Promise<ReadonlyMap<string, string>> {
  const apps = assembleApps(await design.published())
  const now = apps.find((one) => one.app.key === app)
  if (now === undefined) throw errors.APP_UNKNOWN({ app })
  const base = await baseOf(design, app)
  const others = apps.filter((one) => one.app.key !== app)
  const beside = base === undefined ? {} : besides(base, now, { kit, others })
  const keys = new Set(kept.map(({ key }) => key))
  const scenario = [...(beside.scenario ?? []).filter(({ key }) => !keys.has(key)), ...kept]
  return saveApp({ ...now, ...beside, ...(scenario.length === 0 ? {} : { scenario }) })
}

/** Files as entries of a ZIP file. */
export function fileEntries(
  files: ReadonlyMap<string, string>,
): readonly { readonly fileName: string; readonly bytes: Uint8Array }[] {
  return [...files].map(([fileName, text]) => ({ fileName, bytes: encoder.encode(text) }))
}
