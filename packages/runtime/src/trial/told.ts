import type { Localized } from '@mortise/errors'
import type { Json } from '@mortise/expressions'

/** Something that would have happened, had it not been a trial. Ids of people and keys of documents, no names. */
export type Told =
  | {
      readonly type: 'record'
      readonly op: 'create' | 'update' | 'delete' | 'restore' | 'purge'
      readonly entity: string
      readonly id: string
      readonly title: string
      /** The flow or rule that did it; null for a person. */
      readonly via: string | null
      /** What whoever tries it may see of the change. */
      readonly values: readonly { readonly field: string; readonly before: Json; readonly after: Json }[]
    }
  | { readonly type: 'notice'; readonly people: readonly string[]; readonly title: string }
  | {
      readonly type: 'call'
      readonly connector: string
      readonly action: string
      /** Whom it would have gone to, and what it would have said, as far as that can be told in a line. */
      readonly to: readonly string[]
      readonly text: string
    }
  | { readonly type: 'document'; readonly template: string }
  | { readonly type: 'flow'; readonly flow: string }
  | { readonly type: 'failed'; readonly job: string; readonly message: Localized }
