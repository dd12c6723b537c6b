import { isApiError, type WireRecord } from '@mortise/client'
import type { ErrorDetail } from '@mortise/errors'
import { sentValues, validateForm } from '@mortise/forms'
import type { EntityModel, RecordValues } from '@mortise/schema'
import { randomId, useConfirm, useLocale, useT, useToast } from '@mortise/ui'
import { say } from '@mortise/errors'
import { useRef, useState } from 'react'
import { typedUnder } from '../offline/by-ids.ts'
import { FileLost } from '../offline/kept-files.ts'
import { messages as offlineMessages } from '../offline/messages.ts'
import { namesIn } from '../offline/names.ts'
import { useOutbox } from '../offline/outbox-context.tsx'
import { useWorkspace } from '../workspace/metadata.tsx'
import { useRefresh } from '../workspace/queries.ts'
import type { Conflict } from './conflict-dialog.tsx'
import { formKey } from './form-key.ts'
import type { FormStore } from './form-store.ts'
import { mergeRecords } from './merge-records.ts'
import { messages } from './messages.ts'
import type { Problems } from './use-problems.ts'

/** What saving a form is about. */
export type SavingInput = {
  readonly entity: EntityModel
  readonly record: WireRecord | undefined
  readonly store: FormStore
  readonly problems: Problems
  readonly onSaved: (record: WireRecord) => void
  /** The record waits on this device until the server can be reached. */
  readonly onQueued: () => void
  /** The server says that there is one like it. */
  readonly onDuplicate: () => void
}

/** Saving a form. */
export type Saving = {
  /** Gives whether the form is done with. */
  readonly save: (values?: RecordValues, version?: number) => Promise<boolean>
  readonly busy: boolean
  readonly conflict: Conflict | undefined
  readonly settle: () => void
}

const both = (message: string): ErrorDetail['message'] => ({ zh: message, en: message })

/** Checks and saves what stands in a form; what comes in between is shown, a new record without a network waits. */
export function useSaving(input: SavingInput): Saving {
  const { entity, record, store, problems, onSaved, onQueued, onDuplicate } = input
  const { client, labels, model } = useWorkspace()
  const t = useT(messages)
  const tell = useT(offlineMessages)
  const locale = useLocale()
  const toast = useToast()
  const confirm = useConfirm()
  const refresh = useRefresh()
  const outbox = useOutbox()
  const [busy, setBusy] = useState(false)
  const [conflict, setConflict] = useState<Conflict>()
  // One key per opened form: a second click, or a retry after a lost answer, can't make a second record.
  const key = useRef(randomId())

  const queue = async (values: RecordValues, tried: string): Promise<boolean> => {
    const name = String(values[entity.document.title] ?? '') || tell('untitled')
    if (outbox === undefined) return false
    await outbox.add({
      id: key.current,
      entity: entity.key,
      form: formKey(model, store.program),
      values,
      typed: store.changed(),
      names: namesIn(store.program, store.changed(), labels),
      under: typedUnder(store.program, model.version, { ...values, ...store.changed() }),
      title: name,
      savedAt: new Date().toISOString(),
      triedAt: tried,
    })
    toast({ text: tell('queued', { name }) })
    onQueued()
    return true
  }
  const refused = async (error: unknown, mine: RecordValues): Promise<void> => {
    if (isApiError(error) && error.code === 'RECORD_CONFLICT' && record !== undefined) {
      const latest = await client.records.get(entity.key, record.id)
      labels.add(latest.refs)
      const tables = new Set([...store.program.tables.keys()].filter((table) => table !== ''))
      const merged = mergeRecords({ base: record, mine, theirs: latest.data, tables })
      if (merged.clashes.length > 0) return setConflict({ merged, theirs: latest.data })
      // Nothing clashes: both changes stand, and nobody need be asked.
      await save(merged.values, latest.data.version)
      return undefined
    }
    // Somebody may have been quicker since the form asked: its hint leads to what they saved.
    if (isApiError(error) && error.code === 'RECORD_DUPLICATE') onDuplicate()
    // The way back in is shown over the page; the form waits as it is.
    if (isApiError(error) && error.status === 401) return undefined
    const message = error instanceof Error ? error.message : String(error)
    const details = isApiError(error) ? error.details : []
    problems.show(
      details.length === 0
        ? [{ path: '', code: 'REFUSED', message: both(message) }]
        : details.map((detail) => ({ path: detail.path, code: detail.code, message: both(detail.message) })),
      true,
    )
  }
  const lost = (): boolean => {
    problems.show([{ path: '', code: 'FILE_LOST', message: both(tell('fileLost')) }], true)
    return false
  }
  const mayGo = async (): Promise<boolean> => {
    const verdict = validateForm(store.program, store.state)
    problems.show(verdict.errors)
    if (verdict.errors.length > 0) return false
    if (verdict.warnings.length === 0) return true
    const words = verdict.warnings.map(({ message }) => say(message, locale))
    return confirm({
      title: t('warnings'),
      body: words.join(locale === 'zh' ? '；' : '; '),
      action: t('saveAnyway'),
    })
  }
  const save: Saving['save'] = async (given, version) => {
    if (given === undefined && !(await mayGo())) return false
    const values = given ?? sentValues(store.program, store.state)
    const form = formKey(model, store.program)
    const tried = new Date().toISOString()
    setBusy(true)
    try {
      const whole = outbox === undefined ? values : await outbox.files.settle(values)
      const answer =
        record === undefined
          ? await client.records.create(entity.key, whole, { key: key.current, form })
          : await client.records.update(entity.key, record.id, {
              values: whole,
              version: version ?? record.version,
              form,
            })
      labels.add(answer.refs)
      setConflict(undefined)
      const name = String(answer.data[entity.document.title] ?? '')
      toast({
        text: record === undefined ? t('made', { name }) : t(version === undefined ? 'saved' : 'savedMerged'),
        tone: 'success',
      })
      onSaved(answer.data)
      void refresh(entity.key)
      return true
    } catch (error) {
      if (error instanceof FileLost) return lost()
      const unreached = record === undefined && isApiError(error) && error.code === 'OFFLINE'
      if (unreached && (await queue(values, tried).catch(() => false))) return true
      await refused(error, values)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { save, busy, conflict, settle: () => setConflict(undefined) }
}
