import type { Client } from '@mortise/client'
import type { LocalizedText } from '@mortise/errors'
import type { DocumentKind } from '@mortise/schema'
import type { DesignProblem } from './api.ts'

/** An app of the workspace. */
export type AppEntry = {
  readonly key: string
  readonly label: LocalizedText
  readonly version: string
  readonly icon?: string
  readonly color?: string
  readonly hidden?: boolean
  readonly template: { readonly version: string; readonly at: string } | null
}

/** An app that ships with the product; `installed` is the version that is here. */
export type GalleryEntry = {
  readonly key: string
  readonly label: LocalizedText
  readonly description: LocalizedText
  readonly icon: string
  readonly color: string | null
  readonly version: string
  readonly entities: readonly { readonly label: LocalizedText; readonly icon: string }[]
  readonly counts: { readonly [K in DocumentKind]?: number }
  readonly records: number
  readonly picture: {
    readonly entity: LocalizedText
    readonly columns: readonly {
      readonly label: LocalizedText
      readonly color: string | null
      readonly cards: readonly string[]
    }[]
  } | null
  readonly installed: string | null
  /** A newer version of what is here; `drafted` once its changes wait to be published. */
  readonly update: { readonly from: string; readonly to: string; readonly drafted: boolean } | null
}

/** What a person says of an app that is to be made. */
export type NewApp = {
  readonly key: string
  readonly label: string
  readonly icon: string
  readonly color: string
}

/** A place that both sides changed, and differently. */
export type MergeConflict = {
  readonly path: string
  readonly base?: unknown
  readonly ours?: unknown
  readonly theirs?: unknown
}

/** A document that is another afterwards, in words. */
type MergeChange = {
  readonly file: string
  readonly sentence: string
  readonly type: string
  /** Of entities: field by field. */
  readonly steps?: readonly string[]
}

/** What putting an app in would do. */
export type MergePlan = {
  readonly app: string
  readonly from: string | null
  readonly to: string
  readonly installed: boolean
  /** What it brings, and what was changed here since and stays. */
  readonly changes: readonly MergeChange[]
  readonly kept: readonly MergeChange[]
  readonly conflicts: readonly MergeConflict[]
  readonly problems: readonly DesignProblem[]
  readonly drafts: readonly string[]
  readonly version?: number
}

/** Where both sides changed something: whose counts, by the path of the conflict. */
export type MergeChoices = { readonly [path: string]: 'ours' | 'theirs' }

/** A document, as a list of what goes names it. */
type Named = { readonly kind: DocumentKind; readonly key: string; readonly label: LocalizedText }

/** What deleting an app takes away, what it leaves, and what speaks against it. */
export type AppDeletion = {
  readonly app: string
  readonly label: LocalizedText
  readonly entities: readonly (Named & { readonly records: number })[]
  readonly counts: { readonly [K in DocumentKind]?: number }
  /** Approvals under way. */
  readonly runs: number
  /** Public links that are open. */
  readonly links: number
  readonly drafts: number
  readonly roles: readonly (Named & { readonly people: number })[]
  /** Names of people who stay administrators by another role. */
  readonly administrators: readonly string[]
  /** Documents of other apps that lose what only speaks of it. */
  readonly touched: readonly (Named & { readonly app: string; readonly places: number })[]
  readonly problems: readonly DesignProblem[]
}

/** The part of the design routes that is about whole apps. */
export type AppsApi = {
  readonly apps: () => Promise<readonly AppEntry[]>
  readonly gallery: () => Promise<readonly GalleryEntry[]>
  /** Puts an app of the gallery in, with its demo records if wanted. */
  readonly installTemplate: (key: string, demo: boolean) => Promise<{ readonly records: number }>
  readonly planUpdate: (key: string, choices: MergeChoices) => Promise<MergePlan>
  /** Drafts what the newer version of a template brings. */
  readonly draftUpdate: (key: string, choices: MergeChoices) => Promise<MergePlan>
  readonly createApp: (app: NewApp) => Promise<void>
  readonly planApp: (file: Blob, choices: MergeChoices) => Promise<MergePlan>
  readonly applyApp: (file: Blob, choices: MergeChoices) => Promise<MergePlan>
  readonly appDeletion: (app: string) => Promise<AppDeletion>
  /** `name` is the app's name as the person typed it. */
  readonly deleteApp: (app: string, name: string) => Promise<void>
}

/** Asks the server and gives what stands under `data`. */
type Ask = <Data>(...call: Parameters<Client['send']>) => Promise<Data>

function upload(file: Blob): FormData {
  const form = new FormData()
  form.set('file', file)
  return form
}

const asked = (choices: MergeChoices): { readonly choices: string } => ({ choices: JSON.stringify(choices) })

/** Calls about whole apps. */
export function appsApi(ask: Ask): AppsApi {
  return {
    apps: () => ask('GET', '/apps'),
    gallery: () => ask('GET', '/gallery'),
    installTemplate: (key, demo) => ask('POST', `/gallery/${encodeURIComponent(key)}`, { body: { demo } }),
    planUpdate: (key, choices) =>
      ask('POST', `/gallery/${encodeURIComponent(key)}/update`, { body: { plan: true, choices } }),
    draftUpdate: (key, choices) =>
      ask('POST', `/gallery/${encodeURIComponent(key)}/update`, { body: { choices } }),
    createApp: (body) => ask('POST', '/apps/blank', { body }),
    planApp: (file, choices) =>
      ask('POST', '/apps', { query: { plan: true, ...asked(choices) }, form: upload(file) }),
    applyApp: (file, choices) => ask('POST', '/apps', { query: asked(choices), form: upload(file) }),
    appDeletion: (app) => ask('GET', `/apps/${encodeURIComponent(app)}/deletion`),
    deleteApp: (app, name) => ask('DELETE', `/apps/${encodeURIComponent(app)}`, { query: { name } }),
  }
}
