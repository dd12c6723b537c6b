import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { LocalizedText } from '@mortise/errors'
import { type AppDocuments, type DocumentKind, loadApp } from '@mortise/schema'
import { errors } from '../errors.ts'
import { readAppFolder } from './folder.ts'
import { type TemplatePicture, pictureOf } from './picture.ts'

/** An app that ships with the product, as a gallery shows it. */
export type Template = {
  readonly key: string
  readonly label: LocalizedText
  readonly description: LocalizedText
  readonly icon: string
  readonly color: string | null
  readonly version: string
  /** What people will work with: its entities, rows of others left out. */
  readonly entities: readonly { readonly label: LocalizedText; readonly icon: string }[]
  /** How many documents of each kind it brings. */
  readonly counts: { readonly [K in DocumentKind]?: number }
  /** Rows of demo data. */
  readonly records: number
  readonly picture: TemplatePicture | null
}

const counted = ['form', 'view', 'flow', 'rule', 'report', 'dashboard', 'print', 'role'] as const

function templateOf(app: AppDocuments): Template {
  const { key, label, description, icon, color, version } = app.app
  const entities = app.entity.filter((one) => one.kind !== 'child')
  return {
    key,
    label: label ?? key,
    description: description ?? '',
    icon: icon ?? 'layout-grid',
    color: color ?? null,
    version,
    entities: entities.map((one) => ({ label: one.plural ?? one.label ?? one.key, icon: one.icon ?? 'box' })),
    counts: Object.fromEntries(counted.map((kind) => [kind, app[kind].length])),
    records: (app.data ?? []).reduce((sum, one) => sum + one.rows.length, 0),
    picture: pictureOf(app),
  }
}

/** Apps that lie as folders in one folder. They ship with the product, so they are read once. */
export type TemplateFolder = {
  readonly list: () => Promise<readonly Template[]>
  /** Files of one of them. Errors: `APP_UNKNOWN`. */
  readonly files: (key: string) => Promise<ReadonlyMap<string, string>>
}

/** Opens the folder; folders in it that are no apps are passed over. */
export function templateFolder(folder: string): TemplateFolder {
  let known: Promise<ReadonlyMap<string, Shelf>> | undefined
  const shelves = (): Promise<ReadonlyMap<string, Shelf>> => {
    known ??= readShelves(folder).catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
  return {
    list: async () => [...(await shelves()).values()].map((one) => one.template),
    files: async (key) => {
      const found = (await shelves()).get(key)
      if (found === undefined) throw errors.APP_UNKNOWN({ app: key })
      return readAppFolder(found.folder)
    },
  }
}

type Shelf = { readonly template: Template; readonly folder: string }

async function readShelves(folder: string): Promise<ReadonlyMap<string, Shelf>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const found = new Map<string, Shelf>()
  for (const entry of entries.filter((one) => one.isDirectory())) {
    const path = join(folder, entry.name)
    const { documents } = loadApp(await readAppFolder(path))
    if (documents !== undefined)
      found.set(documents.app.key, { template: templateOf(documents), folder: path })
  }
  return found
}
