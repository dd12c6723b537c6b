import type { Actor } from '@mortise/store'

/** Parts of what somebody holds, each of which may go to somebody else. */
export const holdingParts = ['tasks', 'records', 'fields', 'documents', 'agents', 'organization'] as const

export type HoldingPart = (typeof holdingParts)[number]

/** A person as documents may name them. */
export type Named = { readonly id: string; readonly key: string | null }

/** What is asked: who leaves, who takes over (part by part; null: it stays), and a word for the trail. */
export type HandOverAsk = {
  readonly from: string
  readonly to: { readonly [K in HoldingPart]: string | null }
  /** Of the person fields only these (`deal.keeper`); all where none are said. */
  readonly fields?: readonly string[]
  readonly commandId: string
  readonly comment?: string
}

/** What one part of a hand-over needs. */
export type Giving = { readonly actor: Actor; readonly from: string; readonly to: string }
