import { useT } from '@mortise/ui'
import { InputNumber, Select, Switch } from 'antd'
import { type ReactNode, useId } from 'react'
import { editNode, retype } from './commands.ts'
import { joinOf, nodeOf, waysFrom } from './graph.ts'
import { messages } from './messages.ts'
import type { FlowEditor } from './use-flow-editor.ts'

/** Where branches that run beside each other meet: after all of them, or after so many. */
export function MeetingBox({
  editor,
  gate,
}: {
  readonly editor: FlowEditor
  readonly gate: string
}): ReactNode {
  const t = useT(messages)
  const id = useId()
  const { flow, nodes } = editor
  const type = nodes.find(nodeOf(flow, gate)?.type ?? '')
  const join = nodeOf(flow, joinOf(flow, gate, nodes) ?? '')
  const partial = nodes.all.find((one) => one.join === 'some')
  if (type?.split !== 'all' || join === undefined || partial === undefined) return null
  const some = nodes.find(join.type)?.join === 'some'
  const count = waysFrom(flow, gate, nodes).length
  const patch = (change: { readonly [key: string]: unknown }, merge?: string): void =>
    editor.commit(editNode(flow, join.id, change), t('editMeeting'), merge)
  return (
    <section className="f-panel-part">
      <label htmlFor={id}>{t('meeting')}</label>
      <Select<'all' | 'some'>
        id={id}
        aria-label={t('meeting')}
        value={some ? 'some' : 'all'}
        options={[
          { value: 'all', label: t('meetAll') },
          { value: 'some', label: t('meetSome') },
        ]}
        onChange={(choice) =>
          editor.commit(
            retype(
              flow,
              join.id,
              choice === 'some' ? { type: partial.type, threshold: 1 } : { type: type.type },
            ),
            t('editMeeting'),
          )
        }
      />
      {some ? (
        <>
          <span className="d-pair">
            <span className="m-faint">{t('meetCount')}</span>
            <InputNumber
              aria-label={t('meetCount')}
              min={1}
              max={count}
              value={Number(join['threshold'] ?? 1)}
              onChange={(threshold) => patch({ threshold: threshold ?? 1 }, `${join.id} threshold`)}
            />
          </span>
          <span className="d-pair">
            <span className="m-faint">{t('cancelRest')}</span>
            <Switch
              aria-label={t('cancelRest')}
              checked={join['cancelRest'] === true}
              onChange={(on) => patch({ cancelRest: on ? true : undefined })}
            />
          </span>
        </>
      ) : null}
    </section>
  )
}
