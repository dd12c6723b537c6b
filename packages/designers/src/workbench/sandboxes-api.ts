import type { Client } from '@mortise/client'
import type { MergeChoices, MergePlan } from './apps-api.ts'

/** A copy of the workspace in which things are tried. */
export type Sandbox = {
  readonly key: string
  readonly name: string
  readonly records: number
  /** What would have gone outside, newest first. */
  readonly captured: readonly {
    readonly id: string
    readonly connector: string
    readonly action: string
    readonly at: string
    /** Names of people; addresses and numbers of others. */
    readonly to: readonly string[]
    readonly title: string | null
    readonly text: string | null
    /** Without what lets somebody in there. */
    readonly address: string | null
  }[]
  /** How many files of each app differ from what was copied. */
  readonly apps: readonly { readonly key: string; readonly changed: number }[]
}

/** The routes about copies of the workspace. */
export type SandboxesApi = {
  readonly sandboxes: () => Promise<readonly Sandbox[]>
  readonly makeSandbox: (name: string) => Promise<{ readonly key: string }>
  readonly removeSandbox: (key: string) => Promise<void>
  /** From then on this browser is in it. */
  readonly enterSandbox: (key: string) => Promise<void>
  readonly planPromotion: (key: string, app: string, choices: MergeChoices) => Promise<MergePlan>
  /** Drafts what was changed in it. */
  readonly draftPromotion: (key: string, app: string, choices: MergeChoices) => Promise<MergePlan>
}

type Send = Client['send']

/** The part of the design routes that is about copies. `ask` gives the data of an answer, `send` all of it. */
export function sandboxesApi(ask: Send, send: Send): SandboxesApi {
  const at = (key: string, what = ''): string => `/sandboxes/${encodeURIComponent(key)}${what}`
  return {
    sandboxes: () => ask('GET', '/sandboxes'),
    makeSandbox: (name) => ask('POST', '/sandboxes', { body: { name } }),
    removeSandbox: (key) => send('DELETE', at(key)),
    enterSandbox: (key) => send('POST', at(key, '/enter'), { body: {} }),
    planPromotion: (key, app, choices) =>
      ask('POST', at(key, '/promotion'), { body: { app, choices, plan: true } }),
    draftPromotion: (key, app, choices) => ask('POST', at(key, '/promotion'), { body: { app, choices } }),
  }
}
