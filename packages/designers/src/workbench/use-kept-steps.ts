import type { Client } from '@mortise/client'
import { sameJson } from '@mortise/schema'
import { deviceStore } from '@mortise/views'
import { useEffect, useRef, useState } from 'react'
import type { History } from '../kit/history.ts'
import { type KeptSteps, keptSteps, resumeSteps } from '../kit/kept-steps.ts'
import { useWorkbench } from './context.tsx'
import { documentId } from './documents.ts'
import type { DraftShape, Held } from './use-draft.ts'

/** Steps that are kept over a reload. */
const most = 200
/** Milliseconds without an edit before they are written down. */
const rest = 700

type Row<Value> = KeptSteps<Value> & { readonly id: string }

/** Steps of a person in a workspace: others at this browser have their own. */
async function rowName(client: Client, name: string): Promise<string> {
  const { user, workspace } = await client.session.me()
  return `${workspace.key} ${user.id} ${name}`
}

const heldBy = (all: readonly Held[]): ReadonlyMap<string, Held> =>
  new Map(all.map((held) => [documentId(held[0], held[1]), held]))

/** Whether two states hold documents that say the same. */
function alike(a: readonly Held[], b: readonly Held[]): boolean {
  const others = heldBy(b)
  return (
    a.length === b.length &&
    a.every(([kind, key, json]) => sameJson(json, others.get(documentId(kind, key))?.[2]))
  )
}

/**
 * Keeps the steps of a draft on this device, so that they can still be taken back after a reload or a crash. They are
 * taken up again only where the draft is as one of them left it: when somebody else has changed it since, they are gone.
 */
export function useKeptSteps<Value extends object>({
  shape,
  history,
  step,
}: {
  readonly shape: DraftShape<Value>
  readonly history: History<Value> | undefined
  readonly step: (change: (from: History<Value>) => History<Value>) => void
}): void {
  const { client } = useWorkbench()
  const [row, setRow] = useState<string>()
  const latest = useRef(history)
  latest.current = history
  useEffect(() => {
    let current = true
    const resume = async (): Promise<void> => {
      const id = await rowName(client, shape.name)
      const kept = await deviceStore.get<Row<Value>>('steps', id)
      if (!current) return
      if (kept !== undefined) step((from) => resumed(shape, kept, from))
      setRow(id)
    }
    // Without a place to keep them, steps last as long as the page.
    resume().catch(() => undefined)
    return () => {
      current = false
    }
  }, [client, shape, step])
  useEffect(() => {
    if (row === undefined) return undefined
    const write = (): void => {
      const kept = latest.current === undefined ? undefined : keptSteps(latest.current, most)
      const done = kept === undefined ? undefined : deviceStore.put('steps', { id: row, ...kept })
      void done?.catch(() => undefined)
    }
    const timer = setTimeout(write, rest)
    addEventListener('pagehide', write)
    return () => {
      clearTimeout(timer)
      removeEventListener('pagehide', write)
    }
  }, [row, history])
}

function resumed<Value extends object>(
  shape: DraftShape<Value>,
  kept: KeptSteps<Value>,
  from: History<Value>,
): History<Value> {
  // Who has begun to edit meanwhile goes on from there.
  if (from.past.length > 0 || from.future.length > 0) return from
  const now = shape.documents(from.present)
  const mine = heldBy(now)
  // Documents a step left alone are to stay the very ones that are there: they would look edited.
  const onto = (state: Value, found: Value): Value => {
    const before = heldBy(shape.documents(found))
    return shape.documents(state).reduce((value, [kind, key, json]) => {
      const id = documentId(kind, key)
      const own = mine.get(id)
      return own !== undefined && before.get(id)?.[2] === json ? shape.replace(value, own) : value
    }, state)
  }
  const found = resumeSteps(kept, from.present, {
    alike: (state) => alike(shape.documents(state), now),
    onto,
  })
  return found ?? from
}
