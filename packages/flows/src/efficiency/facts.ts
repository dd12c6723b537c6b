import type { FlowEventRow, FlowInstance, ItemState, Token, WorkItem } from '../types.ts'

/**
 * How a stay at a node ended: `passed` it did its work; `rejected` or `returned` from there; `skipped` nothing was to
 * be done; `failed` it broke off; `canceled` something else ended it.
 */
export type VisitEnd = 'passed' | 'rejected' | 'returned' | 'skipped' | 'failed' | 'canceled'

/** What became of one stay of a run at a node; what is null has not changed. A token stays at one node all its life. */
export type VisitChange = {
  readonly tokenId: string
  readonly nodeId: string
  readonly round: number
  readonly enteredAt: string | null
  readonly leftAt: string | null
  readonly how: VisitEnd | null
}

type Said = { outcome?: string; skipped?: boolean; failed?: boolean }
type Change = { -readonly [K in keyof VisitChange]: VisitChange[K] }

/** Reasons for which a token is taken away from outside; any other means that its node is done. */
const fromOutside: ReadonlySet<string> = new Set([
  'late',
  'canceledRegion',
  'boundary',
  'jumped',
  'takenBack',
  'completedNow',
  'rejected',
  'approved',
  'recalled',
  'terminated',
])

function endOf(reason: string, said: Said, returned: boolean): VisitEnd {
  if (reason === 'returned')
    return returned ? 'returned' : said.outcome === 'rejected' ? 'rejected' : 'canceled'
  if (fromOutside.has(reason)) return 'canceled'
  if (reason === 'error' || reason === 'failed' || said.failed === true) return 'failed'
  if (said.skipped === true) return 'skipped'
  return said.outcome === 'rejected' ? 'rejected' : 'passed'
}

/** Stays that began, ended or moved with these events of one run, in the order of their beginning. */
export function visitChanges(events: readonly FlowEventRow[]): readonly VisitChange[] {
  const changes = new Map<string, Change>()
  const said = new Map<string, Said>()
  const returning = new Set<string>()
  let reopens = false
  const at = (tokenId: string, nodeId: string, round = 1): Change => {
    const known = changes.get(tokenId)
    if (known !== undefined) return known
    const made: Change = { tokenId, nodeId, round, enteredAt: null, leftAt: null, how: null }
    changes.set(tokenId, made)
    return made
  }
  const note = (nodeId: string | null, more: Said): void => {
    if (nodeId !== null) said.set(nodeId, { ...said.get(nodeId), ...more })
  }
  for (const { type, nodeId, data, at: when } of events) {
    if (type === 'node_entered' && typeof data['tokenId'] === 'string') {
      const round = typeof data['round'] === 'number' ? data['round'] : 1
      at(data['tokenId'], nodeId ?? '', round).enteredAt ??= when
      said.delete(nodeId ?? '')
    } else if (type === 'decision_taken_back') reopens = true
    else if (type === 'token_created' && reopens) {
      // A decision that is taken back brings the run to its step again without entering it.
      const token = data['token'] as Token
      at(token.id, token.nodeId, token.round).enteredAt = when
      reopens = false
    } else if (type === 'variables_set' || type === 'scope_variables_set') {
      const outcome = (data['values'] as { readonly outcome?: unknown } | undefined)?.outcome
      if (typeof outcome === 'string') note(nodeId, { outcome })
    } else if (type === 'node_skipped') note(nodeId, { skipped: true })
    else if (type === 'error_caught' || type === 'error_uncaught') note(nodeId, { failed: true })
    else if (type === 'item_returned') returning.add((data['item'] as WorkItem).tokenId)
    else if (type === 'migrated') {
      for (const token of (data['state'] as FlowInstance).tokens)
        at(token.id, token.nodeId).nodeId = token.nodeId
    } else if (type === 'token_consumed' && typeof data['tokenId'] === 'string') {
      const { tokenId } = data
      const one = at(tokenId, nodeId ?? '')
      one.leftAt = when
      one.how = endOf(String(data['reason']), said.get(nodeId ?? '') ?? {}, returning.has(tokenId))
    }
  }
  return [...changes.values()]
}

/**
 * Moments at which tasks came onto somebody's desk and left it again, in turn, as these events tell; `before` is the run
 * before them. A task is on the desk while it is active: one that waits for signers or for its turn is not.
 */
export function deskMoments(
  before: Pick<FlowInstance, 'items'>,
  events: readonly FlowEventRow[],
): ReadonlyMap<string, readonly string[]> {
  const states = new Map<string, ItemState>(before.items.map(({ id, state }) => [id, state]))
  const moments = new Map<string, readonly string[]>()
  for (const { data, at } of events) {
    const item = data['item'] as WorkItem | undefined
    if (item === undefined) continue
    const turned = (states.get(item.id) === 'active') !== (item.state === 'active')
    states.set(item.id, item.state)
    moments.set(item.id, [...(moments.get(item.id) ?? []), ...(turned ? [at] : [])])
  }
  return moments
}
