import type { MortiseError } from '@mortise/errors'
import type { ActionContext, ActionDocument, Effect, ExtensionHead, Model, Settings } from '@mortise/schema'

/** Fields of an entity that an action writes. */
export type ActionWrite = {
  readonly entity: string
  readonly fields: readonly string[]
  /** The only thing it does to records; absent where it may do either. */
  readonly op?: 'create' | 'update' | 'delete'
}

/** What a rule or a flow node can do. `run` is pure: it returns effects and does nothing itself. */
export type ActionType = ExtensionHead & {
  /** Phases of a rule it may stand in; flows count as `afterSave`. */
  readonly phases: readonly ('beforeSave' | 'afterSave' | 'async')[]
  /** Systems outside, one of which it needs: without a connector to any of them it is not offered and is not known. */
  readonly connectors?: readonly string[]
  /** What it says leaves the house: it is given of the record only what whoever acts may read. */
  readonly outward?: true
  /** Keys of the flows it starts, for the loop proof. */
  readonly starts?: (settings: Settings) => readonly string[]
  /** Actions it runs in turn, and on records of which entity: what they write and start counts as its own. */
  readonly inner?: (settings: Settings) => {
    readonly entity: string
    readonly actions: readonly ActionDocument[]
  }
  readonly run: (settings: Settings, ctx: ActionContext) => readonly Effect[]
  /**
   * What is wrong with its settings that no shape tells, with the place in them. `entity` is that of the record it runs on,
   * `document` finds what they name.
   */
  readonly check?: (
    settings: Settings,
    given: { readonly entity: string; readonly document: Model['document'] },
  ) => readonly { readonly path: string; readonly error: MortiseError }[]
  /**
   * Fields it writes, by entity, for the loop proof; `*` where it can't be known. `op` says that it only makes or only
   * changes records. `document` finds the documents its settings name.
   */
  readonly writes?: (
    settings: Settings,
    entity: string,
    document?: ActionContext['document'],
  ) => readonly ActionWrite[]
}

/** Makes an action; the helper only infers. */
export function defineAction(action: ActionType): ActionType {
  return Object.freeze(action)
}
