import type { RecordValues } from '@mortise/schema'
import { randomId } from '@mortise/ui'
import { useEffect, useMemo, useRef } from 'react'
import type { FormStore } from '../form/form-store.ts'
import type { LabelStore } from '../workspace/labels.ts'
import { deviceStore } from './device-store.ts'
import { type DraftPlace, type LocalDraft, lockOf } from './local-drafts.ts'
import { holdName } from './locks.ts'
import { typedUnder } from './by-ids.ts'
import { namesIn } from './names.ts'
import { titleIn } from './title-in.ts'

/** Keeping what is typed. */
export type DraftKeeping = {
  /**
   * Forgets the draft, once what was typed is saved or given up; nothing is kept any more. Wait for it before the page is
   * left, for not more than a moment.
   */
  readonly forget: () => Promise<void>
  /** These values are on the server: the device need not keep them too, until something else is typed. */
  readonly elsewhere: (values: RecordValues) => void
  /** Keeps on, after a save that was refused. */
  readonly goOn: () => void
}

/** Pause after a change, and at most between two writings while somebody types on; in milliseconds. */
const [pause, longest] = [120, 800]

type Given = {
  readonly place: DraftPlace
  readonly schemaVersion: number
  readonly recordVersion: number | null
  /** The names that links show. */
  readonly labels: LabelStore
}

/**
 * Keeps what is typed into a form on this device, a moment after each change and when the page goes away, so that a
 * crash loses nothing. A form that is as it was opened keeps nothing.
 */
export function useDraftKeeping(store: FormStore, given: Given): DraftKeeping {
  const now = useRef(given)
  now.current = given
  // One draft for one visit to the form, whatever is opened in it anew.
  const slot = useRef<Slot>({ id: '', kept: false })
  const keeper = useMemo(() => {
    slot.current.id ||= randomId()
    return keeperOf(store, slot.current, () => now.current)
  }, [store])
  useEffect(() => {
    const release = holdName(lockOf(keeper.id))
    const unsubscribe = store.subscribe(keeper.changed)
    // Something typed before was taken up again.
    if (store.dirty || slot.current.kept) void keeper.write()
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') void keeper.write()
    }
    document.addEventListener('visibilitychange', hidden)
    addEventListener('pagehide', keeper.write)
    return () => {
      unsubscribe()
      document.removeEventListener('visibilitychange', hidden)
      removeEventListener('pagehide', keeper.write)
      keeper.stop()
      release()
    }
  }, [store, keeper])
  return keeper
}

type Slot = { id: string; kept: boolean }

function keeperOf(
  store: FormStore,
  slot: Slot,
  given: () => Given,
): DraftKeeping & {
  readonly id: string
  readonly changed: () => void
  readonly write: () => Promise<void>
  readonly stop: () => void
} {
  const { id } = slot
  let timer: ReturnType<typeof setTimeout> | undefined
  let firstAt = 0
  let ended = false
  let keptElsewhere: string | undefined
  let row = store.state.row
  let { fields, tables } = store.state
  const write = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    if (ended) return
    const values = store.changed()
    const text = JSON.stringify(values)
    if (text === '{}' || text === keptElsewhere) {
      if (slot.kept) await deviceStore.remove('drafts', id).catch(() => undefined)
      slot.kept = false
      return
    }
    const { place, schemaVersion, recordVersion, labels } = given()
    const names = namesIn(store.program, values, labels)
    const savedAt = new Date().toISOString()
    const under = typedUnder(store.program, schemaVersion, values)
    const title = titleIn(store)
    const typed = { values, names, under, title }
    const draft: LocalDraft = { id, ...place, savedAt, schemaVersion, recordVersion, ...typed }
    slot.kept = true
    // A device without room goes on without drafts; the form itself is not touched by that.
    await deviceStore.put('drafts', draft).catch(() => undefined)
    if (ended) await deviceStore.remove('drafts', id).catch(() => undefined)
  }
  return {
    id,
    write,
    changed: () => {
      const { state } = store
      if (state.row === row && state.fields === fields && state.tables === tables) return
      ;({ row, fields, tables } = state)
      const at = performance.now()
      if (timer === undefined) firstAt = at
      if (timer !== undefined && at - firstAt > longest) return
      clearTimeout(timer)
      timer = setTimeout(() => void write(), pause)
    },
    forget: async () => {
      ended = true
      clearTimeout(timer)
      const gone = deviceStore.remove('drafts', id).catch(() => undefined)
      await Promise.race([gone, new Promise((later) => setTimeout(later, 500))])
    },
    elsewhere: (values) => {
      keptElsewhere = JSON.stringify(values)
      void write()
    },
    goOn: () => {
      ended = false
      void write()
    },
    stop: () => {
      if (timer !== undefined) void write()
    },
  }
}
