import { createHash } from 'node:crypto'
import type { RuntimeOptions } from '../types.ts'
import type { StoredDocument } from './assemble.ts'
import type { Proposal } from './proposal.ts'

/** What a proposal is worked out from. */
export type ProposalInput = {
  readonly published: readonly StoredDocument[]
  readonly proposed: readonly StoredDocument[]
  readonly version: number
}

type Kit = RuntimeOptions['kit']

/** Whoever designs asks what is wrong, what changes and what leans on it, and publishes that: all within moments. */
const keptMs = 60_000

let kept: { readonly kit: Kit; readonly mark: string; readonly proposal: Proposal } | undefined
let forgetting: NodeJS.Timeout | undefined

/** Two inputs have one mark only if they say the same: it holds in whatever workspace they come from. */
function markOf({ published, proposed, version }: ProposalInput): string {
  const places = new Map(published.map((row, at) => [row, at]))
  // What is not drafted stands in both: written out once.
  const text = JSON.stringify([version, published, proposed.map((row) => places.get(row) ?? row)])
  return createHash('sha256').update(text).digest('base64')
}

/**
 * The proposal for an input: what was worked out last where it was for the same, so that a designer who looks and then
 * publishes has all documents checked once. It is forgotten after a minute without being asked for.
 */
export function keptProposal(input: ProposalInput, kit: Kit, workOut: () => Proposal): Proposal {
  const mark = markOf(input)
  const known = kept?.kit === kit && kept.mark === mark ? kept.proposal : workOut()
  kept = { kit, mark, proposal: known }
  clearTimeout(forgetting)
  forgetting = setTimeout(() => (kept = undefined), keptMs)
  // A process that has nothing else to do may end.
  forgetting.unref()
  return known.published === input.published ? known : { ...known, published: input.published }
}
