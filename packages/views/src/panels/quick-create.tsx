import { say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import { Icon, Skeleton, useLocale, useNavigator, useT } from '@mortise/ui'
import { Modal } from 'antd'
import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import '../styles/panels.css'
import { useMyDrafts } from '../offline/use-my-drafts.ts'
import { useRights, useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { kindsAsLedTo } from './home-plan.ts'
import { messages } from './messages.ts'

const RecordForm = lazy(async () => ({ default: (await import('../form/record-form.tsx')).RecordForm }))

/** Makes a record without leaving the page: on the short form of its kind where there is one. */
export function QuickCreate({
  entity: given,
  onClose,
}: {
  /** Absent: the person chooses first. */
  readonly entity: string | undefined
  readonly onClose: () => void
}): ReactNode {
  const { model, me } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const [key, setKey] = useState(given)
  const entity = key === undefined ? undefined : model.entity(key)
  const mayMake = entity !== undefined && me.entities[entity.key]?.create === true
  return (
    <Modal
      open
      width={mayMake ? 640 : 520}
      footer={null}
      title={mayMake ? t('create', { name: say(entity.document.label, locale) }) : t('createWhat')}
      onCancel={onClose}
      destroyOnHidden
      style={{ top: 56 }}
      styles={{ body: { maxHeight: 'calc(100dvh - 168px)', overflow: 'auto' } }}
    >
      {mayMake ? <Form entity={entity} onClose={onClose} /> : <Kinds onChoose={setKey} onClose={onClose} />}
    </Modal>
  )
}

function Kinds({
  onChoose,
  onClose,
}: {
  readonly onChoose: (entity: string) => void
  readonly onClose: () => void
}): ReactNode {
  const { model, me } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const kinds = kindsAsLedTo(
    model,
    model.entities.filter((one) => one.document.kind !== 'child' && me.entities[one.key]?.create === true),
  )
  if (kinds.length === 0) return <p className="m-faint">{t('createNothing')}</p>
  return (
    <>
      <div className="m-kinds">
        {kinds.map((one, index) => (
          <button key={one.key} type="button" autoFocus={index === 0} onClick={() => onChoose(one.key)}>
            <Icon name={one.document.icon} size={20} />
            <span className="m-two-lines">{say(one.document.label, locale)}</span>
          </button>
        ))}
      </div>
      <Begun onClose={onClose} />
    </>
  )
}

/** The way to what one began and did not save, where there is any. */
function Begun({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useT(messages)
  const { go } = useNavigator()
  const { data = [] } = useMyDrafts()
  if (data.length === 0) return null
  return (
    <button
      type="button"
      className="m-plain-link m-begun"
      onClick={() => {
        onClose()
        go(paths.drafts())
      }}
    >
      <Icon name="history" size={14} /> {t('drafts')} ({data.length})
    </button>
  )
}

/** The form is on its way when the dialog opens: as soon as its first field is there, that is where one writes. */
function useFirstField(box: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const { current } = box
    if (current === null) return undefined
    const look = (): void => {
      const field = current.querySelector<HTMLElement>('form input, form textarea')
      if (field === null) return
      watch.disconnect()
      field.focus()
    }
    const watch = new MutationObserver(look)
    watch.observe(current, { childList: true, subtree: true })
    look()
    return () => watch.disconnect()
  }, [box])
}

function Form({
  entity,
  onClose,
}: {
  readonly entity: EntityModel
  readonly onClose: () => void
}): ReactNode {
  const { me } = useWorkspace()
  const t = useT(messages)
  const { go } = useNavigator()
  const mayOwn = useRights(entity.key).fields['owner'] === 'write'
  const box = useRef<HTMLDivElement | null>(null)
  useFirstField(box)
  const preset = useMemo(() => (mayOwn ? { owner: me.user.id } : {}), [mayOwn, me.user.id])
  return (
    <div className="m-quick" ref={box}>
      <Suspense fallback={<Skeleton shape="lines" count={5} />}>
        <RecordForm
          entity={entity}
          purpose="quick"
          preset={preset}
          aside={
            <button
              type="button"
              className="m-plain-link"
              onClick={() => {
                onClose()
                go(paths.create(entity.key))
              }}
            >
              {t('fullForm')}
            </button>
          }
          onCancel={onClose}
          onSaved={(record) => {
            onClose()
            go(paths.record(entity.key, record.id))
          }}
        />
      </Suspense>
    </div>
  )
}
