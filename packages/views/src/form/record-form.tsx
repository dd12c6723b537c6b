import { isApiError, type WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import { changedValues, showErrors, validateForm, writtenValues } from '@mortise/forms'
import type { EntityModel, RecordValues } from '@mortise/schema'
import { Skeleton, useConfirm, useT, useToast } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import { useFaceContext, useWorkspace } from '../workspace/metadata.tsx'
import { useRefresh } from '../workspace/queries.ts'
import { type Conflict, ConflictDialog } from './conflict-dialog.tsx'
import { ErrorSummary, type FormProblem } from './error-summary.tsx'
import { focusField } from './focus-field.ts'
import type { FormStore } from './form-store.ts'
import { FormView } from './form-view.tsx'
import { messages } from './messages.ts'
import { DuplicatesProvider, useDuplicates } from './use-duplicates.ts'
import { useOpenForm } from './use-open-form.ts'
import { useUnsavedGuard } from './use-unsaved-guard.ts'

export type RecordFormProps = {
  readonly entity: EntityModel
  /** Absent for a new record. */
  readonly record?: WireRecord
  readonly preset?: RecordValues
  readonly onSaved: (record: WireRecord) => void
  readonly onCancel: () => void
}

/** Makes or edits one record: the form with its checks, saving, and the way out of conflicts. */
export function RecordForm(props: RecordFormProps): ReactNode {
  const { entity, record, preset } = props
  const store = useOpenForm({ entity, record, preset, purpose: record === undefined ? 'create' : 'edit' })
  if (store === undefined) return <Skeleton shape="record" count={6} />
  return <OpenForm {...props} store={store} />
}

const both = (message: string): FormProblem['message'] => ({ zh: message, en: message })

type Saving = {
  readonly save: (values?: RecordValues, version?: number) => Promise<void>
  readonly busy: boolean
  readonly problems: readonly FormProblem[]
  readonly conflict: Conflict | undefined
  readonly settle: () => void
}

function useSaving({
  entity,
  record,
  onSaved,
  store,
  onDuplicate,
}: RecordFormProps & { readonly store: FormStore; readonly onDuplicate: () => void }): Saving {
  const { client, labels } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const refresh = useRefresh()
  const [busy, setBusy] = useState(false)
  const [problems, setProblems] = useState<readonly FormProblem[]>([])
  const [conflict, setConflict] = useState<Conflict>()
  // One key per opened form: a second click, or a retry after a lost answer, can't make a second record.
  const key = useRef(crypto.randomUUID())

  const place = (found: readonly (FormProblem & { readonly code: string })[]): void => {
    store.set((state) => showErrors(state, found).state)
    setProblems(found)
    const [first] = found
    if (first !== undefined) focusField(store, first.path)
  }
  const refused = async (error: unknown, mine: RecordValues): Promise<void> => {
    if (isApiError(error) && error.code === 'RECORD_CONFLICT' && record !== undefined) {
      const latest = await client.records.get(entity.key, record.id)
      labels.add(latest.refs)
      return setConflict({ mine, theirs: latest.data })
    }
    // Somebody may have been quicker since the form asked: its hint leads to what they saved.
    if (isApiError(error) && error.code === 'RECORD_DUPLICATE') onDuplicate()
    // The way back in is shown over the page; the form waits as it is.
    if (isApiError(error) && error.status === 401) return undefined
    const message = error instanceof Error ? error.message : String(error)
    const details = isApiError(error) ? error.details : []
    place(
      details.length === 0
        ? [{ path: '', code: 'REFUSED', message: both(message) }]
        : details.map((detail) => ({ path: detail.path, code: detail.code, message: both(detail.message) })),
    )
  }
  const save: Saving['save'] = async (given, version) => {
    const verdict = validateForm(store.program, store.state)
    if (given === undefined && verdict.errors.length > 0) return place(verdict.errors)
    const values =
      given ?? (record === undefined ? newValues(store) : changedValues(store.program, store.state))
    setBusy(true)
    try {
      const answer =
        record === undefined
          ? await client.records.create(entity.key, values, key.current)
          : await client.records.update(entity.key, record.id, { values, version: version ?? record.version })
      labels.add(answer.refs)
      setConflict(undefined)
      const name = String(answer.data[entity.document.title] ?? '')
      toast({ text: record === undefined ? t('made', { name }) : t('saved'), tone: 'success' })
      onSaved(answer.data)
      void refresh(entity.key)
    } catch (error) {
      await refused(error, values)
    }
    setBusy(false)
  }
  return { save, busy, problems, conflict, settle: () => setConflict(undefined) }
}

/** The values of a new record, without what is empty. */
function newValues(store: FormStore): RecordValues {
  const values = writtenValues(store.program, store.state)
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}

function OpenForm(props: RecordFormProps & { readonly store: FormStore }): ReactNode {
  const { entity, record, store, onCancel } = props
  const ctx = useFaceContext(entity.key, record?.id)
  const t = useT(messages)
  const confirm = useConfirm()
  const duplicates = useDuplicates(entity, record, store)
  const saving = useSaving({ ...props, onDuplicate: () => duplicates.ask(true) })
  const done = useRef(false)
  useUnsavedGuard(useCallback(() => store.dirty && !done.current, [store]))
  const cancel = async (): Promise<void> => {
    const ask = { title: t('leave'), body: t('leaveBody'), action: t('leaveAction'), danger: true }
    if (store.dirty && !(await confirm(ask))) return
    done.current = true
    onCancel()
  }
  return (
    <form
      noValidate
      className="m-record-form"
      aria-label={t(record === undefined ? 'create' : 'edit', {
        name: say(entity.document.label, ctx.locale),
      })}
      onBlur={() => duplicates.ask()}
      onSubmit={(event) => {
        event.preventDefault()
        done.current = true
        void saving.save().finally(() => {
          done.current = false
        })
      }}
    >
      <ErrorSummary store={store} problems={saving.problems} locale={ctx.locale} />
      <DuplicatesProvider value={duplicates}>
        <FormView store={store} ctx={ctx} />
      </DuplicatesProvider>
      <footer className="m-form-foot">
        <Button onClick={() => void cancel()}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={saving.busy}>
          {t('save')}
        </Button>
      </footer>
      {saving.conflict === undefined ? null : (
        <ConflictDialog
          entity={entity}
          conflict={saving.conflict}
          onCancel={saving.settle}
          onKeep={(values, version) => void saving.save(values, version)}
        />
      )}
    </form>
  )
}
