import type { DuplicateHit, WireRecord } from '@mortise/client'
import { fieldAt, type FormState } from '@mortise/forms'
import { type DuplicateDocument, duplicateName, type EntityModel, type RecordValues } from '@mortise/schema'
import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import type { FormStore } from './form-store.ts'

/** A pause in typing after which it is worth asking, in milliseconds. */
const pause = 400

/** What the open form knows of records like the one it holds. */
export type Duplicates = {
  /** Rules whose answer stands at a field, in the order of the entity. */
  readonly rulesAt: (field: string) => readonly DuplicateDocument[]
  readonly hits: readonly DuplicateHit[]
  /** Says that a rule's warning was read; it stays away until the values of its fields change. */
  readonly goOn: (rules: readonly DuplicateDocument[]) => void
}

const none: Duplicates = { rulesAt: () => [], hits: [], goOn: () => undefined }

const DuplicatesContext = createContext<Duplicates>(none)

/** Gives the fields of a form what is known of duplicates. */
export const DuplicatesProvider: React.Provider<Duplicates> = DuplicatesContext.Provider

/** What is known of duplicates in the form around; nothing where nobody asks. */
export function useDuplicatesAround(): Duplicates {
  return useContext(DuplicatesContext)
}

const valueAt = (state: FormState, key: string): RecordValues[string] => fieldAt(state, key)?.value ?? null
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
const signOf = (rule: DuplicateDocument, state: FormState): string =>
  JSON.stringify([duplicateName(rule), rule.fields.map((key) => valueAt(state, key))])

/** Rules worth asking about: their fields are all filled, and the person gave at least one of them a new value. */
function askable(
  entity: EntityModel,
  state: FormState,
  record: WireRecord | undefined,
): RecordValues | undefined {
  const rules = (entity.document.duplicates ?? []).filter(({ fields }) => {
    const values = fields.map((key) => valueAt(state, key))
    if (values.some((value) => value === null || value === '')) return false
    return record === undefined || fields.some((key, at) => !same(record[key], values[at]))
  })
  if (rules.length === 0) return undefined
  const keys = [...new Set(rules.flatMap(({ fields }) => fields))]
  const values = Object.fromEntries(keys.map((key) => [key, valueAt(state, key)]))
  return record === undefined ? values : { id: record.id, ...values }
}

type Asking = Duplicates & {
  /** Asks at once, as when a field is left; `again` even if nothing changed, as after a refused save. */
  readonly ask: (again?: boolean) => void
}

/**
 * Looks for records like the one in the form as soon as its person pauses: one request for all duplicate rules, an older
 * one is dropped. A failure says nothing; the save asks again.
 */
export function useDuplicates(entity: EntityModel, record: WireRecord | undefined, store: FormStore): Asking {
  const { client, labels } = useWorkspace()
  const [hits, setHits] = useState<readonly DuplicateHit[]>([])
  const [read, setRead] = useState<ReadonlySet<string>>(new Set())
  const work = useRef<{ text: string; timer?: ReturnType<typeof setTimeout>; running?: AbortController }>({
    text: '',
  })
  const rules = entity.document.duplicates ?? []

  const send = useCallback(
    async (values: RecordValues): Promise<void> => {
      const running = new AbortController()
      work.current.running = running
      try {
        const answer = await client.records.duplicates(entity.key, values, { signal: running.signal })
        if (running.signal.aborted) return
        labels.add(answer.refs)
        setHits(answer.data)
      } catch {
        if (!running.signal.aborted) work.current.text = ''
      }
    },
    [client, labels, entity],
  )
  const look = useCallback(
    (how: 'later' | 'now' | 'again') => {
      const { current } = work
      const values = askable(entity, store.state, record)
      const text = values === undefined ? '' : JSON.stringify(values)
      const waiting = current.timer !== undefined
      if (text === current.text && how !== 'again' && !(waiting && how === 'now')) return
      clearTimeout(current.timer)
      delete current.timer
      current.running?.abort()
      // What was found was found for other values.
      if (text !== current.text) setHits([])
      current.text = text
      if (values === undefined) return
      if (how !== 'later') return void send(values)
      current.timer = setTimeout(() => {
        delete current.timer
        void send(values)
      }, pause)
    },
    [entity, record, store, send],
  )
  useEffect(() => {
    const { current } = work
    if (rules.length === 0) return undefined
    look('later')
    const off = store.subscribe(() => look('later'))
    return () => {
      off()
      clearTimeout(current.timer)
      current.running?.abort()
    }
  }, [rules.length, store, look])
  return {
    rulesAt: (field) => rules.filter((rule) => rule.fields[0] === field),
    hits: hits.filter((hit) => {
      const rule = rules.find((one) => duplicateName(one) === hit.key)
      return hit.level === 'block' || rule === undefined || !read.has(signOf(rule, store.state))
    }),
    goOn: (done) => setRead(new Set([...read, ...done.map((rule) => signOf(rule, store.state))])),
    ask: (again = false) => look(again ? 'again' : 'now'),
  }
}
