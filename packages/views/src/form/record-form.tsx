import type { WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel, RecordValues } from '@mortise/schema'
import { Skeleton, useConfirm, useT, useToast } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import { carried, type Misfit } from '../offline/by-ids.ts'
import { DraftBanner, type FoundDraft } from '../offline/draft-banner.tsx'
import { messages as offlineMessages } from '../offline/messages.ts'
import { Misfits } from '../offline/misfits.tsx'
import { namesIn } from '../offline/names.ts'
import { useOutbox } from '../offline/outbox-context.tsx'
import { type DraftKeeping, useDraftKeeping } from '../offline/use-draft-keeping.ts'
import { titleIn } from '../offline/title-in.ts'
import { type Drafts, useDrafts } from '../offline/use-drafts.ts'
import '../styles/offline.css'
import { useFaceContext, useWorkspace } from '../workspace/metadata.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { ErrorSummary } from './error-summary.tsx'
import type { FormPurpose } from './form-for.ts'
import type { FormStore } from './form-store.ts'
import { FormView } from './form-view.tsx'
import { messages } from './messages.ts'
import { DuplicatesProvider, useDuplicates } from './use-duplicates.ts'
import { useKeptFiles } from './use-kept-files.ts'
import { useOpenForm } from './use-open-form.ts'
import { useProblems } from './use-problems.ts'
import { useSaveKeys } from './use-save-keys.ts'
import { useSaving } from './use-saving.ts'
import { useUnsavedGuard } from './use-unsaved-guard.ts'

export type RecordFormProps = {
  readonly entity: EntityModel
  /** Absent for a new record. */
  readonly record?: WireRecord
  readonly preset?: RecordValues
  /** What was typed before, to go on with. */
  readonly typed?: RecordValues | undefined
  /** What was typed for fields that are no more: told over the form, for whoever needs it elsewhere. */
  readonly misfits?: readonly Misfit[] | undefined
  /** The draft that `typed` came from. */
  readonly takenUp?: 'device' | 'server' | undefined
  /** Which form is opened; that for making or changing a record where nothing is said. */
  readonly purpose?: FormPurpose
  readonly onSaved: (record: WireRecord) => void
  /** What stands at the foot instead of the way to keep a draft. */
  readonly aside?: ReactNode
  /** A new record waits on this device for the network; absent, the form closes as if it had been left. */
  readonly onQueued?: () => void
  readonly onCancel: () => void
}

/** Makes or edits one record: the form with its checks, drafts, saving, and the way out of conflicts. */
export function RecordForm(props: RecordFormProps): ReactNode {
  const { entity, record, preset, purpose = record === undefined ? 'create' : 'edit' } = props
  const [typed, setTyped] = useState(props.typed)
  const store = useOpenForm({ entity, record, preset, typed, purpose })
  if (store === undefined) return <Skeleton shape="record" count={6} />
  return <WithDrafts {...props} store={store} onTyped={setTyped} />
}

type OpenProps = RecordFormProps & { readonly store: FormStore }

function WithDrafts({
  onTyped,
  ...props
}: OpenProps & { readonly onTyped: (values: RecordValues) => void }): ReactNode {
  const t = useT(offlineMessages)
  const toast = useToast()
  const { labels, model, kit } = useWorkspace()
  const { entity, record, store } = props
  const drafts = useDrafts({ program: store.program, record, takenUp: props.takenUp })
  const { found } = drafts
  const [misfits, setMisfits] = useState(props.misfits ?? [])
  const restore = ({ values, names, under, from }: FoundDraft): void => {
    labels.add(names)
    const now = carried({ model, kit }, { entity: entity.key, values, under, renamed: from === 'server' })
    setMisfits(now.misfits)
    onTyped({ ...now.values, ...store.changed() })
    drafts.settle()
    toast({ text: t('restored'), tone: 'success' })
  }
  return (
    <>
      {found === undefined ? null : <DraftBanner draft={found} onRestore={restore} />}
      <Misfits list={misfits} />
      <OpenForm {...props} drafts={drafts} />
    </>
  )
}

function OpenForm(props: OpenProps & { readonly drafts: Drafts }): ReactNode {
  const { entity, record, store, drafts, onSaved, onCancel, onQueued = onCancel } = props
  const { model, labels } = useWorkspace()
  const ctx = useKeptFiles(useFaceContext(entity.key, record?.id))
  const t = useT(messages)
  const confirm = useConfirm()
  const form = useRef<HTMLFormElement>(null)
  const done = useRef(false)
  const duplicates = useDuplicates(entity, record, store)
  const problems = useProblems(store)
  const keeping = useDraftKeeping(store, {
    place: drafts.place,
    schemaVersion: model.version,
    recordVersion: record?.version ?? null,
    labels,
  })
  const close = async (): Promise<void> => {
    done.current = true
    await keeping.forget()
    drafts.done()
  }
  const saving = useSaving({
    entity,
    record,
    store,
    problems,
    onSaved: (saved) => void close().then(() => onSaved(saved)),
    onQueued: () => void close().then(onQueued),
    onDuplicate: () => duplicates.ask(true),
  })
  useSaveKeys(form)
  useUnsavedGuard(useCallback(() => store.dirty && !done.current, [store]))
  const cancel = async (): Promise<void> => {
    const ask = { title: t('leave'), body: t('leaveBody'), action: t('leaveAction'), danger: true }
    if (store.dirty && !(await confirm(ask))) return
    done.current = true
    await keeping.forget()
    onCancel()
  }
  return (
    <form
      ref={form}
      noValidate
      className="m-record-form"
      aria-label={t(record === undefined ? 'create' : 'edit', {
        name: say(entity.document.label, ctx.locale),
      })}
      onBlur={() => duplicates.ask()}
      onSubmit={(event) => {
        event.preventDefault()
        if (!saving.busy) void saving.save()
      }}
    >
      <ErrorSummary store={store} problems={problems.list} locale={ctx.locale} />
      <DuplicatesProvider value={duplicates}>
        <FormView store={store} ctx={ctx} />
      </DuplicatesProvider>
      <footer className="m-form-foot">
        {props.aside ?? <KeepDraft store={store} drafts={drafts} keeping={keeping} />}
        <span className="m-spring" />
        <Button onClick={() => void cancel()}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={saving.busy} title={t('saveKeys')}>
          {t('save')}
        </Button>
      </footer>
      {saving.conflict === undefined ? null : (
        <ConflictDialog
          entity={entity}
          program={store.program}
          conflict={saving.conflict}
          onCancel={saving.settle}
          onKeep={(values, version) => void saving.save(values, version)}
        />
      )}
    </form>
  )
}

function KeepDraft({
  store,
  drafts,
  keeping,
}: {
  readonly store: FormStore
  readonly drafts: Drafts
  readonly keeping: DraftKeeping
}): ReactNode {
  const { labels } = useWorkspace()
  const files = useOutbox()?.files
  const t = useT(offlineMessages)
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const keep = async (): Promise<void> => {
    setBusy(true)
    try {
      // Another device can't reach what lies on this one.
      const typed = (await files?.settle(store.changed())) ?? store.changed()
      await drafts.keep({
        values: typed,
        names: namesIn(store.program, typed, labels),
        title: titleIn(store),
      })
      keeping.elsewhere(typed)
      toast({ text: t('kept'), tone: 'success' })
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    setBusy(false)
  }
  return (
    <Button type="text" loading={busy} onClick={() => void keep()}>
      {t('keepDraft')}
    </Button>
  )
}
