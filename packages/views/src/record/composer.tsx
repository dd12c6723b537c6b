import type { WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import { Icon, useT, useToast } from '@mortise/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { RecordForm } from '../form/record-form.tsx'
import { useFaceContext, useRights, useWorkspace } from '../workspace/metadata.tsx'
import { queryKeys, useRefresh } from '../workspace/queries.ts'
import { messages } from './messages.ts'
import { MentionBox } from './mention-box.tsx'
import { type Related, relatedOf } from './related.tsx'

type Props = { readonly entity: EntityModel; readonly record: WireRecord }

/** A note, a follow-up or a task, written where the record is; what it is chosen by the tabs above. */
export function Composer({ entity, record }: Props): ReactNode {
  const { model, me } = useWorkspace()
  const t = useT(messages)
  const ctx = useFaceContext(entity.key)
  const [open, setOpen] = useState<string>()
  const activities = relatedOf(model, entity).filter(
    ({ target }) =>
      target.document.settings?.['activity'] === true && me.entities[target.key]?.create === true,
  )
  const chosen = activities.find(({ target }) => target.key === open)
  return (
    <div className="m-composer">
      {activities.length === 0 ? null : (
        <div className="m-composer-kinds" role="group" aria-label={t('composer')}>
          <button type="button" aria-pressed={chosen === undefined} onClick={() => setOpen(undefined)}>
            <Icon name="message-square" size={14} /> {t('comment')}
          </button>
          {activities.map(({ target }) => (
            <button
              key={target.key}
              type="button"
              aria-pressed={target.key === open}
              onClick={() => setOpen(target.key)}
            >
              <Icon name={target.document.icon ?? 'plus'} size={14} />
              {say(target.document.label, ctx.locale)}
            </button>
          ))}
        </div>
      )}
      {chosen === undefined ? (
        <Note entity={entity} record={record} />
      ) : (
        <Activity
          key={chosen.target.key}
          related={chosen}
          entity={entity}
          record={record}
          onDone={() => setOpen(undefined)}
        />
      )}
    </div>
  )
}

function Note({ entity, record }: Props): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const [mentions, setMentions] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const post = async (): Promise<void> => {
    setBusy(true)
    try {
      await client.records.comment(entity.key, record.id, text.trim(), mentions)
      setText('')
      await queries.invalidateQueries({ queryKey: queryKeys.timeline(entity.key, record.id) })
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    setBusy(false)
  }
  return (
    <>
      <MentionBox value={text} onChange={setText} onMention={setMentions} onSend={() => void post()} />
      <div className="m-row">
        <span className="m-spring" />
        <Button
          type="primary"
          size="small"
          disabled={text.trim() === ''}
          loading={busy}
          onClick={() => void post()}
        >
          {t('post')}
        </Button>
      </div>
    </>
  )
}

/** A record of another kind that belongs to this one, on its short form. */
function Activity({
  related: { relation, target },
  entity,
  record,
  onDone,
}: Props & { readonly related: Related; readonly onDone: () => void }): ReactNode {
  const { me } = useWorkspace()
  const refresh = useRefresh()
  const mayOwn = useRights(target.key).fields['owner'] === 'write'
  const [preset] = useState(() => ({
    ...(mayOwn ? { owner: me.user.id } : {}),
    [relation.via]: record.id,
  }))
  return (
    <div className="m-composer-form m-quick">
      <RecordForm
        entity={target}
        purpose="quick"
        preset={preset}
        onCancel={onDone}
        onSaved={() => {
          onDone()
          void refresh(entity.key)
        }}
      />
    </div>
  )
}
