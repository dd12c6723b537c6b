import { say } from '@mortise/errors'
import { Icon, Link, RelativeTime, useConfirm, useLocale, useNavigator, useT, useToast } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import '../styles/offline.css'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'
import { type MyDraft, useDraftsChanged } from './use-my-drafts.ts'

/** What a draft is: its title, or that it has none yet. */
export function useDraftWords(): (draft: MyDraft) => { readonly title: string; readonly what: string } {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkspace()
  return (draft) => {
    const name = say(model.entity(draft.entity)?.document.label, locale) || draft.entity
    return {
      title: draft.title ?? t('untitled'),
      what: t(draft.record === null ? 'newOf' : 'changesOf', { name }),
    }
  }
}

/** Own drafts, each to go on with or to delete. */
export function DraftList({ drafts }: { readonly drafts: readonly MyDraft[] }): ReactNode {
  return (
    <ul className="m-drafts">
      {drafts.map((draft) => (
        <Line key={draft.key} draft={draft} />
      ))}
    </ul>
  )
}

function Line({ draft }: { readonly draft: MyDraft }): ReactNode {
  const t = useT(messages)
  const { model } = useWorkspace()
  const { go } = useNavigator()
  const confirm = useConfirm()
  const toast = useToast()
  const changed = useDraftsChanged()
  const { title, what } = useDraftWords()(draft)
  const known = model.entity(draft.entity) !== undefined
  const remove = async (): Promise<void> => {
    const ask = {
      title: t('removeTitle', { name: title }),
      body: t('removeDraft'),
      action: t('remove'),
      danger: true,
    }
    if (!(await confirm(ask))) return
    try {
      await draft.remove()
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    await changed()
  }
  const where =
    draft.from === 'device'
      ? t('onThisDevice')
      : draft.device === undefined
        ? t('onServer')
        : t('onServerFrom', { device: draft.device })
  return (
    <li>
      <span className="m-drafts-icon">
        <Icon name={model.entity(draft.entity)?.document.icon} />
      </span>
      <div>
        {known ? <Link href={draft.href}>{title}</Link> : <b>{title}</b>}
        <small className="m-faint">
          {what} · <RelativeTime value={draft.at} /> ·{' '}
          <Icon name={draft.from === 'device' ? 'monitor' : 'upload'} size={12} /> {where}
        </small>
      </div>
      <div className="m-row">
        {known ? (
          <Button
            size="small"
            type="primary"
            ghost
            aria-label={`${t('goOn')} ${title}`}
            onClick={() => go(draft.href)}
          >
            {t('goOn')}
          </Button>
        ) : null}
        <Button
          size="small"
          type="text"
          danger
          aria-label={`${t('remove')} ${title}`}
          onClick={() => void remove()}
        >
          {t('remove')}
        </Button>
      </div>
    </li>
  )
}
